/** Whether rows of Graph are in order, by one of the ways in which databases sort. */
import { describe, expect, it } from '@jest/globals';
import { OrderCheck, type Trust } from '../../src/summaries/listing/order-check.js';
import { keysOf, type RowOrder } from '../../src/summaries/listing/order.js';

const by = (...names: string[]): RowOrder[] =>
  names.map((name) => ({ property: name.replace('-', ''), descending: name.startsWith('-'), isDate: false }));

/** How many rows are in order from the first one on. */
function inOrder(trust: Trust, orders: RowOrder[], rows: readonly Record<string, unknown>[]): number {
  const check = new OrderCheck(orders, trust);
  const index = rows.findIndex((row) => !check.isInOrder(keysOf(orders, row)));
  return index < 0 ? rows.length : index;
}
const texts = (...values: unknown[]): Record<string, unknown>[] => values.map((p) => ({ p }));

describe('texts are in order', () => {
  it.each<[way: string, rows: unknown[]]>([
    ['by code units', ['-a', 'B', 'a', 'ab', 'b', 'é']],
    ['without case, as small letters', ['a', 'B', 'b', 'C', '_']],
    [
      'without case, by capital letters',
      ['_', 'a', 'B'].toSorted((x, y) => (x.toUpperCase() < y.toUpperCase() ? -1 : 1)),
    ],
    ['without accents', ['E', 'Éa', 'Eb', 'e', 'éa', 'eb']],
    ['without accents and case', ['É', 'e', 'Ea', 'éb', 'F', '_']],
    ['with accents after their letters', ['e', 'é', 'f']],
    ['without punctuation', ['a', '-b', 'c', '-d']],
    ['with small letters first', ['a', 'A', 'b', 'B']],
    ['with a missing value first', [null, null, 'a', 'b']],
    ['with a missing value last', ['a', 'b', null, null]],
    ['when all are equal', ['a', 'a', 'a']],
    ['when there is one', ['a']],
  ])('%s', (_way, rows) => {
    expect(inOrder('known', by('p'), texts(...rows))).toBe(rows.length);
    expect(inOrder('any', by('p'), texts(...rows))).toBe(rows.length);
    expect(inOrder('known', by('-p'), texts(...rows.toReversed()))).toBe(rows.length);
  });

  it.each<[what: string, rows: unknown[], count: number]>([
    ['backwards', ['b', 'a'], 1],
    ['forwards and then backwards', ['a', 'b', 'c', 'a'], 3],
    ['by one way first and then by another', ['B', 'a', 'a', 'B'], 3],
    ['with a missing value in between', ['a', null, 'b'], 2],
    ['with missing values at both ends', [null, 'a', null], 2],
  ])('not %s', (_what, rows, count) => {
    expect(inOrder('known', by('p'), texts(...rows))).toBe(count);
  });
});

describe('values that are not texts', () => {
  it.each<[what: string, trust: Trust, rows: unknown[], count: number]>([
    ['numbers', 'known', [1, 2, 10], 3],
    ['numbers by their characters', 'any', [1, 10, 2], 2],
    ['numbers backwards', 'any', [2, 1], 1],
    ['texts in no order, where any will do', 'any', ['b', 'a', 'c'], 3],
    ['texts in no order with a missing value in between, where any will do', 'any', ['b', null, 'a'], 2],
    ['texts in no order with a missing value last, where any will do', 'any', ['b', 'a', null], 3],
  ])('%s: %s', (_what, trust, rows, count) => {
    expect(inOrder(trust, by('p'), texts(...rows))).toBe(count);
  });

  it('the later criteria count where the first are equal', () => {
    const rows = [
      { p: 'a', q: 1 },
      { p: 'a', q: 2 },
      { p: 'A', q: 1 },
    ];
    expect(inOrder('known', by('p', 'q'), rows)).toBe(3);
    expect(inOrder('known', by('p', 'q'), [...rows.slice(0, 2), { p: 'a', q: 1 }])).toBe(2);
    expect(inOrder('known', by('p', '-q'), rows)).toBe(1);
    // If texts have an unknown order, the order by later criteria is unknown as well.
    expect(
      inOrder('any', by('p', 'q'), [
        { p: 'b', q: 2 },
        { p: 'a', q: 1 },
      ]),
    ).toBe(2);
    expect(
      inOrder('any', by('p', 'q'), [
        { p: 'b', q: 2 },
        { p: 'b', q: 1 },
      ]),
    ).toBe(1);
  });
});
