/** A refusal is cached briefly: repeating a rejected request costs the authority and Graph nothing. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuthorityQuirks } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway, writer, type Mode, type Verified } from '../../support/authority.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, referenceExample, scriptedGraph, type Answer } from '../../support/start.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
async function start(...parameters: Parameters<typeof verifiedGateway>): Promise<Verified> {
  const gateway = await verifiedGateway(...parameters);
  running.push(gateway);
  return gateway;
}
const create = [createMutation, { input: referenceExample }] as const;
const tokenOf = ({ authority }: Verified, user: string): Promise<string> =>
  authority.issueUserToken({ user, scopes: [writer] });

/** What a client can act on; the ids of the exchange with Graph are those of the first refusal. */
const responseOf = ({ status, headers, json }: Answer): unknown => [
  status,
  headers.get('www-authenticate'),
  json.errors?.map(({ message, extensions }) => [message, extensions]),
];

/** Graph rejects the tokens that the test selects, and answers the others with an empty page. */
async function refusingGraph(isRefused: (call: number) => boolean, challenge = 'Bearer realm=""') {
  const seen: string[] = [];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    seen.push(String(request.headers.authorization));
    response.setHeader('content-type', 'application/json');
    if (!isRefused(seen.length - 1)) return response.end('{"value":[]}');
    response.writeHead(401, { 'www-authenticate': challenge });
    return response.end('{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}');
  });
  running.push(graph);
  return { ...graph, seen };
}

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

describe('the authority refuses a user', () => {
  it.each<[string, Partial<AuthorityQuirks>, Record<string, string>, string]>([
    ['a second factor is missing', { interactionRequired: claims }, {}, 'UNAUTHENTICATED'],
    ['a second factor is missing, with unreadable claims', { interactionRequired: '-' }, {}, 'UNAUTHENTICATED'],
    ['consent is missing', { consentMissing: true }, {}, 'FORBIDDEN'],
    ['the secret of the gateway has expired', { secretExpired: true }, {}, 'INTERNAL_SERVER_ERROR'],
    ['the scope is wrong', {}, { GRAPH_SCOPE: 'https://other.example/.default' }, 'INTERNAL_SERVER_ERROR'],
  ])('%s: 20 requests make one exchange and get the same response', async (_why, quirks, environment, code) => {
    const gateway = await start('on-behalf-of', environment, { quirks });
    const token = await tokenOf(gateway, 'ada');

    const first = await gateway.with(token, ...create);
    const others = await Promise.all(Array.from({ length: 19 }, () => gateway.with(token, ...create)));

    expectRefused(first, { code });
    for (const other of others) expect(responseOf(other)).toEqual(responseOf(first));
    expectCalls(gateway.authority.requests, 1);
    expectCalls(gateway.graph.requests, 0);
    expect(gateway.log().match(/"correlationId"/g)).toHaveLength(1);
  });

  it('a token that the authority no longer accepts is exchanged once', async () => {
    const gateway = await start('on-behalf-of');
    // Within the clock difference that the gateway allows, and the authority does not.
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer], expiresInSeconds: -5 });
    for (let call = 0; call < 5; call += 1) expect((await gateway.with(token, listQuery)).status).toBe(401);
    expectCalls(gateway.authority.requests, 1);
  });

  it('a user who signs in again is accepted immediately, and so is every other user', async () => {
    const gateway = await start('on-behalf-of', {}, { quirks: { interactionRequired: claims } });
    const refused = await tokenOf(gateway, 'ada');
    await gateway.with(refused, listQuery);
    gateway.authority.quirks.interactionRequired = undefined;

    expect((await gateway.as('ada', listQuery)).status).toBe(200);
    expect((await gateway.as('grace', listQuery)).status).toBe(200);
    expect((await gateway.with(refused, listQuery)).status).toBe(401);
  });

  it('an outage of the authority is not a refusal: the next request asks again', async () => {
    const gateway = await start('on-behalf-of', {}, { quirks: { status: 503 } });
    const token = await tokenOf(gateway, 'ada');
    await gateway.with(token, listQuery);
    gateway.authority.quirks.status = 0;
    expect((await gateway.with(token, listQuery)).json.errors).toBeUndefined();
  });
});

describe.each<[Mode, number, string]>([
  ['application', 200, 'INTERNAL_SERVER_ERROR'],
  ['on-behalf-of', 401, 'UNAUTHENTICATED'],
])('Graph rejects the tokens that it gets, in %s mode', (mode, status, code) => {
  it('60 requests fetch the token and one replacement, and Graph gets each of them once', async () => {
    const graph = await refusingGraph(() => true);
    const gateway = await start(mode, {}, { graphUrl: graph.url });
    const token = await tokenOf(gateway, 'ada');

    const answers = [];
    for (let call = 0; call < 60; call += 1) answers.push(await gateway.with(token, listQuery));

    expect(answers.map((answer) => [answer.status, answer.json.errors?.[0]?.extensions.code])).toEqual(
      Array(60).fill([status, code]),
    );
    expectCalls(gateway.authority.requests, 2);
    expect([graph.seen.length, new Set(graph.seen).size]).toEqual([2, 2]);
  });

  it('60 concurrent requests fetch the token and at most one replacement', async () => {
    const graph = await refusingGraph(() => true);
    const gateway = await start(mode, {}, { graphUrl: graph.url });
    const token = await tokenOf(gateway, 'ada');
    const answers = await Promise.all(Array.from({ length: 60 }, () => gateway.with(token, listQuery)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
    expect(gateway.authority.requests.length).toBeLessThanOrEqual(2);
  });

  it('one rejected token is replaced immediately, and the operation succeeds', async () => {
    const graph = await refusingGraph((call) => call === 0);
    const gateway = await start(mode, {}, { graphUrl: graph.url });
    const token = await tokenOf(gateway, 'ada');
    const answers = [await gateway.with(token, listQuery), await gateway.with(token, listQuery)];
    expect(answers.map(({ json }) => json.errors?.[0]?.extensions.code)).toEqual([code, undefined]);
    expectCalls(gateway.authority.requests, 2);
  });
});

it('a claims challenge of Graph is repeated with its claims', async () => {
  const encoded = Buffer.from(claims).toString('base64');
  const graph = await refusingGraph(() => true, `Bearer error="insufficient_claims", claims="${encoded}"`);
  const gateway = await start('on-behalf-of', {}, { graphUrl: graph.url });
  const token = await tokenOf(gateway, 'ada');
  const answers = [];
  for (let call = 0; call < 4; call += 1) answers.push(await gateway.with(token, listQuery));
  expect(answers.map(({ json }) => json.errors?.[0]?.extensions['claims'])).toEqual(Array(4).fill(encoded));
  expect(new Set(answers.map(({ headers }) => headers.get('www-authenticate'))).size).toBe(1);
  expect(graph.seen).toHaveLength(2);
});
