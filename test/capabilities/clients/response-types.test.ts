import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anyRequestId } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { openSocket, untilClosed } from '../../support/raw-socket.js';
import { createMutation, gatewayOver, gatewayOverEmulator, referenceExample, token } from '../../support/start.js';
import { until } from '../../support/until.js';

const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const json = 'application/json; charset=utf-8';
const create = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });
const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
const oneField = encodeURIComponent('{ macOSSoftwareUpdateAccountSummaries { totalCount } }');

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => (gateway = await gatewayOverEmulator({}, { NODE_ENV: 'production' })));
afterAll(() => gateway.stop());

describe('a creation whose response type the gateway cannot produce', () => {
  it.each([
    'application/json;v=2',
    'application/json; odata.metadata=minimal',
    'text/html',
    'application/xml, text/plain;q=0.5',
    'application/vnd.api+json',
    'text/event-stream',
    'application/json;q=0, application/graphql-response+json;q=0',
    'multipart/mixed;deferSpec=20220824',
    'nonsense',
  ])('is rejected with 406 before Graph is asked: %s', async (accept) => {
    const response = await fetch(gateway.url, { method: 'POST', headers: { ...headers, accept }, body: create });

    expect([response.status, response.headers.get('content-type')]).toEqual([406, json]);
    expect(await response.json()).toEqual({
      errors: [
        {
          message:
            'The Accept header must allow application/graphql-response+json or application/json, without parameters other than charset.',
          extensions: { code: 'BAD_REQUEST', requestId: anyRequestId },
        },
      ],
    });
    expectCalls(gateway.graph.requests, 0);
  });
});

describe('an HTTP request that is not an operation', () => {
  it.each<[string, string, RequestInit]>([
    ['a HEAD request', `?query=${oneField}`, { method: 'HEAD' }],
    ['a PUT request', '', { method: 'PUT', body: create }],
    ['a DELETE request', '', { method: 'DELETE', body: create }],
    [
      'a mutation by GET',
      `?query=${encodeURIComponent('mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }')}`,
      {},
    ],
    ['a parameter that comes twice', `?query=${oneField}&query=${oneField}`, {}],
    ['variables that are not JSON', `?query=${oneField}&variables=%7B`, {}],
    ['an operation name that the document lacks', `?query=${oneField}&operationName=Other`, {}],
    [
      'two operations without a name to choose one',
      `?query=${encodeURIComponent('query A { __typename } query B { __typename }')}`,
      {},
    ],
    ['a batch of operations', '', { method: 'POST', body: `[${create}]` }],
    ['a body that is not JSON', '', { method: 'POST', body: '{' }],
    [
      'an operation name that is not a string',
      '',
      { method: 'POST', body: create.replace('{', '{"operationName":1,') },
    ],
  ])('is rejected before Graph is asked: %s', async (_what, search, request) => {
    const response = await fetch(gateway.url + search, {
      ...request,
      headers: { ...headers, accept: graphqlResponse },
    });

    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('content-type')).toBe(graphqlResponse);
    expectCalls(gateway.graph.requests, 0);
  });
});

