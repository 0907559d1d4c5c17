/**
 * The authority is slow, down, sends invalid responses or rejects the gateway: callers get an error in time, and the
 * log names the setting.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { threshold } from '../../../src/auth/authority/authority-breaker.js';
import type { AuthorityQuirks } from '../../../src/emulator/entra/index.js';
import {
  environmentOf,
  listQuery,
  verifiedGateway,
  writer,
  type Mode,
  type Verified,
} from '../../support/authority.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { patience } from '../../support/patience.js';
import { createMutation, gatewayOver, referenceExample } from '../../support/start.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
async function start(mode: Mode, environment: Record<string, string> = {}, quirks: Partial<AuthorityQuirks> = {}) {
  const gateway = await verifiedGateway(mode, environment, { quirks });
  running.push(gateway);
  return gateway;
}
const create = [createMutation, { input: referenceExample }] as const;
const noneAtTheMoment = 'No token for Microsoft Graph is available at the moment; nothing was sent to it.';

/** No secret and no token occurs anywhere. */
function expectNoSecrets(gateway: Verified, answered: string): void {
  const sent = gateway.authority.requests.flatMap(({ form }) => [form['assertion'], form['client_secret']]);
  const secrets = sent.filter((value): value is string => value !== undefined);
  expect(secrets).not.toHaveLength(0);
  for (const secret of secrets) expect(`${gateway.log()}${answered}`).not.toContain(secret);
}

describe.each<Mode>(['on-behalf-of', 'application'])('an authority in %s mode', (mode) => {
  it.each<[string, Partial<AuthorityQuirks>, string]>([
    ['answers 503', { status: 503 }, 'AADSTS90033'],
    ['answers HTML with 200', { html: true }, 'status 200 without JSON'],
    ['answers HTML with 502', { html: true, status: 502 }, 'status 502 without JSON'],
    ['never answers', { hang: true }, 'timeout'],
  ])('that %s: GRAPH_UNAVAILABLE, and nothing is sent', async (_name, quirks, reason) => {
    const gateway = await start(mode, quirks.hang === true ? patience.forCall : {}, quirks);
    const { status, text, json } = await gateway.as('ada', ...create);
    expect(status).toBe(200);
    expect(json.errors).toMatchObject([{ message: noneAtTheMoment, extensions: { code: 'GRAPH_UNAVAILABLE' } }]);
    expect(gateway.log()).toContain(`"reason":"${reason}"`);
    expectCalls(gateway.graph.requests, 0);
    expectNoSecrets(gateway, text);
  });

  it('that throttles: GRAPH_UNAVAILABLE with retryAfterSeconds', async () => {
    const gateway = await start(mode, {}, { status: 429, retryAfterSeconds: 7 });
    const { json } = await gateway.as('ada', ...create);
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 7 });
  });

  it("that never responds is waited for no longer than the operation's deadline", async () => {
    const gateway = await start(mode, { ...patience.forOperation, GRAPH_TIMEOUT_MS: '600000' }, { hang: true });
    const { json } = await gateway.as('ada', ...create);
    expectRefused(
      { json },
      {
        code: 'GRAPH_UNAVAILABLE',
        message: 'No token for Microsoft Graph was received in time; nothing was sent to it.',
      },
    );
  });

  it('that cannot be reached: GRAPH_UNAVAILABLE', async () => {
    const gateway = await start(mode);
    const unreachable = { ...environmentOf(mode, gateway.authority), AZURE_AUTHORITY_HOST: 'https://localhost:9' };
    const alone = await gatewayOver(gateway.graph.url, unreachable);
    running.push(alone);
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    const { json } = await alone.send(listQuery, {}, { authorization: `Bearer ${token}` });
    expectRefused({ json }, { code: 'GRAPH_UNAVAILABLE', message: noneAtTheMoment });
  });

  it('that fails repeatedly is not called for a while, and called again later', async () => {
    const gateway = await start(mode, { GRAPH_BREAKER_RESET_MS: '60000' }, { status: 503 });
    for (let call = 0; call < threshold + 3; call += 1) await gateway.as(`user-${call}`, listQuery);
    expectCalls(gateway.authority.requests, threshold);
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 60 });

    const quick = await start(mode, { GRAPH_BREAKER_RESET_MS: '1' }, { status: 503 });
    for (let call = 0; call < threshold; call += 1) await quick.as(`user-${call}`, listQuery);
    quick.authority.quirks.status = 0;
    expect((await quick.as('ada', listQuery)).json.errors).toBeUndefined();
  });

  it.each<[string, Record<string, string>, Partial<AuthorityQuirks>, string, string]>([
    ['a wrong secret', { AZURE_CLIENT_SECRET: 'wrong-fake-secret' }, {}, 'AADSTS7000215', 'AZURE_CLIENT_SECRET'],
    [
      'an expired secret',
      {},
      { secretExpired: true },
      'AADSTS7000222, the client secret has expired',
      'AZURE_CLIENT_SECRET',
    ],
    ['a wrong scope', { GRAPH_SCOPE: 'https://other.example/.default' }, {}, 'AADSTS500011', 'GRAPH_SCOPE'],
    [
      'an unknown application',
      {
        AZURE_CLIENT_ID: '99999999-9999-4999-8999-999999999999',
        AUTH_AUDIENCE: '33333333-3333-4333-8333-333333333333',
      },
      {},
      'AADSTS700016',
      'AZURE_CLIENT_ID',
    ],
  ])(
    "that rejects %s: the gateway's own failure, and the log names the setting",
    async (_name, environment, quirks, number, setting) => {
      const gateway = await start(mode, environment, quirks);
      const { text, json } = await gateway.as('ada', ...create);
      expect(json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
      const line =
        gateway
          .log()
          .split('\n')
          .find((entry) => entry.includes(number)) ?? '{}';
      expect(JSON.parse(line)).toMatchObject({
        level: 'error',
        reason: number,
        setting,
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        msg: 'The authority rejects the gateway itself: check this setting',
      });
      expectCalls(gateway.graph.requests, 0);
      expectNoSecrets(gateway, text);
    },
  );
});

