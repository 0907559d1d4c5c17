import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { pino } from 'pino';
import { AuthorityBreaker } from '../../src/auth/authority/authority-breaker.js';
import { AuthorityError } from '../../src/auth/authority/authority-failure.js';
import { coolDownMs, refreshAfterMs, SigningKeys } from '../../src/auth/callers/signing-keys.js';

const tenantId = '11111111-1111-4111-8111-111111111111';
const issuer = `https://authority.example/${tenantId}/v2.0`;
const logger = pino({ level: 'silent' });
let key: JWK;
beforeAll(async () => {
  key = await exportJWK((await generateKeyPair('RS256')).publicKey);
});

function setup(document: object = {}) {
  let now = 0;
  let failing = false;
  const published: (JWK & { issuer?: string })[] = [{ ...key, kid: 'first' }];
  const reads: string[] = [];
  const getJson = (url: string): Promise<unknown> => {
    reads.push(url);
    if (failing) return Promise.reject(new AuthorityError('unavailable', { reason: 'status 503' }));
    const discovery = { issuer, jwks_uri: 'https://authority.example/keys', ...document };
    return Promise.resolve(url.endsWith('/keys') ? { keys: published } : discovery);
  };
  const keys = new SigningKeys('https://authority.example/d', tenantId, getJson, new AuthorityBreaker(1), () => now);
  return {
    published,
    loads: () => reads.filter((url) => url.endsWith('/d')).length,
    fail: (value: boolean) => (failing = value),
    pass: (ms: number) => (now += ms),
    ids: async (keyId: string) => [...(await keys.issuerFor(keyId, logger)).keyIds],
  };
}

describe('the keys of an issuer', () => {
  it('are read once for all waiting callers, and again for an unknown key immediately', async () => {
    const { ids, loads, published } = setup();
    await Promise.all([ids('first'), ids('first'), ids('second')]);
    expect(loads()).toBe(1);
    published.push({ ...key, kid: 'second' });
    expect(await ids('second')).toEqual(['first', 'second']);
    expect(loads()).toBe(2);
  });

  it('are not read more often than the cool-down allows, whatever key ids come', async () => {
    const { ids, loads, pass } = setup();
    await ids('first');
    for (let index = 0; index < 100; index += 1) await ids(`made-up-${index}`);
    expect(loads()).toBe(2);
    pass(coolDownMs);
    await ids('made-up');
    expect(loads()).toBe(3);
  });

  it('are refreshed in the background once they are an hour old, and stay in use while that fails', async () => {
    const { ids, loads, pass, published, fail } = setup();
    await ids('first');
    published[0] = { ...key, kid: 'second' };
    fail(true);
    pass(refreshAfterMs);
    expect(await ids('first')).toEqual(['first']);
    await new Promise(setImmediate);
    expect(await ids('first')).toEqual(['first']);
    expect(loads()).toBe(2);
    fail(false);
    pass(coolDownMs);
    expect(await ids('first')).toEqual(['first']);
    await new Promise(setImmediate);
    expect(await ids('second')).toEqual(['second']);
  });

  it('of other kinds or for other issuers do not count', async () => {
    const { ids, published } = setup();
    const template = 'https://authority.example/{tenantid}/v2.0';
    published.push(
      { ...key, kid: 'template', issuer: template },
      { ...key, kid: 'other', issuer: 'https://other.example' },
    );
    published.push({ kty: 'oct', k: 'c2VjcmV0', kid: 'symmetric' }, key);
    expect(await ids('first')).toEqual(['first', 'template']);
  });

  it.each([
    ['without an issuer', { issuer: undefined }],
    ['of another tenant', { issuer: 'https://authority.example/22222222-2222-4222-8222-222222222222/v2.0' }],
    ['with keys over http', { jwks_uri: 'http://authority.example/keys' }],
  ])('after a document %s are not accepted', async (_name, document) => {
    await expect(setup(document).ids('first')).rejects.toBeInstanceOf(AuthorityError);
  });
});