describe('an error response has the type that the client prefers', () => {
  const running = stoppedAfterEach();

  it.each<[number, string, string, RequestInit]>([
    [404, 'another path', '/elsewhere', {}],
    [405, 'another method', '/graphql', { method: 'PATCH', body: create }],
    [413, 'a body over 1 MiB', '/graphql', { method: 'POST', body: `"${'a'.repeat(1024 * 1024)}"` }],
    [414, 'a URL over 8 KiB', `/graphql?query=${'a'.repeat(9000)}`, {}],
    [415, 'a form', '/graphql', { method: 'POST', body: 'a=b', headers: { 'content-type': 'text/plain' } }],
    [400, 'a URL that cannot be read', '/%', {}],
    [400, 'a document over a limit', '/graphql', { method: 'POST', body: aliases(31) }],
    [401, 'a missing token', '/graphql', { method: 'POST', body: create, headers: { authorization: '' } }],
  ])('HTTP %i for %s', async (status, _what, path, request) => {
    for (const [accept, type] of [
      [graphqlResponse, graphqlResponse],
      ['application/graphql-response+json, application/json;q=0.9', graphqlResponse],
      ['application/json', json],
      ['*/*', json],
    ] as const) {
      const response = await fetch(new URL(path, gateway.url), {
        ...request,
        headers: { ...headers, accept, ...(request.headers as Record<string, string>) },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
    }
  });

  it.each<[number, string, string]>([
    [400, 'a request that is not HTTP', `GARBAGE\r\nAccept: ${graphqlResponse}\r\n\r\n`],
    [417, 'an Expect header that is not 100-continue', request('Connection: close\r\nExpect: more')],
    [431, 'headers over 16 KiB', request(`X-Long: ${'a'.repeat(20_000)}`)],
  ])('HTTP %i for %s', async (status, _what, bytes) => {
    const response = await untilClosed(gateway.url, bytes);
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response.toLowerCase()).toContain(`content-type: ${graphqlResponse}`);
  });

  it('HTTP 429 for a caller over the rate limit', async () => {
    const limited = await gatewayOver(gateway.graph.url, { RATE_LIMIT_MAX: '1', RATE_LIMIT_WINDOW_MS: '3600000' });
    running.push(limited);
    const send = () => limited.send('{ __typename }', {}, { ...headers, accept: graphqlResponse });
    await send();
    const { status, headers: received } = await send();
    expect([status, received.get('content-type')]).toEqual([429, graphqlResponse]);
  });

  it('HTTP 403 for an operation that is not a trusted document', async () => {
    const trusted = await gatewayOver(gateway.graph.url, {
      TRUSTED_DOCUMENTS: 'test/operations/persisted-query-manifest.json',
    });
    running.push(trusted);
    const { status, headers: received } = await trusted.send(
      '{ __typename }',
      {},
      { ...headers, accept: graphqlResponse },
    );
    expect([status, received.get('content-type')]).toEqual([403, graphqlResponse]);
  });

  it('HTTP 503 for a request of a gateway whose event loop lags', async () => {
    const busy = await gatewayOver(gateway.graph.url, { MAX_EVENT_LOOP_DELAY_MS: '20' });
    running.push(busy);
    let rejected: Awaited<ReturnType<typeof busy.send>> | undefined;
    await until(async () => {
      const end = performance.now() + 100;
      while (performance.now() < end);
      const response = await busy.send('{ __typename }', {}, { ...headers, accept: graphqlResponse });
      if (response.status === 503) rejected = response;
      return rejected !== undefined;
    });
    expect(rejected?.headers.get('content-type')).toBe(graphqlResponse);
  });

  it('HTTP 503 for a request that waits on a connection while the gateway drains', async () => {
    const graph = await holdingGraph();
    const draining = await gatewayOver(graph.url);
    running.push(graph);
    const client = openSocket(draining.url);
    client.write(request('Content-Type: application/json', create) + request('Content-Type: application/json', create));
    await until(() => graph.held.length === 1);
    const stopped = draining.stop();
    graph.letGo();
    await Promise.all([stopped, client.closed]);
    const second = client.heard().split('HTTP/1.1 ')[2];
    expect(second).toMatch(/^503 /);
    expect(second).toContain(`content-type: ${graphqlResponse}`);
    expect(graph.calls()).toBe(1);
  });
});

function aliases(count: number): string {
  const fields = Array.from({ length: count }, (_, index) => `a${index}: __typename`);
  return JSON.stringify({ query: `{ ${fields.join(' ')} }` });
}

/** A POST with the caller's token and one more header. */
function request(header: string, body = ''): string {
  return [
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    `Accept: ${graphqlResponse}`,
    `Authorization: Bearer ${token}`,
    header,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
