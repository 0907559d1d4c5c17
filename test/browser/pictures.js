/**
 * `npm run web:pictures`: takes the pictures of README.md from the running demo. The reports are the same each time; only
 * their dates move with the day.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { chromium } from 'playwright-core';
import { chromiumPath } from './support/chromium.ts';

const demo = spawn(process.execPath, ['dist/demo/main.js', '--web', '--macs=400'], {
  env: { ...process.env, PORT: '0', EMULATOR_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
demo.stdout.on('data', (chunk) => (output += String(chunk)));
while (!output.includes('Dashboard ')) await once(demo.stdout, 'data');
const url = /^Dashboard\s+(\S+)/m.exec(output)?.[1] ?? '';

const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });

/** A part of a page as `docs/pictures/NAME.png`, once this text is there. */
async function take(name, path, text, colorScheme, height) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height } });
  await page.goto(new URL(path, url).href);
  await page.getByText(text).first().waitFor();
  const first = await page.locator('.first a').first();
  const next = (await first.count()) > 0 ? await first.getAttribute('href') : null;
  await page.screenshot({ path: `docs/pictures/${name}.png` });
  await page.close();
  return next ?? '/';
}

const worst = await take('overview', '/', 'Macs to look at first', 'light', 900);
await take('mac', worst, 'Identifiers', 'dark', 640);
await browser.close();
demo.kill();
