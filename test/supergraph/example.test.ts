/** `npm run supergraph`: the queries of its README, and the resulting requests to Graph. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import type { GatewayProcess } from '../support/process.js';
import { blocks, send, start, startMs } from './support/example.js';

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
});

describe('the example supergraph, over a recorded Graph', () => {
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

  it('reads 25 devices and 25 users in two calls each, and deleted ones are null', async () => {
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

  it('returns no more of a failing Graph than a code and a sentence', async () => {
    graph.quirks.throttleItems = 20;
    const { status, json } = await send(supergraph, '{ user(id: "a0000000-7d05-6468-057d-0000a0000000") { mail } }');
    expect([status, json.data]).toEqual([200, { user: null }]);
    expect(json.errors).toMatchObject([
      { message: 'Graph is throttling requests.', extensions: { code: 'RATE_LIMITED', serviceName: 'users' } },
    ]);
    expect(JSON.stringify(json)).not.toMatch(/stacktrace|of-ada|127\.0\.0\.1/);
  });

  it('does not call Graph for an id that no device can have', async () => {
    const { json } = await send(supergraph, '{ managedDevice(id: "../users") { serialNumber } }');
    expect([json, received()]).toEqual([{ data: { managedDevice: null } }, []]);
  });
});
