/** `npm run supergraph`, as a process of its own on free ports: its README's queries, and what Graph gets to see of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { challengedClaims, defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/index.js';
import { schemaShape } from '../../src/server/build-schema.js';
import { startProcess, type GatewayProcess } from '../support/process.js';

const folder = 'examples/supergraph';
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const blocks = (language: string): string[] =>
  [...read('README.md').matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, text = '']) => text);

const anyPort = { PORT: '0', REPORTS_PORT: '0', DEVICES_PORT: '0', USERS_PORT: '0', EMULATOR_PORT: '0' };
const startMs = 60_000;
const start = (environment: Record<string, string> = {}): Promise<GatewayProcess> =>
  startProcess({ ...anyPort, ...environment }, [`${folder}/start.ts`], 'The supergraph listens');

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: {
    readonly data?: Record<string, { nodes: Record<string, Record<string, unknown> | null>[] } | null> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  };
}

async function send(
  { url }: GatewayProcess,
  query: string,
  headers: Record<string, string> = { authorization: 'Bearer of-ada' },
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, json: (await response.json()) as Answer['json'] };
}

describe('npm run supergraph', () => {
  let supergraph: GatewayProcess;
  beforeAll(async () => {
    supergraph = await start();
  }, startMs);
  afterAll(async () => {
    supergraph.signal('SIGTERM');
    await supergraph.exit;
  });

  it('answers each query of its README as the README shows', async () => {
    const queries = blocks('graphql');
    const shown = blocks('json').map((text) => JSON.parse(text) as unknown);
    expect([queries.length, shown.length]).toEqual([2, 2]);
    for (const [index, query] of queries.entries()) {
      expect((await send(supergraph, query)).json).toEqual(shown[index]);
    }
  });

  it('answers the command lines of its README, and the one that it prints, alike', async () => {
    const lines = [...blocks('sh').slice(1), /^curl .*$/m.exec(supergraph.output())?.[0] ?? ''];
    const bodies = lines.map((line) => JSON.parse(/-d '([^']+)'/.exec(line)?.[1] ?? '') as { query: string });
    const [walk, reports] = blocks('json').map((text) => JSON.parse(text) as unknown);
    const answers = [];
    for (const { query } of bodies) answers.push((await send(supergraph, query)).json);
    expect(answers).toEqual([walk, reports, walk]);
  });

  it('shows a browser a GraphiQL that loads nothing from elsewhere', async () => {
    const response = await fetch(supergraph.url, { headers: { accept: 'text/html' } });
    const page = await response.text();
    expect([response.status, page.includes('GraphiQL')]).toEqual([200, true]);
    expect(page).not.toMatch(/unpkg|jsdelivr|cdnjs|googleapis/);
    expect([...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="(?!data:)[^"]*"/g)].map(([tag]) => tag)).toEqual([]);
  });

  it('says plainly that a port is taken, and leaves nothing running', () => {
    const { port } = new URL(supergraph.url);
    const second = spawnSync(process.execPath, [`${folder}/start.ts`], {
      env: { PATH: process.env['PATH'], ...anyPort, PORT: port },
      encoding: 'utf8',
    });
    expect([second.status, second.stderr]).toEqual([
      1,
      expect.stringMatching(/^npm run supergraph failed: listen EADDRINUSE/),
    ]);
  });

  it('ends on SIGTERM', async () => {
    supergraph.signal('SIGTERM');
    expect(await supergraph.exit).toBe(0);
  });
});

describe('the example supergraph, over a Graph that is watched', () => {
  let graph: Emulator;
  let supergraph: GatewayProcess;
  let before: number;
  beforeAll(async () => {
    graph = await startEmulator({ macs: 25 });
    supergraph = await start({ GRAPH_BASE_URL: graph.url });
  }, startMs);
  beforeEach(() => {
    before = graph.requests.length;
  });
  afterEach(() => {
    Object.assign(graph.quirks, defaultQuirks);
  });
  afterAll(async () => {
    supergraph.signal('SIGINT');
    await supergraph.exit;
    await graph.stop();
  });
  const received = (): { method: string; path: string; authorization: unknown; asked: string[] }[] =>
    graph.requests.slice(before).map(({ method, path, headers, body }) => ({
      method,
      path: path.split('?')[0] ?? '',
      authorization: headers['authorization'],
      asked: ((body as { requests?: { url: string }[] } | undefined)?.requests ?? []).map(({ url }) =>
        url.replace(/\/[^/]*$/, ''),
      ),
    }));

  it.each(['from the device', 'from the reports'])('asks Graph three times, as the caller, %s', async (where) => {
    const query = blocks('graphql')[where === 'from the device' ? 0 : 1] ?? '';
    expect((await send(supergraph, query)).json.errors).toBeUndefined();
    const calls = received();
    expect(calls.map(({ authorization }) => authorization)).toEqual(calls.map(() => 'Bearer of-ada'));
    const [reports, devices, users] = ['macOSSoftwareUpdateAccountSummaries', 'managedDevices', 'users'].map((name) =>
      calls.filter(({ path, asked }) => path.endsWith(name) || asked.some((url) => url.endsWith(name))),
    );
    expect([calls, reports, devices, users].map((each) => each?.length)).toEqual([3, 1, 1, 1]);
  });

  it('reads 25 devices and 25 users in two calls each, and those that are gone are null', async () => {
    const { json } = await send(
      supergraph,
      '{ list: macOSSoftwareUpdateAccountSummaries(first: 25) { nodes { device { id serialNumber } user { id mail } } } }',
    );
    expect(json.errors).toBeUndefined();
    const nodes = json.data?.['list']?.nodes ?? [];
    const serials = new Map(graph.managedDevices().map(({ id, serialNumber }) => [id, serialNumber]));
    const mails = new Map(graph.users().map(({ id, mail }) => [id, mail]));
    expect(nodes).toEqual(
      graph.accountSummaries().map(({ deviceId, userId }) => ({
        device: { id: deviceId, serialNumber: serials.get(String(deviceId)) ?? null },
        user: { id: userId, mail: mails.get(String(userId)) ?? null },
      })),
    );
    expect([nodes.filter(({ device }) => device?.['serialNumber'] === null).length, serials.size]).toEqual([1, 25]);
    const batches = received().filter(({ path }) => path === '/$batch');
    expect([received().length, batches.map(({ asked }) => asked.length).toSorted((a, b) => a - b)]).toEqual([
      5,
      [5, 5, 20, 20],
    ]);
  });

  it('asks Graph nothing for a caller without a token, and says so with HTTP 401', async () => {
    for (const query of blocks('graphql')) {
      const { status, headers, json } = await send(supergraph, query, {});
      expect([status, headers.get('www-authenticate'), json.errors?.[0]?.extensions['code']]).toEqual([
        401,
        expect.stringMatching(/^Bearer/),
        'UNAUTHENTICATED',
      ]);
    }
    expect(received()).toEqual([]);
  });

  it.each([0, 1])('relays a claims challenge of Graph (query %i of the README)', async (index) => {
    graph.quirks.claimsChallenge = 1;
    const { status, headers } = await send(supergraph, blocks('graphql')[index] ?? '');
    const claims = Buffer.from(challengedClaims).toString('base64');
    expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining(`claims="${claims}"`)]);
  });

  it('tells a client no more of a failing Graph than a code and a sentence', async () => {
    graph.quirks.throttleItems = 20;
    const { status, json } = await send(supergraph, '{ user(id: "a0000000-7d05-6468-057d-0000a0000000") { mail } }');
    expect([status, json.data]).toEqual([200, { user: null }]);
    expect(json.errors).toMatchObject([
      { message: 'Graph asks for patience.', extensions: { code: 'RATE_LIMITED', serviceName: 'users' } },
    ]);
    expect(JSON.stringify(json)).not.toMatch(/stacktrace|of-ada|127\.0\.0\.1/);
  });

  it('asks Graph nothing for an id that no device can have', async () => {
    const { json } = await send(supergraph, '{ managedDevice(id: "../users") { serialNumber } }');
    expect([json, received()]).toEqual([{ data: { managedDevice: null } }, []]);
  });
});

describe('the files of the example', () => {
  const ports = { reports: 4401, devices: 4402, users: 4403 };

  it('are what npm run supergraph:compose writes', () => {
    expect(read('subgraphs/reports.graphql').trim()).toBe(schemaShape('off').sdl.trim());
    const directory = mkdtempSync(join(tmpdir(), 'supergraph-'));
    const file = join(directory, 'supergraph.graphql');
    const { status, stderr } = spawnSync(process.execPath, [`${folder}/compose.ts`, file], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe(read('supergraph.graphql'));
    rmSync(directory, { recursive: true });
  });

  it('name the subgraphs of npm run supergraph, for rover and for wgc', () => {
    const rover = parse(read('apollo-router/supergraph.yaml')) as { subgraphs: Record<string, Source> };
    const cosmo = parse(read('cosmo/graph.yaml')) as { subgraphs: (Source & { name: string })[] };
    for (const [name, port] of Object.entries(ports)) {
      const wanted = {
        routing_url: `http://127.0.0.1:${port}/graphql`,
        schema: { file: `../subgraphs/${name}.graphql` },
      };
      expect(rover.subgraphs[name]).toEqual(wanted);
      expect(cosmo.subgraphs).toContainEqual({ name, ...wanted });
    }
    expect([Object.keys(rover.subgraphs), cosmo.subgraphs.length]).toEqual([Object.keys(ports), 3]);
  });

  it('pass the Authorization header on in every router', () => {
    expect(parse(read('apollo-router/router.yaml'))).toMatchObject({
      supergraph: { listen: '127.0.0.1:4400' },
      headers: { all: { request: { operations: [{ propagate: { named: 'authorization' } }] } } },
    });
    expect(parse(read('cosmo/config.yaml'))).toMatchObject({
      listen_addr: '127.0.0.1:4400',
      headers: { all: { request: [{ op: 'propagate', named: 'Authorization' }] } },
    });
  });
});

interface Source {
  readonly routing_url: string;
  readonly schema: { readonly file: string };
}
