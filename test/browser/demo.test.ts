/** `npm run web -- --auth=…` as a person starts it, without a tenant and without a certificate to trust. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from '@jest/globals';
import { withBrowser } from './support/browser.js';
import { signInAs } from './support/sign-in.js';

const browser = withBrowser();
let stop = async (): Promise<void> => {};
afterEach(() => stop());

it.each(['on-behalf-of', 'application'])('--auth=%s: a person signs in and reads', async (mode) => {
  const ports = { PORT: '0', EMULATOR_PORT: '0', AUTHORITY_PORT: '0', SIGN_IN_PORT: '0' };
  const demo = spawn(process.execPath, ['dist/demo/main.js', '--web', `--auth=${mode}`], {
    env: { PATH: process.env['PATH'], ...ports },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(demo, 'exit');
  stop = async () => {
    demo.kill();
    await ended;
  };
  let output = '';
  demo.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('Read as grace')) await once(demo.stdout, 'data');
  const [, url = '', text] = /^Dashboard\s+(\S+)\s+(.*)$/m.exec(output) ?? [];
  expect(text).toContain('sign in as Ada or Ben');
  const page = await browser.open(url);
  await signInAs(page, 'Ben');
  await page.getByText('Macs to look at first').waitFor();
  expect(await page.locator('.account').innerText()).toMatch(/Ben[^]*read only/);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});
