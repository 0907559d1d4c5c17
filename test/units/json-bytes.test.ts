import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitsInBytes } from '../../src/graphql/limits/json-bytes.js';
import { tries } from '../support/fuzz.js';

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
    tries(2000),
  );
});

it('an undefined member counts nothing, as it is not written', () => {
  const value = { errors: undefined, data: { a: 1 }, extensions: undefined };
  expect([fitsInBytes(value, 16), fitsInBytes(value, 15)]).toEqual([true, false]);
});

it('stops counting beyond the limit: a text that is far too long is never written', () => {
  const value = { data: Array<string>(1000).fill('x'.repeat(1_000_000)) };
  expect(fitsInBytes(value, 1_000_000)).toBe(false);
});

it.each<[value: unknown]>([
  [[undefined]],
  [['x', 'y'.repeat(100)]],
  [{ a: 'x', b: 'y'.repeat(100) }],
  [['x'.repeat(64), 'x'.repeat(65)]],
  [[[], {}, [[]], { a: {} }]],
])('each byte of %j counts', (value) => {
  const bytes = bytesOf(value);
  for (let limit = 0; limit < bytes; limit += 1) expect(fitsInBytes(value, limit)).toBe(false);
  expect(fitsInBytes(value, bytes)).toBe(true);
});

it('fails for a value that cannot be JSON, whatever the limit', () => {
  for (const limit of [0, 1000]) expect(() => fitsInBytes({ a: 1n }, limit)).toThrow('a BigInt cannot be JSON');
});

describe('a value is read no further than to the limit', () => {
  const unread = {
    get: (): never => {
      throw new Error('was read');
    },
  };
  // Six bytes for each of its characters, which is the most.
  const long = '\u0001'.repeat(100);
  const objectOf = (...members: unknown[]): object =>
    Object.defineProperty({ ...members }, 'last', { ...unread, enumerable: true });
  const listOf = (...items: unknown[]): unknown[] => Object.defineProperty([...items], items.length, unread);

  it.each<[what: string, value: unknown]>([
    ['an object', objectOf(long, long)],
    ['a list', listOf(long, long)],
    ['an object in an object', { a: long, b: objectOf(long) }],
    ['a list in a list', [long, listOf(long)]],
    ['an object in a list', [long, objectOf(long)]],
    ['a list in an object', { a: long, b: listOf(long) }],
  ])('%s', (_what, value) => {
    expect(fitsInBytes(value, 1000)).toBe(false);
  });
});
