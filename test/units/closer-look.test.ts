import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { needCloserLook } from '../../src/graphql/errors/closer-look.js';
import { tries } from '../support/fuzz.js';

const members = (count: number, length: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`.padEnd(length, 'x'), null]));

it.each<[string, boolean, Record<string, unknown>]>([
  ['no variables', false, {}],
  ['short objects', false, { list: Array(1_000).fill(members(12, 20)) }],
  ['a long text that is a variable itself', false, { text: 'x'.repeat(100_000) }],
  ['a list of long texts', false, { list: Array(10).fill('x'.repeat(10_000)) }],
  ['an object of many keys', true, { input: members(2_000, 5) }],
  ['an object of long keys', true, { input: members(10, 1_000) }],
  ['an object of long texts', true, { input: { a: 'x'.repeat(5_000), b: { c: 'x'.repeat(5_000) } } }],
  ['an object with a long list', true, { input: { list: Array(10_000).fill('x') } }],
  ['such an object in a list', true, { list: [{}, [{ a: members(10, 1_000) }]] }],
  ['a whole number beyond 2^53', true, { list: [{ id: 2 ** 53 }] }],
  ['the last one that JSON holds exactly', false, { list: [{ id: 2 ** 53 - 1 }] }],
])('of variables, %s: %s', (_, expected, variables) => {
  expect(needCloserLook(variables)).toBe(expected);
});

it('no object is repeated in errors with more than 8,192 characters of keys and texts', () => {
  const text = fc
    .tuple(fc.constantFrom('x', '"', 'é', '🍎'), fc.nat(3_000))
    .map(([unit, length]) => unit.repeat(length));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, text, fc.array(tie('value')), fc.dictionary(text, tie('value'))),
  }));
  const longest = (each: unknown): number => {
    if (typeof each !== 'object' || each === null) return 0;
    const below = Math.max(0, ...Object.values(each).map(longest));
    const texts = JSON.stringify(each, (_, member: unknown) => member).replaceAll(/\\u....|\\./g, 'x');
    return Array.isArray(each) ? below : Math.max(below, texts.replaceAll(/[",:[\]{}]/g, '').length);
  };
  fc.assert(
    fc.property(value, (input) => {
      if (longest({ input }.input) > 8_192) expect(needCloserLook({ input })).toBe(true);
    }),
    tries(300),
  );
});
