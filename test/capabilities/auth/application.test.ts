/** Application mode: verified callers, and one token of the gateway's own for all of them. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { listQuery, reader, verifiedGateway, writer, type Verified } from '../../support/authority.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, referenceExample, scriptedGraph } from '../../support/start.js';
import { until } from '../../support/until.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
async function start(...parameters: Parameters<typeof verifiedGateway> extends [unknown, ...infer R] ? R : never) {
  const gateway: Verified = await verifiedGateway('application', ...parameters);
  running.push(gateway);
  return gateway;
}
const create = [createMutation, { input: referenceExample }] as const;

describe('as the application', () => {
  it('Graph sees the application for every caller: a user with a scope, an application with a role', async () => {
    const gateway = await start();
    const { authority } = gateway;
    await gateway.as('ada', ...create);
    await gateway.with(await authority.issueAppToken({ roles: [writer] }), ...create);
    await gateway.with(await authority.issueAppToken({ roles: [reader], version: '1.0' }), listQuery);
    expect(gateway.graph.accountSummaries()).toHaveLength(5);
    const expected = {
      clientId: authority.registration.clientId,
      roles: ['DeviceManagementConfiguration.ReadWrite.All'],
    };
    expect(await gateway.graphIdentities()).toMatchObject([expected, expected, expected]);
    expect(authority.requests).toMatchObject([
      { form: { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' } },
    ]);
  });

  it('an application without the role is FORBIDDEN, and so is one whose role is a scope', async () => {
    const gateway = await start();
    const tokens = [
      await gateway.authority.issueAppToken(),
      await gateway.authority.issueAppToken({ roles: [reader] }),
      await gateway.authority.issueAppToken({ claims: { scp: writer } }),
    ];
    for (const token of tokens) {
      const { json } = await gateway.with(token, ...create);
      expect(json.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', requiredScopes: [writer] });
    }
    expectCalls(gateway.authority.requests, 0);
    expectCalls(gateway.graph.requests, 0);
  });

  it('100 operations at once of different callers make one token request', async () => {
    const gateway = await start();
    await Promise.all(Array.from({ length: 100 }, (_, index) => gateway.as(`user-${index}`, listQuery)));
    expectCalls(gateway.graph.requests, 100);
    expectCalls(gateway.authority.requests, 1);
  });

  it('the next token is fetched while the old one is still used', async () => {
    // A lifetime of four minutes: shorter than the five minutes in which the next token is fetched.
    const gateway = await start({}, { quirks: { tokenLifetimeSeconds: 240 } });
    await gateway.as('ada', listQuery);
    gateway.authority.quirks.hang = true;
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors).toBeUndefined();
    await until(() => gateway.authority.requests.length === 2);
  });

  it("a token that Graph rejects is the gateway's fault, is dropped, and is reported to no caller", async () => {
    const seen: (string | undefined)[] = [];
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      seen.push(request.headers.authorization);
      const challenge = 'Bearer realm="", error="insufficient_claims", claims="eyJhIjp7fX0="';
      response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' });
      response.end('{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}');
    });
    running.push(graph);
    const gateway = await start({}, { graphUrl: graph.url });
    const answer = await gateway.as('ada', ...create);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([200, null]);
    expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(gateway.log()).toContain("Graph rejected the gateway's own token");
    await gateway.as('ada', ...create);
    expect(new Set(seen).size).toBe(2);
    expectCalls(gateway.authority.requests, 2);
  });

  it('all callers pause together when Graph throttles the application', async () => {
    const gateway = await start({ REQUEST_DEADLINE_MS: '2000' });
    gateway.graph.quirks.throttleCalls = 1;
    gateway.graph.quirks.retryAfterSeconds = 60;
    const codes: unknown[] = [];
    for (const user of ['ada', 'bob'])
      codes.push((await gateway.as(user, listQuery)).json.errors?.[0]?.extensions.code);
    expect(codes).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    expectCalls(gateway.graph.requests, 1);
  });
});
