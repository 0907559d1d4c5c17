import { describe, expect, it } from '@jest/globals';
import { maxRefusals, Refusals, refusalMs } from '../../src/auth/authority/recent-refusals.js';
import { GatewayError } from '../../src/core/gateway-error.js';

const said = new GatewayError('UNAUTHENTICATED', 'The token of this request is not accepted.');

function setup() {
  let now = 1000;
  return { refusals: new Refusals(() => now), pass: (ms: number) => (now += ms) };
}

describe('refusals', () => {
  it('of the authority are repeated for ten seconds', () => {
    const { refusals, pass } = setup();
    refusals.byAuthority('a', said);
    expect([refusals.of('a'), refusals.of('b')]).toEqual([said, undefined]);
    pass(refusalMs - 1);
    expect(refusals.of('a')).toBe(said);
    pass(2);
    expect(refusals.of('a')).toBeUndefined();
  });

  it('of Graph count from the second token on, and allow one token in ten seconds from then on', () => {
    const { refusals, pass } = setup();
    let fetched = 0;
    for (let second = 0; second < 300; second += 1) {
      // A caller that asks once a second, with a Graph that rejects every token.
      if (refusals.of('a') === undefined) refusals.byGraph('a', `Bearer ${(fetched += 1)}`, said);
      pass(1000);
    }
    expect(fetched).toBe(2 + Math.floor(298 / (refusalMs / 1000 + 1)));
  });

  it('of Graph count once for a token, whatever the number of concurrent calls with it', () => {
    const { refusals } = setup();
    for (let call = 0; call < 50; call += 1) refusals.byGraph('a', 'Bearer first', said);
    expect(refusals.of('a')).toBeUndefined();
    refusals.byGraph('a', 'Bearer second', said);
    expect(refusals.of('a')).toBe(said);
  });

  it('are limited in number, whatever the callers are', () => {
    const { refusals } = setup();
    for (let key = 0; key < maxRefusals + 100; key += 1) refusals.byAuthority(`key-${key}`, said);
    expect(refusals.size).toBe(maxRefusals);
  });
});
