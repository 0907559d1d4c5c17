/** Orders that the gateway makes: a missing value, then numbers, then points in time, then texts. */
import { describe, expect, it } from '@jest/globals';
import { turnFor } from '../../src/core/turns.js';
import { compareKeys, inOrder, keysOf, type RowOrder } from '../../src/summaries/listing/order.js';

type Row = Readonly<Record<string, unknown>>;
const by = (...names: string[]): RowOrder[] =>
  names.map((name) => {
    const property = name.replace('-', '');
    return { property, descending: name.startsWith('-'), isDate: property === 'lastUpdatedDateTime' };
  });

const sign = (orders: RowOrder[], a: Row, b: Row): number =>
  Math.sign(compareKeys(orders, keysOf(orders, a), keysOf(orders, b)));

describe('two rows', () => {
  it.each<[what: string, orders: RowOrder[], first: Row, second: Row]>([
    ['a missing value before a number', by('p'), {}, { p: -1 }],
    ['null before a number', by('p'), { p: null }, { p: -1 }],
    ['null before an empty text', by('p'), { p: null }, { p: '' }],
    ['null before an object', by('p'), { p: null }, { p: {} }],
    ['numbers by their size', by('p'), { p: 9 }, { p: 10 }],
    ['a number before a text', by('p'), { p: 9 }, { p: '10' }],
    ['a number before an object', by('p'), { p: 9 }, { p: {} }],
    ['texts by their characters', by('p'), { p: '10' }, { p: '9' }],
    ['capital letters before small ones', by('p'), { p: 'Z' }, { p: 'a' }],
    ['an object as an empty text', by('p'), { p: {} }, { p: 'a' }],
    ['a truth value as an empty text', by('p'), { p: true }, { p: 'a' }],
    ['a date in a text by its characters', by('p'), { p: '2026-01-01T00:30:00Z' }, { p: '2026-01-01T01:00:00+01:00' }],
    [
      'a point in time by its time',
      by('lastUpdatedDateTime'),
      { lastUpdatedDateTime: '2026-01-01T01:00:00+01:00' },
      { lastUpdatedDateTime: '2026-01-01T00:30:00Z' },
    ],
    [
      'a point in time before what should be one',
      by('lastUpdatedDateTime'),
      { lastUpdatedDateTime: '2026-01-01T01:00:00+01:00' },
      { lastUpdatedDateTime: '2025' },
    ],
    [
      'a number before a point in time',
      by('lastUpdatedDateTime'),
      { lastUpdatedDateTime: 7 },
      { lastUpdatedDateTime: '2026-01-01T01:00:00+01:00' },
    ],
    ['the second criterion where the first is equal', by('p', 'q'), { p: 1, q: 1 }, { p: 1, q: 2 }],
    ['the first criterion before the second', by('p', 'q'), { p: 1, q: 2 }, { p: 2, q: 1 }],
    ['descending', by('-p'), { p: 2 }, { p: 1 }],
    ['descending with a missing value', by('-p'), { p: 1 }, {}],
    ['descending and ascending', by('-p', 'q'), { p: 1, q: 1 }, { p: 1, q: 2 }],
    ['ascending and descending', by('p', '-q'), { p: 1, q: 2 }, { p: 1, q: 1 }],
  ])('have an order: %s', (_what, orders, first, second) => {
    expect([sign(orders, first, second), sign(orders, second, first)]).toEqual([-1, 1]);
  });

  it.each<[what: string, orders: RowOrder[], a: Row, b: Row]>([
    ['without a criterion', [], { p: 1 }, { p: 2 }],
    ['by what both lack', by('p'), {}, { p: null }],
    ['by equal numbers', by('p'), { p: 7 }, { p: 7 }],
    ['by equal texts', by('-p'), { p: 'a' }, { p: 'a' }],
    ['by objects', by('p'), { p: {} }, { p: [] }],
    ['by an object and an empty text', by('p'), { p: {} }, { p: '' }],
    [
      'by one point in time',
      by('lastUpdatedDateTime'),
      { lastUpdatedDateTime: '2026-01-01T01:00:00+01:00' },
      { lastUpdatedDateTime: '2026-01-01T00:00:00.000Z' },
    ],
  ])('are equal %s', (_what, orders, a, b) => {
    expect([compareKeys(orders, keysOf(orders, a), keysOf(orders, b)) === 0, sign(orders, b, a) === 0]).toEqual([
      true,
      true,
    ]);
  });
});

describe('many rows', () => {
  it.each([0, 1, 2, 255, 256, 257, 512, 513, 769, 1500])(
    '%i of them come in their order, and equal ones keep their places',
    async (count) => {
      // 7919 is a prime number, so each number comes once, in no order.
      const rows = Array.from({ length: count }, (_, index) => ({ p: (index * 7919) % 31, index }));
      const expected = rows.toSorted((a, b) => a.p - b.p || a.index - b.index);
      expect(await inOrder(rows, by('p'), (row) => row)).toEqual(expected);
      const reversed = rows.toSorted((a, b) => b.p - a.p || a.index - b.index);
      expect(await inOrder(rows, by('-p'), (row) => row)).toEqual(reversed);
    },
  );

  it.each([
    [1000, by('p'), 1],
    [10_000, by('p'), 3],
    [10_000, by('p', 'q'), 5],
  ])('%i of them by %j are sorted in %i turns of the event loop', async (count, orders, expected) => {
    const rows = Array.from({ length: count }, (_, index) => ({ p: 1, q: (index * 7919) % 10_007 }));
    await turnFor(0);
    await new Promise(setImmediate);
    let turns = 1;
    let next = setImmediate(function countTurn() {
      turns += 1;
      next = setImmediate(countTurn);
    });
    await inOrder(rows, orders, (row) => row);
    clearImmediate(next);
    expect(turns).toBe(expected);
  });

  it('are compared by the entity that they hold', async () => {
    const rows = [{ entity: { p: 2 } }, { entity: { p: 1 } }];
    expect(await inOrder(rows, by('p'), ({ entity }) => entity)).toEqual([rows[1], rows[0]]);
  });

  it('stay as they are without a criterion', async () => {
    const rows = Array.from({ length: 600 }, (_, index) => ({ index }));
    expect(await inOrder(rows, [], (row) => row)).toEqual(rows);
  });
});