it('missing consent is FORBIDDEN on behalf of a user, with the permissions to grant', async () => {
  const gateway = await start('on-behalf-of', {}, { consentMissing: true });
  const { status, json } = await gateway.as('ada', ...create);
  expect(status).toBe(200);
  expectRefused(
    { json },
    {
      code: 'FORBIDDEN',
      message: 'An administrator has not allowed the gateway to call Microsoft Graph for its users.',
      extensions: {
        requiredScopes: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
      },
    },
  );
  expect(gateway.log()).toContain('"reason":"AADSTS65001"');
  expect(gateway.log()).toContain('grant admin consent');
});

it("a caller's token that the authority no longer accepts is UNAUTHENTICATED", async () => {
  const gateway = await start('on-behalf-of');
  // Within the clock difference that the gateway allows, and the authority does not.
  const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer], expiresInSeconds: -5 });
  const { status, headers } = await gateway.with(token, listQuery);
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toMatch(/error="invalid_token"$/);
  expect(gateway.log()).toContain('"reason":"AADSTS500133"');
});

describe('claims of the authority', () => {
  const asking = (value: string): string => JSON.stringify({ access_token: { acrs: { essential: true, value } } });
  it.each<[string, (assertion: string) => string]>([
    ['repeat a piece of the token', (assertion) => asking(assertion.slice(200, 230))],
    ['repeat the token', asking],
    [
      'repeat a piece of it in base64',
      (assertion) => asking(Buffer.from(assertion.slice(300, 324)).toString('base64')),
    ],
    ['repeat the secret', () => asking('demo-secret-that-opens-nothing')],
    ['have a stack', () => JSON.stringify({ access_token: { acrs: 'at Microsoft.Sts.Foo.Bar()' } })],
    ['have another form', () => JSON.stringify({ error: { message: 'internal' } })],
  ])('that %s are not relayed: a plain 401', async (_what, claimsFor) => {
    const gateway = await start('on-behalf-of');
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    gateway.authority.quirks.interactionRequired = claimsFor(token);
    const { status, headers, json } = await gateway.with(token, ...create);
    expect([status, json.errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
    expect(headers.get('www-authenticate')).toMatch(/error="invalid_token"$/);
    expect(gateway.log()).not.toContain(token.slice(200, 230));
  });
});
