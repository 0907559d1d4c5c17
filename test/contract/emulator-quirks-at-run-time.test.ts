/** `/quirks` of the demo: a front end's tests change how Graph fails while everything runs, and see each error code. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCodes } from '../../src/core/gateway-error.js';
import { defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { createMutation, gatewayOver, referenceExample, type TestGateway } from '../support/start.js';

let graph: Emulator;
let quirksUrl: string;
let id: string;
beforeAll(async () => {
  graph = await startEmulator({ macs: 2, setsQuirks: true });
  quirksUrl = new URL('/quirks', graph.url).href;
  id = graph.accountSummaries()[0]?.id ?? '';
});
afterAll(() => graph.stop());
afterEach(() => void Object.assign(graph.quirks, defaultQuirks));

async function ask(method: string, body?: string, type = 'application/json'): Promise<[number, unknown]> {
  const init = body === undefined ? {} : { body, headers: { 'content-type': type } };
  const response = await fetch(quirksUrl, { method, ...init });
  return [response.status, await response.json()];
}

describe('quirks', () => {
  it('are shown, changed one by one, and switched off together', async () => {
    expect(await ask('GET')).toEqual([200, defaultQuirks]);
    expect(await ask('POST', '{ "filterRefused": true, "retryAfterSeconds": null }')).toEqual([
      200,
      { ...defaultQuirks, filterRefused: true, retryAfterSeconds: null },
    ]);
    expect(await ask('POST', '{ "latencyMs": 1 }')).toEqual([
      200,
      { ...defaultQuirks, filterRefused: true, retryAfterSeconds: null, latencyMs: 1 },
    ]);
    expect(await ask('DELETE')).toEqual([200, defaultQuirks]);
    expect(graph.quirks).toEqual(defaultQuirks);
  });

  it.each([
    ['{ "forbidden": true, "nothing": true }', "Unknown quirk 'nothing'"],
    ['{ "forbidden": true, "latencyMs": -1 }', "The quirk 'latencyMs' must be a number"],
    ['{ "forbidden": true, "pageSize": 0 }', "The quirk 'pageSize' must be a number"],
    ['{ "forbidden": 1 }', "The quirk 'forbidden' must be true or false."],
    ['[]', 'Quirks must be a JSON object'],
    ['null', 'Quirks must be a JSON object'],
  ])('are unchanged after %s', async (body, sentence) => {
    expect(await ask('POST', body)).toEqual([400, { error: expect.stringContaining(sentence) }]);
    expect(graph.quirks).toEqual(defaultQuirks);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'are unchanged by what a page of another site can send: %s',
    async (type) => {
      const [status] = await ask('POST', '{ "forbidden": true }', type);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(graph.quirks).toEqual(defaultQuirks);
    },
  );

  it('are unchanged by a page whose name leads to this machine', async () => {
    const { hostname, port } = new URL(quirksUrl);
    const headers = { host: `evil.example:${port}`, 'content-type': 'application/json' };
    const status = await new Promise((resolve) => {
      request({ hostname, port, path: '/quirks', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end('{ "forbidden": true }');
    });
    expect([status, graph.quirks]).toEqual([403, defaultQuirks]);
  });

  it('have no path in an emulator that does not offer it', async () => {
    const other = await startEmulator();
    const { status } = await fetch(new URL('/quirks', other.url), { headers: { authorization: 'Bearer a' } });
    await other.stop();
    expect(status).toBe(400);
  });
});

const read = 'query ($id: ID!) { one: macOSSoftwareUpdateAccountSummary(id: $id) { id displayName } }';
const update = `mutation ($id: ID!) {
  one: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { osVersion: "15.1" }) { id }
}`;

const causes: [string, string, string][] = [
  ['UNAUTHENTICATED', '{ "claimsChallenge": 9 }', read],
  ['FORBIDDEN', '{ "forbidden": true }', read],
  ['CONFLICT', '{ "conflict": true }', update],
  ['PRECONDITION_FAILED', '{ "preconditionFailed": true }', update],
  ['RATE_LIMITED', '{ "throttleCalls": 9, "retryAfterSeconds": 3600 }', read],
  ['GRAPH_OPERATION_NOT_OFFERED', '{ "operationNotOffered": true }', createMutation],
  ['GRAPH_REJECTED', '{ "rejected": true }', createMutation],
  ['GRAPH_UNAVAILABLE', '{ "unavailableCalls": 9 }', read],
  ['GRAPH_TIMEOUT', '{ "latencyMs": 60000 }', read],
  ['OUTCOME_UNKNOWN', '{ "badResponses": true }', createMutation],
  ['GRAPH_BAD_RESPONSE', '{ "badResponses": true }', read],
];

describe('each error code that Graph can cause', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  it.each(causes)('%s comes with %s', async (code, quirks, query) => {
    gateway = await gatewayOver(graph.url, { GRAPH_TIMEOUT_MS: code === 'GRAPH_TIMEOUT' ? '20' : '10000' });
    const send = () => gateway.send(query, { id, input: referenceExample });

    await ask('POST', quirks);
    expect((await send()).json.errors).toMatchObject([{ extensions: { code } }]);
  });

  it('is among them', () => {
    // A request causes these by itself, or its idempotency key does; nothing should cause the last one.
    const keys = ['IDEMPOTENCY_KEY_IN_USE', 'IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_UNAVAILABLE'];
    const others = ['BAD_USER_INPUT', 'NOT_FOUND', 'COST_LIMIT_EXCEEDED', ...keys, 'INTERNAL_SERVER_ERROR'];
    expect([...causes.map(([code]) => code), ...others].sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('is over when its quirk is switched off', async () => {
    gateway = await gatewayOver(graph.url);
    await ask('POST', '{ "forbidden": true }');
    expect((await gateway.send(read, { id })).json.errors).toHaveLength(1);
    await ask('DELETE');
    expect((await gateway.send(read, { id })).json).toMatchObject({ data: { one: { id } } });
  });
});

it('docs/clients.md has the same quirks for each code', () => {
  const rows = [...readFileSync('docs/clients.md', 'utf8').matchAll(/^\| `([A-Z_]+)`[^|]*\| `(\{.*?\})` +\|/gm)];
  expect(rows.map(([, code, quirks]) => [code, quirks]).sort()).toEqual(
    causes.map(([code, quirks]) => [code, quirks]).sort(),
  );
});
