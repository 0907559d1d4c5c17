/** What gateways do with `@authenticated` and `@requiresScopes`, with callers' tokens as Entra issues them. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { environmentOf, reader, verifiedGateway, writer } from '../support/authority.js';
import { createMutation, gatewayOverEmulator, referenceExample } from '../support/start.js';
import { apolloGateway } from './support/apollo-gateway.js';
import { hiveGateway } from './support/hive-gateway.js';
import { entraScopes, type Authorization } from './support/hive-scopes.js';
import { ask, type RouterAnswer } from './support/router.js';
import { sdlOf } from './support/supergraph-sdl.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

const create = { query: createMutation, variables: { input: referenceExample } };
const read = { query: '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id displayName } } }' };

describe('the authorization directives behind @apollo/gateway', () => {
  it('keep it from starting: it supports neither of them', async () => {
    const updates = kept(await gatewayOverEmulator());
    await expect(apolloGateway.start([{ name: 'updates', url: updates.url }])).rejects.toThrow(
      /requiresScopes.*is for: SECURITY but is unsupported/s,
    );
  });

  it('are omitted with FEDERATION_AUTHORIZATION=off, and this subgraph still requires a token', async () => {
    const updates = kept(await gatewayOverEmulator({}, { FEDERATION_AUTHORIZATION: 'off' }));
    expect(await sdlOf({ name: 'updates', url: updates.url })).not.toMatch(/@authenticated|@requiresScopes/);
    const router = kept(await apolloGateway.start([{ name: 'updates', url: updates.url }]));
    expect((await ask(router, create)).status).toBe(401);
    expect(updates.graph.requests).toHaveLength(0);
  });
});

describe('the authorization directives behind Hive Gateway', () => {
  /** Hive Gateway over this subgraph in on-behalf-of mode; each caller has a token with these scopes. */
  async function overVerified(authorizationOf: (usual: Authorization) => Authorization) {
    const updates = kept(await verifiedGateway('on-behalf-of'));
    const { authority } = updates;
    const usual = entraScopes({
      authority: `${authority.url}/${authority.tenantId}`,
      audience: environmentOf('on-behalf-of', authority)['AZURE_CLIENT_ID'] ?? '',
    });
    const genericAuth = authorizationOf(usual);
    const router = kept(await hiveGateway.start([{ name: 'updates', url: updates.url }], { hive: { genericAuth } }));
    return {
      updates,
      anonymous: (operation: typeof read) => ask(router, operation),
      as: async (scope: string, operation: typeof read): Promise<RouterAnswer> => {
        const token = await authority.issueUserToken({ user: 'ada', scopes: [scope] });
        return ask(router, { ...operation, headers: { authorization: `Bearer ${token}` } });
      },
    };
  }

  it('let the router reject callers without the permission, before this subgraph is called', async () => {
    const { updates, as, anonymous } = await overVerified((usual) => usual);
    expect((await as(writer, create)).errors).toEqual([]);
    expect((await as(reader, read)).errors).toEqual([]);
    const answered = updates.log().split('"answered"').length;
    for (const refused of [await as(reader, create), await anonymous(read)]) {
      expect(refused.errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
      expect(refused.status).toBe(401);
    }
    expect(updates.log().split('"answered"').length).toBe(answered);
    expect(updates.graph.accountSummaries()).toHaveLength(4);
  });

  it('reject every caller while the router looks for scopes where Entra writes none', async () => {
    const { updates, as } = await overVerified(
      (usual) => ({ ...usual, extractScopes: undefined }) as unknown as Authorization,
    );
    expect((await as(writer, read)).errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(updates.graph.requests).toHaveLength(0);
  });

  it('have no effect in a router that is not configured for them: this subgraph rejects', async () => {
    const updates = kept(await gatewayOverEmulator());
    const router = kept(await hiveGateway.start([{ name: 'updates', url: updates.url }]));
    const { status, errors } = await ask(router, create);
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(updates.graph.requests).toHaveLength(0);
  });
});
