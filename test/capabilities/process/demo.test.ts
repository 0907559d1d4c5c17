/** `npm start` as a separate process: its output can be pasted. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startProcess, type GatewayProcess } from '../../support/process.js';

const anyPort = { PORT: '0', EMULATOR_PORT: '0', AUTHORITY_PORT: '0' };

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

  expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
});

it.each([
  ['--auth=none', '--auth must be one of: forward, on-behalf-of, application.'],
  ['--authority-quirk=hang', '--authority-quirk requires --auth=on-behalf-of or --auth=application.'],
])('%s is rejected with a sentence', (option, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/demo/main.js', option], { encoding: 'utf8' });

  expect([status, stderr]).toEqual([1, expect.stringContaining(sentence)]);
});
