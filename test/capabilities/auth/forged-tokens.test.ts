/** Tokens that are not for this gateway: rejected before a call to Graph or to the token endpoint. */
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import { otherTenantId } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway, writer, type Mode, type Verified } from '../../support/authority.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, referenceExample } from '../../support/start.js';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.each<Mode>(['on-behalf-of', 'application'])('a token that is not for the gateway, in %s mode', (mode) => {
  let gateway: Verified;
  let good: string;
  let claims: JWTPayload;
  beforeAll(async () => {
    gateway = await verifiedGateway(mode);
    good = await issue({});
    claims = decodeJwt(good);
  });
  afterAll(() => gateway.stop());

  const issue = (options: object): Promise<string> =>
    gateway.authority.issueUserToken({ user: 'ada', scopes: [writer], ...options });
  const signed = (payload: JWTPayload, header: object = {}, key?: KeyObject): Promise<string> => {
    const { kid, privateKey } = gateway.authority.signingKey;
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header })
      .sign(key ?? privateKey);
  };
  const kid = (): string => gateway.authority.signingKey.kid;

  const forgeries: [what: string, reason: string, forge: () => Promise<string> | string][] = [
    ['is for Graph', 'audience', () => issue({ audience: 'https://graph.microsoft.com' })],
    ['is for Graph by its id', 'audience', () => issue({ audience: '00000003-0000-0000-c000-000000000000' })],
    ['is for another application', 'audience', () => issue({ audience: '99999999-9999-4999-8999-999999999999' })],
    ['is for several audiences, none of them this one', 'audience', () => issue({ claims: { aud: ['a', 'b'] } })],
    ['is of another tenant', 'tenant', () => issue({ tenantId: otherTenantId })],
    ['is of no tenant', 'tenant', () => issue({ claims: { tid: undefined } })],
    ['has alg none', 'algorithm', () => `${encoded({ alg: 'none', kid: kid() })}.${encoded(claims)}.`],
    [
      'is signed with the public key as if it were a secret (HS256)',
      'algorithm',
      () => {
        const content = `${encoded({ alg: 'HS256', typ: 'JWT', kid: kid() })}.${encoded(claims)}`;
        const { publicKeyPem } = gateway.authority;
        return `${content}.${createHmac('sha256', publicKeyPem).update(content).digest('base64url')}`;
      },
    ],
    [
      'is signed with another algorithm of the same key',
      'algorithm',
      () => signed(claims, { alg: 'RS512' }, stranger.privateKey),
    ],
    ['has expired', 'expired', () => issue({ expiresInSeconds: -120 })],
    ['never expires', 'claims', () => issue({ claims: { exp: undefined } })],
    ['is not valid yet', 'not yet valid', () => issue({ notBeforeSeconds: 300 })],
    ['is of another issuer', 'issuer', () => issue({ claims: { iss: 'https://authority.example/v2.0' } })],
    ['is of the issuer of the other version', 'issuer', () => issue({ claims: { ver: '1.0' } })],
    ['is of an unknown version', 'version', () => issue({ claims: { ver: '3.0' } })],
    ['is signed by an unknown key', 'unknown key', () => signed(claims, { kid: 'made-up' }, stranger.privateKey)],
    [
      'brings its own key along',
      'unknown key',
      () => signed(claims, { kid: 'made-up', jwk: stranger.publicKey.export({ format: 'jwk' }) }, stranger.privateKey),
    ],
    ['names no key', 'unknown key', () => signed(claims, { kid: undefined })],
    [
      'is signed by an unknown key with the id of a known one',
      'signature',
      () => signed(claims, {}, stranger.privateKey),
    ],
    [
      'was changed after it was signed',
      'signature',
      () => good.replace(/\.[^.]+\./, `.${encoded({ ...claims, oid: 'another-user' })}.`),
    ],
    ['has lost its signature', 'signature', () => good.replace(/[^.]+$/, '')],
    [
      'is an ID token with roles',
      'claims',
      () => issue({ claims: { azp: undefined, scp: undefined, roles: [writer] } }),
    ],
    ['is of a user, with roles and no scope', 'claims', () => issue({ claims: { scp: undefined, roles: [writer] } })],
    ['is longer than 12 KiB', 'oversized', () => issue({ claims: { groups: 'g'.repeat(9500) } })],
    ['is not a JWT', 'no JWT', () => 'opaque-token'],
    ['is three dots of nothing', 'no JWT', () => 'a.b.c'],
    ['has a header that is not an object', 'no JWT', () => `${encoded(null)}.${encoded(claims)}.AAAA`],
  ];

  it.each(forgeries)('%s: 401, for the log "%s"', async (_what, reason, forge) => {
    const logged = gateway.log().length;
    const forged = await forge();

    const answer = await gateway.with(forged, createMutation, { input: referenceExample });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer realm="gateway", authorization_uri="${gateway.authority.url}/${gateway.authority.tenantId}/oauth2/v2.0/authorize", error="invalid_token"`,
    );
    // The same for all of them: only the log has the reason.
    expect(answer.json.errors?.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      { message: 'The token of this request is not accepted.', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(gateway.log().slice(logged)).toContain(`"reason":"${reason}"`);
    expectCalls(gateway.graph.requests, 0);
    expectCalls(gateway.authority.requests, 0);
  });

  it('is rejected by a list and by a federation reference as well', async () => {
    const references =
      '{ _entities(representations: [{ __typename: "MacOSSoftwareUpdateAccountSummary", id: "a" }]) { __typename ... on MacOSSoftwareUpdateAccountSummary { osVersion } } }';
    for (const query of [listQuery, references]) {
      const { status, json } = await gateway.with('opaque-token', query);
      expectRefused({ status, json }, { status: 401, code: 'UNAUTHENTICATED' });
    }
    expectCalls(gateway.graph.requests, 0);
  });

  it('no token at all: 401 with a challenge of the gateway', async () => {
    const { status, headers } = await gateway.send(listQuery, {}, {});
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="gateway"']);
  });

  it('a hundred invented key ids make the gateway read the keys at most once more', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 100 }, (_, index) => signed(claims, { kid: `made-up-${index}` }, stranger.privateKey)),
    );
    const before = gateway.authority.reads.length;
    const answers = await Promise.all(tokens.map((token) => gateway.with(token, listQuery)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(gateway.authority.reads.length - before).toBeLessThanOrEqual(2);
  });

  it('no forged token is in the log, and the right token is accepted', async () => {
    const { json } = await gateway.with(good, listQuery);
    expect(json.errors).toBeUndefined();
    for (const part of good.split('.').slice(1)) expect(gateway.log()).not.toContain(part);
  });
});
