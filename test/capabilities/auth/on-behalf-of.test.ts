/** On-behalf-of mode from the caller's token to the token that Graph sees, against a local authority over TLS. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { otherTenantId } from '../../../src/emulator/entra/index.js';
import { listQuery, reader, verifiedGateway, writer, type Verified } from '../../support/authority.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, referenceExample } from '../../support/start.js';

const running: Verified[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
async function start(...[environment, options]: StartParameters): Promise<Verified> {
  const gateway = await verifiedGateway('on-behalf-of', environment, options);
  running.push(gateway);
  return gateway;
}
type StartParameters = [environment?: Record<string, string>, options?: Parameters<typeof verifiedGateway>[2]];

const create = [createMutation, { input: referenceExample }] as const;
const codes = ({ json }: { json: { errors?: { extensions: { code: string } }[] } }): string[] | undefined =>
  json.errors?.map(({ extensions }) => extensions.code);

describe('on behalf of a user', () => {
  it.each(['1.0', '2.0'] as const)('the gateway calls Graph as that user (token %s)', async (version) => {
    const gateway = await start();
    const { authority, graph } = gateway;
    const token = await authority.issueUserToken({ user: 'ada', scopes: [writer], version });
    const { status, json } = await gateway.with(token, ...create);
    expect([status, json.errors]).toEqual([200, undefined]);
    expect(graph.accountSummaries()).toHaveLength(4);
    const [identity] = await gateway.graphIdentities();
    expect(identity).toMatchObject({
      clientId: authority.registration.clientId,
      tenantId: authority.tenantId,
      scopes: ['DeviceManagementConfiguration.ReadWrite.All'],
    });
    expect(authority.requests).toMatchObject([
      {
        path: expect.stringMatching(`^/${authority.tenantId}/oauth2/v2.0/token\\b`),
        form: { assertion: token, requested_token_use: 'on_behalf_of' },
      },
    ]);
    expect(authority.requests[0]?.form['scope']?.split(' ')).toContain('https://graph.microsoft.com/.default');
    // Graph never receives the caller's own token, and the log contains neither token.
    expect(graph.requests[0]?.headers['authorization']).not.toContain(token);
    const sent = String(graph.requests[0]?.headers['authorization']).slice('Bearer '.length);
    for (const secret of [token, sent, 'demo-secret-that-opens-nothing']) expect(gateway.log()).not.toContain(secret);
  });

  it('100 concurrent operations with one token make one exchange, and later ones none', async () => {
    const gateway = await start();
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [reader] });
    const answers = await Promise.all(Array.from({ length: 100 }, () => gateway.with(token, listQuery)));
    expect(new Set(answers.map(({ json }) => json.errors))).toEqual(new Set([undefined]));
    await gateway.with(token, listQuery);
    expectCalls(gateway.graph.requests, 101);
    expectCalls(gateway.authority.requests, 1);
  });

  it('each user gets their own token, with any number of concurrent callers', async () => {
    const gateway = await start();
    const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
    await Promise.all(users.map((user) => gateway.as(user, ...create)));
    const identities = await gateway.graphIdentities();
    expect(new Set(identities.map((identity) => identity?.objectId)).size).toBe(20);
    expectCalls(gateway.authority.requests, 20);
  });

  it('a Graph token is exchanged again before it expires', async () => {
    // A token is not used within a minute of its expiry, so this one is never cached.
    const gateway = await start({}, { quirks: { tokenLifetimeSeconds: 50 } });
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    await gateway.with(token, listQuery);
    await gateway.with(token, listQuery);
    expectCalls(gateway.authority.requests, 2);
  });

  it('a caller that disconnects does not take the token away from the others', async () => {
    const gateway = await start({}, { quirks: { latencyMs: 100 } });
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    const leaving = new AbortController();
    const left = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: listQuery }),
      signal: leaving.signal,
    }).catch(() => 'left');
    const staying = gateway.with(token, listQuery);
    leaving.abort();
    expect(await left).toBe('left');
    expect((await staying).json.errors).toBeUndefined();
    expectCalls(gateway.authority.requests, 1);
  });

  it('a user of another allowed tenant is exchanged in that tenant', async () => {
    const gateway = await start({ AUTH_TENANTS: `11111111-1111-4111-8111-111111111111,${otherTenantId}` });
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer], tenantId: otherTenantId });
    expect((await gateway.with(token, listQuery)).json.errors).toBeUndefined();
    expect(await gateway.graphIdentities()).toMatchObject([{ tenantId: otherTenantId }]);
    expect(gateway.authority.requests[0]?.path.split('?')[0]).toBe(`/${otherTenantId}/oauth2/v2.0/token`);
  });

  it('an application without a user is rejected, whatever its roles', async () => {
    const gateway = await start();
    const answer = await gateway.with(await gateway.authority.issueAppToken({ roles: [writer] }), ...create);
    expect(answer.json.errors).toMatchObject([
      {
        message: 'This gateway acts on behalf of users; the token of this request belongs to an application.',
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expectCalls(gateway.authority.requests, 0);
    expectCalls(gateway.graph.requests, 0);
  });
});

describe.each(['on-behalf-of', 'application'] as const)('the permissions of a caller, in %s mode', (mode) => {
  it('reading requires one to read, writing one to write; nothing is sent otherwise', async () => {
    const gateway = await verifiedGateway(mode);
    running.push(gateway);
    const token = (scopes: string[]): Promise<string> => gateway.authority.issueUserToken({ user: 'ada', scopes });
    const [none, other, read, write] = await Promise.all([
      token([]),
      token(['User.Read', `${writer}.Not`]),
      token([reader, 'User.Read']),
      token([writer]),
    ]);
    for (const refused of [none, other]) {
      expect(codes(await gateway.with(refused, listQuery))).toEqual(['FORBIDDEN']);
      expect(codes(await gateway.with(refused, ...create))).toEqual(['FORBIDDEN']);
    }
    const { status, json } = await gateway.with(read, ...create);
    expect(status).toBe(200);
    expect(json.errors).toMatchObject([
      {
        message: 'The token of this request does not allow writing: it lacks a permission for the gateway.',
        extensions: { code: 'FORBIDDEN', requiredScopes: [writer] },
      },
    ]);
    expectCalls(gateway.authority.requests, 0);
    expectCalls(gateway.graph.requests, 0);
    expect(codes(await gateway.with(read, listQuery))).toBeUndefined();
    expect(codes(await gateway.with(write, listQuery))).toBeUndefined();
    expect(codes(await gateway.with(write, ...create))).toBeUndefined();
  });

  it('are named by the configuration', async () => {
    const gateway = await verifiedGateway(mode, {
      AUTH_READ_PERMISSIONS: 'Reports.See',
      AUTH_WRITE_PERMISSIONS: 'Reports.Change, Reports.Own',
    });
    running.push(gateway);
    const owner = await gateway.authority.issueUserToken({ user: 'ada', scopes: ['Reports.Own'] });
    expect(codes(await gateway.with(owner, ...create))).toBeUndefined();
    expect(codes(await gateway.with(owner, listQuery))).toEqual(['FORBIDDEN']);
  });
});

describe('the keys of the authority', () => {
  it('are replaced without a rejected caller and without a restart; the withdrawn key is no longer accepted', async () => {
    const gateway = await start();
    const [used, unused] = await Promise.all(
      ['ada', 'eve'].map((user) => gateway.authority.issueUserToken({ user, scopes: [writer] })),
    );
    expect(codes(await gateway.with(used ?? '', listQuery))).toBeUndefined();
    await gateway.authority.rotateKeys({ keepOld: false });
    expect(codes(await gateway.as('bob', listQuery))).toBeUndefined();
    expect(codes(await gateway.with(unused ?? '', listQuery))).toEqual(['UNAUTHENTICATED']);
  });

  it('that cannot be read at the start: GRAPH_UNAVAILABLE until they can be read', async () => {
    const gateway = await start({ GRAPH_BREAKER_RESET_MS: '1' }, { quirks: { keysDown: true } });
    const refused = await gateway.as('ada', listQuery);
    expect([refused.status, codes(refused)]).toEqual([503, ['GRAPH_UNAVAILABLE']]);
    expect(gateway.log()).toContain("The authority's keys cannot be read");
    gateway.authority.quirks.keysDown = false;
    expect(codes(await gateway.as('ada', listQuery))).toBeUndefined();
  });

  it('that are cached stay in use while the authority is unavailable', async () => {
    const gateway = await start();
    await gateway.as('ada', listQuery);
    gateway.authority.quirks.keysDown = true;
    expect(codes(await gateway.as('bob', listQuery))).toBeUndefined();
  });
});

describe('a limit of requests for each caller', () => {
  it('counts a verified user with any of their tokens, and all others by address', async () => {
    const gateway = await start({ RATE_LIMIT_MAX: '2', RATE_LIMIT_WINDOW_MS: '3600000' });
    const statuses = async (...calls: Promise<{ status: number }>[]): Promise<number[]> =>
      (await Promise.all(calls)).map(({ status }) => status);
    const ada = (): Promise<{ status: number }> => gateway.as('ada', listQuery);
    expect((await statuses(ada(), ada(), ada())).sort()).toEqual([200, 200, 429]);
    expect(await statuses(gateway.as('bob', listQuery))).toEqual([200]);
    const madeUp = ['a.b.c', 'made-up', 'a.b.d'].map((token) => gateway.with(token, listQuery));
    expect((await statuses(...madeUp)).sort()).toEqual([401, 401, 429]);
    expect(gateway.log().match(/A token is rejected/g)).toHaveLength(3);
    expect(await statuses(gateway.as('eve', listQuery))).toEqual([200]);
  });
});
