/** Marks of rows in cursors: where a list continues after rows were inserted or deleted. */
import { describe, expect, it } from '@jest/globals';
import { turnFor } from '../../src/core/turns.js';
import { areMarks, countOf, indexBehind, marksBefore } from '../../src/summaries/listing/marks.js';

const ids = Array.from({ length: 12 }, (_, index) => `row-${index}`);
const before = (end: number, of: readonly (string | undefined)[] = ids): string => marksBefore((at) => of[at], end);

describe('the marks before a position', () => {
  it('are those of the last rows, the last one first, eight at most', () => {
    expect(before(0)).toBe('');
    expect(before(1)).toMatch(/^[\w-]{8}$/);
    expect(before(2).slice(8)).toBe(before(1));
    expect([1, 7, 8, 9, 12].map((end) => countOf(before(end)))).toEqual([1, 7, 8, 8, 8]);
    expect(before(12).slice(0, 8)).not.toBe(before(11).slice(0, 8));
  });

  it('leave out rows that cannot be read', () => {
    expect(before(3, ['row-0', undefined, 'row-2'])).toBe(`${before(3).slice(0, 8)}${before(1)}`);
    expect(before(2, [undefined, undefined])).toBe('');
  });
});

describe('the position behind marks', () => {
  it.each<[what: string, now: (string | undefined)[], index: number | undefined]>([
    ['the rows are the same', ids, 3],
    ['a row came before them', ['new', ...ids], 4],
    ['a row came between them', ['row-0', 'new', 'row-1', 'row-2', 'row-3'], 4],
    ['the first one is gone', ids.slice(1), 2],
    ['the last one is gone', ['row-0', 'row-1', 'row-3'], 2],
    ['the last two are gone', ['row-0', 'row-3'], 1],
    ['all are gone', ['row-3', 'row-4'], undefined],
    ['a row cannot be read', [undefined, 'row-1', undefined, 'row-3'], 2],
    ['the list has no rows', [], undefined],
  ])('is found when %s', async (_what, now, index) => {
    expect(await indexBehind(before(3), now)).toBe(index);
  });

  it('is not there without marks', async () => {
    expect(await indexBehind('', ids)).toBeUndefined();
  });
});

describe('the search for marks', () => {
  /** Begins a turn of the event loop in which no work was done yet. */
  const freshTurn = async (): Promise<void> => {
    await turnFor(0);
    await new Promise(setImmediate);
  };
  const rows = (count: number): string[] => Array.from({ length: count }, (_, index) => `row-${index}`);

  it('of a long list takes the turn: other work waits for the next one', async () => {
    await freshTurn();
    await indexBehind(before(3), rows(100));
    expect(turnFor(1)).toBeUndefined();
    await indexBehind(before(3), rows(10_000));
    const other = turnFor(1);
    expect(other).toBeInstanceOf(Promise);
    await other;
  });

  it.each([
    [256, true],
    [257, false],
  ])('of %i rows does not wait when other work has taken the turn: %j', async (count, isAtOnce) => {
    await freshTurn();
    const nextTurn = new Promise<boolean>((resolve) => setImmediate(resolve, false));
    await turnFor(150_000);
    const search = indexBehind(before(3), rows(count));
    expect(await Promise.race([search.then(() => true), nextTurn])).toBe(isAtOnce);
    expect(await search).toBe(3);
  });
});

describe('a text', () => {
  const mark = 'aZ09_-bc';

  it.each(['', mark, mark.repeat(8)])('can be marks: %j', (text) => {
    expect(areMarks(text)).toBe(true);
  });

  it.each([mark.repeat(9), mark.slice(1), `${mark}a`, 'aZ09_-b+', ` ${mark}`, `${mark}\n`, 'aZ09_-b='])(
    'cannot be marks: %j',
    (text) => {
      expect(areMarks(text)).toBe(false);
    },
  );
});
