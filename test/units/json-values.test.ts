import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countJsonValues } from '../../src/http/json-values.js';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\\",[{}\]]{0,8}$/));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(text, tie('value'), { noNullPrototype: false }),
  ),
})).value;

/** Members of all lists and objects, and one for each empty one. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Object.values(value);
  return members.reduce<number>((count, member) => count + membersOf(member), Math.max(1, members.length));
}

it.each<[string, number | undefined]>([
  ['as short as possible', undefined],
  ['with line breaks', 2],
])('counts the members of all lists and objects of a JSON text %s', (_, space) => {
  fc.assert(
    fc.property(json, (value) => {
      const bytes = Buffer.from(JSON.stringify(value, undefined, space));
      expect(countJsonValues(bytes, Infinity)).toBe(membersOf(value));
    }),
    { numRuns: 1_000 },
  );
});

it('stops one beyond the limit, however long the text is', () => {
  expect(countJsonValues(Buffer.from('['.repeat(1_000_000)), 10)).toBe(11);
});

it.each(['"', '"\\', '{"a', '', '\\"', '"\\"'])('ends with %p, which is not JSON', (bytes) => {
  expect(countJsonValues(Buffer.from(bytes), 10)).toBeLessThanOrEqual(1);
});
