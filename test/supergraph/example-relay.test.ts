/**
 * What the example's gateway relays, both ways: the token, rejections of a token, and that a client has disconnected.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gatewayConfig } from '../../examples/supergraph/gateway.config.js';
import { challengedClaims, defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import type { GatewayProcess } from '../support/process.js';
import { scriptedGraph } from '../support/start.js';
import { until } from '../support/until.js';
import { blocks, send, start, startMs } from './support/example.js';

const atOnce = `{
  managedDevice(id: "d0000003-7d05-6468-057d-0003d0000003") { model }
  user(id: "a0000000-7d05-6468-057d-0000a0000000") { mail }
  macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } }
}`;

describe('the example supergraph, and a rejected token', () => {
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

  it('does not call Graph for a caller without a token, and says so with HTTP 401', async () => {
    for (const query of [...blocks('graphql'), atOnce]) {
      const { status, headers, json } = await send(supergraph, query, {});
      expect([status, headers.get('www-authenticate'), json.errors?.[0]?.extensions['code']]).toEqual([
        401,
        expect.stringMatching(/^Bearer( realm="graph")?$/),
        'UNAUTHENTICATED',
      ]);
    }
    expect(graph.requests.slice(before)).toEqual([]);
  });

  it.each([0, 1])('relays a claims challenge of Graph (query %i of the README)', async (index) => {
    graph.quirks.claimsChallenge = 1;
    const { status, headers } = await send(supergraph, blocks('graphql')[index] ?? '');
    const claims = Buffer.from(challengedClaims).toString('base64');
    expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining(`claims="${claims}"`)]);
  });

  it('does not allow other websites', async () => {
    const origin = 'https://elsewhere.example';
    const asked = await send(supergraph, atOnce, { origin });
    const preflight = await fetch(supergraph.url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    const leave = [asked, preflight].flatMap(({ headers }) => [...headers.keys()]);
    expect(leave.filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('the example supergraph, over a slow Graph', () => {
  let calls: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
  let graph: Awaited<ReturnType<typeof scriptedGraph>>;
  let supergraph: GatewayProcess;
  beforeAll(async () => {
    graph = await scriptedGraph((request, response) => void calls.push({ request, response }));
    // Only the client ends a call to Graph here.
    const patience = { GRAPH_TIMEOUT_MS: '600000', REQUEST_DEADLINE_MS: '600000' };
    supergraph = await start({ GRAPH_BASE_URL: graph.url, ...patience });
  }, startMs);
  beforeEach(() => {
    calls = [];
  });
  afterAll(async () => {
    supergraph.signal('SIGINT');
    await supergraph.exit;
    await graph.stop();
  });

  it.each(['first', 'last'])('prefers, of several challenges, the one with claims, %s', async (place) => {
    // Nullable fields, because the first rejection would otherwise end the operation.
    const [device, user] = ['d0000003-7d05-6468-057d-0003d0000003', 'a0000000-7d05-6468-057d-0000a0000000'];
    const answer = send(supergraph, `{ managedDevice(id: "${device}") { model } user(id: "${user}") { mail } }`);
    await until(() => calls.length === 2);
    const [one, other] = calls;
    const claims = 'Bearer realm="", error="insufficient_claims", claims="e30="';
    const refuse = async (call: typeof one, challenge: string): Promise<void> => {
      call?.response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' }).end('{}');
      await until(() => call?.response.closed === true);
    };
    await refuse(one, place === 'first' ? claims : 'Bearer realm="one"');
    await refuse(other, place === 'first' ? 'Bearer realm="other"' : claims);
    const { status, headers } = await answer;
    expect([status, headers.get('www-authenticate')]).toEqual([401, claims]);
  });

  it('cancels the call to Graph when a client disconnects', async () => {
    const client = new AbortController();
    const query = '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }';
    const left = send(supergraph, query, undefined, client.signal).catch(({ name }: Error) => name);
    await until(() => calls.length === 1);
    client.abort();
    expect(await left).toBe('AbortError');
    await until(() => calls[0]?.response.closed === true);
    expect(calls[0]?.response.writableEnded).toBe(false);
  });
});

it('passes Authorization, x-request-id, idempotency-key, traceparent and tracestate on to every subgraph, and nothing else', () => {
  const headers = {
    authorization: 'Bearer of-ada',
    'x-request-id': 'request-of-ada',
    'idempotency-key': 'order-7',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tracestate: 'vendor=1',
  };
  const request = new Request('http://127.0.0.1/graphql', { headers: { ...headers, 'x-other': 'of the client' } });
  expect(
    gatewayConfig.propagateHeaders.fromClientToSubgraphs({ request, subgraphName: 'reports', context: {} as never }),
  ).toEqual(headers);
});
