/** `npm start` as a separate process: its output can be pasted. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { environment } from '../../src/config/environment.js';
import { defaultPorts } from '../../src/demo/free-ports.js';
import { startProcess, type GatewayProcess } from '../support/process.js';

const anyPort = { PORT: '0', EMULATOR_PORT: '0', AUTHORITY_PORT: '0', SIGN_IN_PORT: '0' };

let demo: GatewayProcess | undefined;
afterEach(() => {
  demo?.stop();
  demo = undefined;
});

interface Curl {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function curlsOf(...options: string[]): Promise<Curl[]> {
  demo = await startProcess(anyPort, ['dist/demo/main.js', ...options], 'Create a report');
  return [...demo.output().matchAll(/^curl (\S+) (.*) -d '([^']+)'$/gm)].map(([, url = '', flags = '', body = '']) => ({
    url,
    headers: Object.fromEntries(
      [...flags.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [name, value] as const),
    ),
    body,
  }));
}

async function send({ url, headers, body }: Curl): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return response.json();
}

const created = {
  data: { createMacOSSoftwareUpdateAccountSummary: { id: expect.any(String), displayName: 'Display Name value' } },
};

it('forwards any token without a flag', async () => {
  const curls = await curlsOf();

  expect(curls).toHaveLength(1);
  expect(await send(curls[0] as Curl)).toMatchObject(created);
});

it('says which command has the dashboard, and serves nothing of it', async () => {
  await curlsOf();

  expect(demo?.output()).toMatch(/^Dashboard +npm run web /m);
  const page = await fetch(new URL('/', demo?.url), { headers: { accept: 'text/html' } });
  expect(page.status).toBe(404);
  await page.arrayBuffer();
});

describe.each(['on-behalf-of', 'application'])('--auth=%s', (mode) => {
  it('prints a command of a user who may write and one of a user who may only read', async () => {
    const [write, read] = (await curlsOf(`--auth=${mode}`, '--macs=3')) as [Curl, Curl];

    // The emulated Graph accepts only tokens that were issued for it, so the gateway has got one.
    expect(await send(write)).toMatchObject(created);
    expect(await send(read)).toMatchObject({
      data: {
        macOSSoftwareUpdateAccountSummaries: { nodes: [expect.anything(), expect.anything(), expect.anything()] },
      },
    });
    expect(await send({ ...write, headers: read.headers })).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect(await send({ ...write, headers: { ...write.headers, authorization: 'Bearer any-token' } })).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});

it('--authority-quirk shows what a client sees when the authority fails', async () => {
  const [write] = (await curlsOf('--auth=on-behalf-of', '--authority-quirk=interactionRequired')) as [Curl];

  const response = await fetch(write.url, { method: 'POST', headers: write.headers, body: write.body });

  expect([response.status, response.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringContaining('error="insufficient_claims", claims="'),
  ]);
});

it('--metrics serves metrics for Prometheus, and prints where', async () => {
  demo = await startProcess({ ...anyPort, METRICS_PORT: '0' }, ['dist/demo/main.js', '--metrics'], 'Create a report');
  const [, url = ''] = /^Metrics +(\S+)/m.exec(demo.output()) ?? [];
  expect(await (await fetch(url)).text()).toContain('gateway_info{');
});

it('stops on SIGTERM', async () => {
  await curlsOf('--auth=on-behalf-of');

  demo?.signal('SIGTERM');

  expect(await demo?.exit).toBe(0);
});

it('ends when npm and its shell are gone', async () => {
  const shell = spawn('sh', ['-c', `"${process.execPath}" dist/demo/main.js; exit $?`], {
    env: { PATH: process.env['PATH'], ...anyPort, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(shell.stdout, 'data');

  // The gateway has the other end too.
  const ended = once(shell.stdout, 'close');
  shell.kill('SIGTERM');

  await ended;
});

it('ends when a part of it cannot start, though others listen already', async () => {
  await curlsOf();
  const taken = new URL(demo?.url ?? '').port;

  const second = spawnSync(process.execPath, ['dist/demo/main.js', '--auth=on-behalf-of'], {
    env: { PATH: process.env['PATH'], ...anyPort, PORT: taken },
    encoding: 'utf8',
  });

  expect([second.status, second.stderr]).toEqual([
    1,
    `npm start failed: Port ${taken} is in use; set PORT to another port. \n`,
  ]);
});

it.each([
  ['--auth=none', '--auth must be one of: forward, on-behalf-of, application.'],
  ['--authority-quirk=hang', '--authority-quirk requires --auth=on-behalf-of or --auth=application.'],
])('%s is rejected with a sentence', (option, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/demo/main.js', option], { encoding: 'utf8' });

  expect([status, stderr]).toEqual([1, expect.stringContaining(sentence)]);
});

describe('npm start', () => {
  const npmStart = (environment: Record<string, string>, ...options: string[]) =>
    spawnSync(process.execPath, ['scripts/start.js', ...options], {
      env: { PATH: process.env['PATH'], ...anyPort, ...environment },
      encoding: 'utf8',
    });

  it.each([
    ['PORT'],
    ['EMULATOR_PORT'],
    ['AUTHORITY_PORT', '--auth=application'],
    ['SIGN_IN_PORT', '--auth=application', '--web'],
  ])('names %s if its port is in use, before it compiles', async (key, ...options) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { status, stdout, stderr } = npmStart({ [key]: String(port) }, ...options);

    taken.close();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`npm start failed: Port ${port} is in use; set ${key} to another port.\n`);
  });

  it('prints its help although the ports are in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { status, stdout } = npmStart({ PORT: String(port) }, '--help');

    taken.close();
    expect([status, stdout]).toEqual([0, expect.stringContaining('--macs=')]);
  });

  it('has the default port of the gateway', () => {
    expect(defaultPorts.PORT).toBe(environment.PORT.default);
  });
});

it('prints one readable line for each operation', async () => {
  const [create] = (await curlsOf()) as [Curl];
  const post = (query: string): Promise<unknown> => send({ ...create, body: JSON.stringify({ query }) });
  await post('query Names { macOSSoftwareUpdateAccountSummaries(first: 2) { nodes { displayName } } }');
  await post('{ macOSSoftwareUpdateAccountSummary(id: "none") { id } }');
  await post('{ nothing }');
  await demo?.logged('GRAPHQL_VALIDATION_FAILED');

  const lines = demo?.output().split('\n') ?? [];
  expect(lines).toContainEqual(expect.stringMatching(/^POST Names 200 \d+ ms, 1 call to Graph$/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^POST macOSSoftwareUpdateAccountSummary 200 \d+ ms, 1 call to Graph: NOT_FOUND$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^POST \/graphql 400 \d+ ms: GRAPHQL_VALIDATION_FAILED$/));
});
