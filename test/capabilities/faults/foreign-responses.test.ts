/** A page of something on the way to Graph is not Graph's word: no permission is named, and the log says where it is from. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOver, referenceExample, scriptedGraph, token } from '../../support/start.js';

const running: { stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of running.splice(0).reverse()) await stop();
});

const page = '<html><body>Access denied</body></html>';
const operations = [
  [createMutation, { input: referenceExample }],
  ['{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }', {}],
] as const;

async function start(status: number, headers: Record<string, string>, body = page) {
  const graph = await scriptedGraph((request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  const gateway = await gatewayOver(graph.url);
  running.push(graph, gateway);
  return { graph, gateway };
}

describe.each([403, 407, 400, 451])('a page with %i', (status) => {
  it('is GRAPH_REJECTED without requiredScopes, and the log names its origin', async () => {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      via: '1.1 proxy7 (squid/6.2)',
      server: 'Zscaler/6.2',
    };
    const { graph, gateway } = await start(status, headers);
    for (const [query, variables] of operations) {
      const { json } = await gateway.send(query, variables);
      expect(json.errors).toMatchObject([
        {
          message: 'Something between the gateway and Microsoft Graph rejected the request.',
          extensions: { code: 'GRAPH_REJECTED', graph: { status } },
        },
      ]);
      expect(json.errors?.[0]?.extensions).not.toHaveProperty('requiredScopes');
    }
    expect(graph.calls()).toBe(2);
    expect(gateway.log()).toContain('"reason":"not a response of Graph: text/html proxy7 squid/6.2 Zscaler/6.2"');
  });
});

it.each<[string, number, Record<string, string>, string]>([
  ['that has an id of Graph', 403, { 'content-type': 'text/html', 'request-id': 'a' }, 'FORBIDDEN'],
  ['without a type', 403, {}, 'FORBIDDEN'],
  [
    'with claims',
    403,
    {
      'content-type': 'text/html',
      'www-authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}').toString('base64')}"`,
    },
    'UNAUTHENTICATED',
  ],
  ['about the token', 401, { 'content-type': 'text/html' }, 'UNAUTHENTICATED'],
  ['about an object that is missing', 404, { 'content-type': 'text/html' }, 'NOT_FOUND'],
])('a rejection %s keeps its meaning', async (_what, status, headers, code) => {
  const { gateway } = await start(status, headers);
  const { json } = await gateway.send(...operations[1]);
  expect(json.errors?.[0]?.extensions.code).toBe(code);
});

it.each([
  ['whole', token],
  ['in part', token.slice(0, 14)],
])('a page with the token in its headers, %s: returns and logs nothing of it', async (_how, secret) => {
  const { gateway } = await start(403, { 'content-type': `text/${secret}`, via: secret, server: `a/${secret}` });
  const { text } = await gateway.send(...operations[0]);
  expect(text + gateway.log()).not.toContain(secret);
});

it.each<[string, Record<string, string>, string, string]>([
  [
    'a page to sign in',
    { 'content-type': 'text/html', server: 'Zscaler/6.2' },
    page,
    'not a response of Graph: text/html Zscaler/6.2',
  ],
  ['half of an object', { 'content-type': 'application/json' }, '{"id":"a"', 'not JSON'],
])('a success that is %s: the log says what it was', async (_what, headers, body, reason) => {
  const { gateway } = await start(200, headers, body);
  const [query, variables] = operations[0];
  expect((await gateway.send(query, variables)).json.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
  expect(gateway.log()).toContain(`"reason":"${reason}"`);
});
