import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitsInBytes } from '../../src/graphql/limits/json-bytes.js';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(text, fc.oneof(tie('value'), fc.constant(undefined)), { noNullPrototype: false }),
  ),
})).value;

it('a value fits exactly when its JSON has no more bytes than the limit', () => {
  fc.assert(
    fc.property(json, fc.integer({ min: -20, max: 20 }), (value, difference) => {
      const bytes = bytesOf(value);
      expect(fitsInBytes(value, bytes + difference)).toBe(difference >= 0);
    }),
    { numRuns: 2_000 },
  );
});

it('an undefined member counts nothing, as it is not written', () => {
  const value = { errors: undefined, data: { a: 1 }, extensions: undefined };
  expect([fitsInBytes(value, 16), fitsInBytes(value, 15)]).toEqual([true, false]);
});

it('stops counting beyond the limit: a text that is far too long is never written', () => {
  const value = { data: Array<string>(1_000_000).fill('x'.repeat(1_000_000)) };
  expect(fitsInBytes(value, 1_000_000)).toBe(false);
});
