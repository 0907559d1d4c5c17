/** The configuration of the dashboard's image, run by Debian's nginx. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startAuthority, type Authority } from '../../src/emulator/entra/index.js';
import { dashboardOf } from '../../src/demo/signed-in.js';
import { isInstalled } from '../support/fronts.js';
import { freePort } from '../support/ports.js';
import { gatewayOverEmulator, type TestGateway } from '../support/start.js';
import { until } from '../support/until.js';
import { withBrowser } from './support/browser.js';
import { signInAs } from './support/sign-in.js';

const web = 'examples/web';
const browser = withBrowser();
let gateway: TestGateway;
let authority: Authority;
let configure: (content: object) => void;
let url = '';
let stop: () => Promise<void>;
beforeAll(async () => {
  expect(isInstalled('nginx')).toBe(true);
  gateway = await gatewayOverEmulator({ macs: 30, now: new Date() }, { NODE_ENV: 'production' });
  authority = await startAuthority({ plainPort: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  // Started by root, nginx works as another user.
  chmodSync(folder, 0o755);
  cpSync(join(web, 'dist'), join(folder, 'html'), { recursive: true });
  configure = (content) => writeFileSync(join(folder, 'html/config.json'), JSON.stringify(content));
  const port = await freePort();
  const places = {
    '${GATEWAY}': new URL(gateway.url).host,
    '${AUTHORITY}': authority.plain?.url ?? '',
    'listen 8080': `listen 127.0.0.1:${port}`,
    '/usr/share/nginx/html': join(folder, 'html'),
    '/etc/nginx/dashboard-headers.conf': join(process.cwd(), web, 'dashboard-headers.conf'),
  };
  let servers = readFileSync(join(web, 'nginx.conf'), 'utf8');
  for (const [from, to] of Object.entries(places)) {
    expect(servers).toContain(from);
    servers = servers.replaceAll(from, to);
  }
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1; user root;
events {}
http { access_log off; include /etc/nginx/mime.types; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/a; uwsgi_temp_path ${folder}/b; scgi_temp_path ${folder}/c;
${servers} }`,
  );
  const path = `${process.env['PATH']}:/usr/sbin`;
  const front = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    env: { PATH: path },
    stdio: 'pipe',
  });
  let said = '';
  front.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (front.exitCode !== null) throw new Error(said);
    return fetch(url).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  stop = async () => {
    const ended = once(front, 'exit');
    front.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
});
afterAll(async () => {
  await stop();
  await gateway.stop();
  await authority.stop();
});

async function headOf(path: string): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it('a person signs in with a token and reads, without a complaint of the browser', async () => {
  const page = await browser.open(`${url}/macs`);
  await page.getByLabel('Access token').fill('token-of-ada');
  await page.keyboard.press('Enter');
  await page.getByText('30 Macs', { exact: true }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Macs to look at first').waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('a person signs in at the authority that the policy names, without a complaint of the browser', async () => {
  configure({ gateway: '/graphql', ...dashboardOf(authority) });
  const page = await browser.open(`${url}/macs`);
  await signInAs(page, 'Ada');
  await page.getByText('30 Macs', { exact: true }).waitFor();
  expect(await page.locator('.account-name').innerText()).toBe('Ada');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
  configure({ gateway: '/graphql' });
});

it('each answer has the policy, pages are looked for each time, and assets are kept', async () => {
  const { text } = await headOf('/');
  const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(text) ?? [];
  const expected = [
    ['/', 'no-cache'],
    ['/macs/an-id', 'no-cache'],
    ['/config.json', 'no-cache'],
    ['/redirect.html', 'no-cache'],
    [script, 'public, max-age=31536000, immutable'],
  ] as const;
  for (const [path, cacheControl] of expected) {
    const { status, headers } = await headOf(path);
    expect([path, status, headers.get('cache-control')]).toEqual([path, 200, cacheControl]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none';script-src 'self';style-src 'self';");
    expect(headers.get('content-security-policy')).toContain(`;connect-src 'self' ${authority.plain?.url};`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const openers = ['/redirect.html', script].includes(path) ? null : 'same-origin-allow-popups';
    expect(headers.get('cross-origin-opener-policy')).toBe(openers);
  }
  const missing = await headOf('/assets/absent.js');
  expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, null]);
});

it('its policy is the one of the demo', () => {
  const policyOf = (file: string): string[] =>
    readFileSync(file, 'utf8').match(/[a-z]+-[a-z]+ 'none'|[a-z]+-[a-z]+ 'self'( data:)?/g) ?? [];
  expect(policyOf(join(web, 'dashboard-headers.conf'))).toEqual(policyOf('src/demo/dashboard.ts'));
  expect(policyOf('src/demo/dashboard.ts')).toHaveLength(8);
});

it('the gateway gets what a client sends, and the client what the gateway answers', async () => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: '{ macOSSoftwareUpdateAccountSummaries { totalCount } }' }),
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    401,
    'application/graphql-response+json; charset=utf-8',
  ]);
  expect(response.headers.get('www-authenticate')).toContain('Bearer');
  await response.arrayBuffer();
});

it('the image has only what the build writes and nginx reads', () => {
  const recipe = readFileSync(join(web, 'Dockerfile'), 'utf8');
  for (const [, source = ''] of recipe.matchAll(/^COPY (?!--from)(\S+)/gm)) {
    if (source !== '.') expect(readFileSync(join(web, source), 'utf8')).not.toBe('');
  }
  const last = recipe.slice(recipe.lastIndexOf('\nFROM '));
  expect(last).toContain('COPY --from=build /web/dist /usr/share/nginx/html');
  expect(JSON.parse(readFileSync(join(web, 'dist/config.json'), 'utf8'))).toEqual({ gateway: '/graphql' });
});
