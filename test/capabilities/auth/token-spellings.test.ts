/** One token has one spelling: other texts that decode to the same bytes do not make further callers. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalSpelling } from '../../../src/core/token-spelling.js';
import { listQuery, verifiedGateway, writer, type Mode, type Verified } from '../../support/authority.js';
import { expectCalls } from '../../support/expect-calls.js';
import { tries } from '../../support/fuzz.js';
import { gatewayOverEmulator } from '../../support/start.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('hex');

/** All tokens that decode to the same three parts as this one. */
function spellingsOf(token: string): string[] {
  const parts = token.split('.');
  const each = parts.map((part) =>
    [...alphabet]
      .map((last) => part.slice(0, -1) + last)
      .filter((spelling) => decoded(spelling) === decoded(part))
      .flatMap((spelling) => ['', '=', '=='].map((padding) => spelling + padding)),
  );
  const [heads = [], payloads = [], signatures = []] = each;
  return heads.flatMap((head) =>
    payloads.flatMap((payload) => signatures.map((signature) => `${head}.${payload}.${signature}`)),
  );
}

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  let gateway: Verified;
  let good: string;
  beforeAll(async () => {
    gateway = await verifiedGateway(mode);
    good = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
  });
  afterAll(() => gateway.stop());

  it('a token is accepted in its canonical spelling, and every other spelling gets 401', async () => {
    const others = spellingsOf(good).filter((spelling) => spelling !== good && !/=./.test(spelling));
    expect(others.length).toBeGreaterThan(30);
    for (const spelling of others) {
      const { status, headers } = await gateway.with(spelling, listQuery);
      expect([spelling.slice(-3), status]).toEqual([spelling.slice(-3), 401]);
      expect(headers.get('www-authenticate')).toMatch(/error="invalid_token"$/);
    }
    expect(gateway.log()).toContain('"reason":"spelling"');
    expectCalls(gateway.authority.requests, 0);
    expectCalls(gateway.graph.requests, 0);
    expect((await gateway.with(good, listQuery)).status).toBe(200);
  });
});

describe('in forward mode', () => {
  it('every spelling goes to Graph byte for byte, and counts for the same caller', async () => {
    const gateway = await gatewayOverEmulator({}, { RATE_LIMIT_MAX: '5', RATE_LIMIT_WINDOW_MS: '3600000' });
    const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.${Buffer.alloc(256, 7).toString('base64url')}`;
    const spellings = spellingsOf(jwt).filter((spelling) => !/=./.test(spelling));
    const sent = spellings.slice(0, 8).map((spelling) => `Bearer ${spelling}`);
    const statuses = [];
    for (const authorization of sent) statuses.push((await gateway.send(listQuery, {}, { authorization })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(gateway.graph.requests.map(({ headers }) => headers.authorization)).toEqual(sent.slice(0, 5));
    await gateway.stop();
  });
});

describe('the canonical spelling', () => {
  it('is the same for all texts that decode to the same bytes, and is one of them', () => {
    const part = fc
      .uint8Array({ minLength: 1, maxLength: 40 })
      .map((bytes) => Buffer.from(bytes).toString('base64url'));
    const choice = fc.nat(1000);
    fc.assert(
      fc.property(part, part, part, choice, (head, payload, signature, which) => {
        const token = `${head}.${payload}.${signature}`;
        const spellings = spellingsOf(token);
        const spelling = spellings[which % spellings.length] ?? token;
        expect(canonicalSpelling(spelling)).toBe(token);
      }),
      tries(300),
    );
  });

  it.each(['opaque-token', 'EwB4A8l6BAAU+/==', '', '.', 'a.b', 'a.b.c.d', 'a.b.c.d.e.f'])(
    '%j, which is not a JWT, stays as it is',
    (token) => {
      expect(canonicalSpelling(token)).toBe(token);
    },
  );
});
