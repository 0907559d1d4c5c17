/**
 * The configurations of docs/running.md, run by Debian's nginx and HAProxy, and nginx with nothing but `proxy_pass`, which
 * speaks HTTP/1.0 to the gateway.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { until } from '../../support/until.js';

const path = `${process.env['PATH']}:/usr/sbin:/usr/local/sbin`;
const isInstalled = (program: string): boolean =>
  spawnSync(program, ['-v'], { env: { PATH: path } }).error === undefined;

/** The first block of this language in docs/running.md. */
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readFileSync('docs/running.md', 'utf8'))?.[1] ?? '';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

interface Front {
  readonly program: string;
  readonly parameters: (file: string, folder: string) => string[];
  readonly configuration: (folder: string, port: number, gateway: string) => string;
}

const nginx = (servers: string, folder: string): string => `
daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;
events {}
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/a; uwsgi_temp_path ${folder}/b; scgi_temp_path ${folder}/c;
${servers} }`;

const fronts: Record<string, Front> = {
  'nginx as in docs/running.md': {
    program: 'nginx',
    parameters: (file, folder) => ['-p', folder, '-c', file],
    configuration: (folder, port, gateway) =>
      nginx(block('nginx').replace('443 ssl', `127.0.0.1:${port}`).replace('127.0.0.1:4000', gateway), folder),
  },
  'nginx with nothing but proxy_pass': {
    program: 'nginx',
    parameters: (file, folder) => ['-p', folder, '-c', file],
    configuration: (folder, port, gateway) =>
      nginx(
        `server { listen 127.0.0.1:${port}; client_max_body_size 20m; location / { proxy_pass http://${gateway}; } }`,
        folder,
      ),
  },
  'HAProxy as in docs/running.md': {
    program: 'haproxy',
    parameters: (file) => ['-f', file],
    configuration: (_folder, port, gateway) =>
      `${block('haproxy').replace('127.0.0.1:4000', gateway)}
frontend all
  bind 127.0.0.1:${port}
  default_backend gateway
`,
  },
};

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a', ...headers },
    body,
  });

const create = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });

async function startFront({ program, parameters, configuration }: Front, gateway: string) {
  const folder = mkdtempSync(join(tmpdir(), 'front-'));
  // Started by root, nginx writes bodies as another user.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const file = join(folder, 'front.conf');
  writeFileSync(file, configuration(folder, port, gateway));
  const front: ChildProcess = spawn(program, parameters(file, folder), { env: { PATH: path }, stdio: 'pipe' });
  let said = '';
  front.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://127.0.0.1:${port}/graphql`;
  await until(async () => {
    if (front.exitCode !== null) throw new Error(said);
    return fetch(new URL('/live', url)).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  return {
    url,
    stop: async () => {
      const ended = once(front, 'exit');
      front.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe.each(Object.entries(fronts))('behind %s', (_name, front) => {
  if (!isInstalled(front.program)) {
    it(`${front.program} is not installed here: this is left to a machine that has it, as CI does`, () => {
      expect(isInstalled(front.program)).toBe(false);
    });
    return;
  }

  let gateway: TestGateway & { graph: Emulator };
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 30 }, { NODE_ENV: 'production' });
    ({ url, stop } = await startFront(front, new URL(gateway.url).host));
  });
  afterAll(async () => {
    await stop();
    await gateway.stop();
  });

  it('reads and writes work, each write once', async () => {
    const before = gateway.graph.requests.length;
    const created = await post(url, create);
    expect(await created.json()).toMatchObject({ data: { created: { displayName: referenceExample.displayName } } });
    expect(gateway.graph.requests).toHaveLength(before + 1);
    const list = await post(url, '{"query":"{ macOSSoftwareUpdateAccountSummaries(first: 20) { nodes { id } } }"}');
    expect(await list.json()).toMatchObject({ data: { macOSSoftwareUpdateAccountSummaries: {} } });
  });

  it('refusals arrive as they are', async () => {
    const withoutToken = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ macOSSoftwareUpdateAccountSummary(id: \\"a\\") { id } }"}',
    });
    expect(withoutToken.status).toBe(401);
    expect(withoutToken.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await post(url, create, { accept: 'image/png' })).status).toBe(406);
  });

  it.each([1000, 100_000, 900_000])('a refusal before a body of %i bytes arrives, each of ten times', async (bytes) => {
    const body = 'a'.repeat(bytes);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(url, body, { 'content-type': 'text/plain' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 415));
  });

  it('a body that is too long is 413, from whichever of the two', async () => {
    expect((await post(url, 'a'.repeat(5_000_000))).status).toBe(413);
  });
});
