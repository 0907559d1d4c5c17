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
    // The sign is between the digits and the small letters, but behind the capital ones. Other ways sort it first.
    ['without case, as small letters', ['0', '_', 'a', 'B', 'b', 'F', 'É']],
    ['without case, as capital letters', ['0', 'a', 'B', 'b', 'F', '_', 'É']],
    ['without accents', ['E', 'Éa', 'Eb', 'e', 'éa', 'eb']],
    ['without accents and case, as small letters', ['0', '_', 'a', 'É', 'e', 'Ea', 'éb', 'F']],
    ['without accents and case, as capital letters', ['0', 'a', 'É', 'e', 'Ea', 'éb', 'F', '_']],
    ['with accents after their letters', ['e', 'é', 'f']],
    ['with punctuation before letters', ['_b', '-a', 'a', 'É', 'f']],
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

  it('descending when they are ascending', () => {
    expect(inOrder('known', by('-p'), texts('a', 'b'))).toBe(1);
    expect(inOrder('known', by('-p'), texts('c', 'b', 'a', 'b'))).toBe(3);
  });

  it('after a row that was not in order', () => {
    const check = new OrderCheck(by('p'), 'known');
    const verdicts = texts('a', 'b', 'a', 'c').map((row) => check.isInOrder(keysOf(by('p'), row)));
    expect(verdicts).toEqual([true, true, false, false]);
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
