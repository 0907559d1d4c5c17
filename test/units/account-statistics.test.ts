/** Statistics over rows: each number, its parts, and rows that cannot be read. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../../src/core/gateway-error.js';
import { ReceivedEntity } from '../../src/graph/graph-collection.js';
import type { Row } from '../../src/graph/paging.js';
import { AccountStatistics } from '../../src/summaries/account/statistics/account-statistics.js';
import { problemsOfDays } from '../../src/summaries/account/statistics/age-limits.js';
import { byAge } from '../../src/summaries/account/statistics/ages.js';
import type { StatisticsProperty } from '../../src/summaries/account/statistics/statistics.decorators.js';
import { newestFirst } from '../../src/summaries/account/statistics/version-order.js';
import { responseOf } from '../support/scripted-collection.js';
import { tries } from '../support/fuzz.js';

const now = '2026-11-20T12:00:00Z';
const good = {
  id: 'a',
  osVersion: '26.1',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 6,
  lastUpdatedDateTime: '2026-11-20T10:00:00Z',
};
const all: readonly StatisticsProperty[] = [
  'osVersion',
  'successfulUpdateCount',
  'failedUpdateCount',
  'totalUpdateCount',
  'lastUpdatedDateTime',
];
const rowOf = (entity: object): Row => new ReceivedEntity({ ...good, ...entity }, responseOf(entity), 'things');
const broken = new GatewayError('GRAPH_BAD_RESPONSE', 'unreadable');

const of = (rows: readonly Row[], needed: readonly StatisticsProperty[] = all): AccountStatistics => {
  const statistics = new AccountStatistics(new Set(needed), Date.parse(now));
  for (const row of rows) statistics.add(row);
  return statistics;
};

describe('statistics', () => {
  it('of no rows are zero, empty and null', async () => {
    const none = of([]);
    expect([none.reports, none.unreadable, none.withFailures, none.totalUpdates()]).toEqual([0, 0, 0, 0]);
    expect([await none.byOsVersion(), none.earliestUpdate, none.latestUpdate]).toEqual([[], null, null]);
    expect(none.byAge([1])).toEqual([
      { fromDays: 0, toDays: 1, reports: 0 },
      { fromDays: 1, toDays: null, reports: 0 },
    ]);
  });

  it('add up what the rows say', async () => {
    const statistics = of([
      rowOf({}),
      rowOf({ failedUpdateCount: 0, osVersion: '26.2' }),
      rowOf({ failedUpdateCount: 3, osVersion: null, lastUpdatedDateTime: '2026-11-01T00:00:00+01:00' }),
    ]);
    expect(statistics).toMatchObject({ reports: 3, unreadable: 0, withFailures: 2 });
    expect([statistics.successfulUpdates(), statistics.failedUpdates(), statistics.totalUpdates()]).toEqual([
      15, 4, 18,
    ]);
    expect(await statistics.byOsVersion()).toEqual([
      { osVersion: '26.2', reports: 1, withFailures: 0 },
      { osVersion: '26.1', reports: 1, withFailures: 1 },
      { osVersion: null, reports: 1, withFailures: 1 },
    ]);
    expect(statistics.earliestUpdate).toBe('2026-11-01T00:00:00+01:00');
    expect(statistics.latestUpdate).toBe('2026-11-20T10:00:00Z');
  });

  it.each<[what: string, row: Row]>([
    ['without an id', broken],
    ['whose version is a number', rowOf({ osVersion: 26 })],
    ['whose count is a text', rowOf({ failedUpdateCount: '1' })],
    ['without a count', rowOf({ totalUpdateCount: null })],
    ['with a count beyond Int32', rowOf({ successfulUpdateCount: 2 ** 31 })],
    ['whose date does not exist', rowOf({ lastUpdatedDateTime: '2026-02-30T00:00:00Z' })],
  ])('count a row %s as unreadable, and in nothing else', async (_what, row) => {
    const statistics = of([row, rowOf({})]);
    expect(statistics).toMatchObject({
      reports: 2,
      unreadable: 1,
      withFailures: 1,
      latestUpdate: good.lastUpdatedDateTime,
    });
    expect([statistics.totalUpdates(), await statistics.byOsVersion()]).toEqual([
      6,
      [{ osVersion: '26.1', reports: 1, withFailures: 1 }],
    ]);
  });

  it('do not need a value that no selected number is computed from', () => {
    const statistics = of([rowOf({ osVersion: 26, totalUpdateCount: null })], ['failedUpdateCount']);
    expect([statistics.unreadable, statistics.withFailures, statistics.failedUpdates()]).toEqual([0, 1, 1]);
  });

  it('keep the text of the first and last date, to the last digit and whatever its offset', () => {
    const dates = [
      '2026-11-20T10:00:00.000000000002Z',
      '2026-11-20T10:00:00.000000000001Z',
      '2026-11-20T12:00:00+02:00',
    ];
    const statistics = of(dates.map((lastUpdatedDateTime) => rowOf({ lastUpdatedDateTime })));
    expect([statistics.earliestUpdate, statistics.latestUpdate]).toEqual([dates[2], dates[0]]);
  });

  it('fail in a sum that an Int cannot hold, and in nothing else', () => {
    const statistics = of([rowOf({ failedUpdateCount: 2 ** 31 - 1 }), rowOf({ failedUpdateCount: 1 })]);
    expect(() => statistics.failedUpdates()).toThrow(
      'The sum of failedUpdateCount is 2,147,483,648, and an Int is between -2,147,483,648 and 2,147,483,647; use a narrower filter.',
    );
    expect([statistics.totalUpdates(), statistics.withFailures]).toEqual([12, 2]);
    const negative = of([rowOf({ failedUpdateCount: -(2 ** 31) }), rowOf({ failedUpdateCount: -1 })]);
    expect(() => negative.failedUpdates()).toThrow('-2,147,483,649');
    expect(of([rowOf({ failedUpdateCount: -(2 ** 31) })]).failedUpdates()).toBe(-(2 ** 31));
  });

  it('have parts that add up to the whole, whatever Graph sends, and do not depend on the order of rows', async () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        '',
        '26.1',
        '26.10',
        'x',
        '2026-11-20T10:00:00Z',
        '2030-01-01T00:00:00Z',
      ),
      fc.integer({ min: -5, max: 5 }),
    );
    const count = fc.oneof({ weight: 5, arbitrary: fc.nat(9) }, value);
    const date = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
          .map((each) => each.toISOString()),
      },
      value,
    );
    const entity = fc.record({
      osVersion: value,
      failedUpdateCount: count,
      successfulUpdateCount: count,
      totalUpdateCount: count,
      lastUpdatedDateTime: date,
    });
    const row = fc.oneof({ weight: 9, arbitrary: entity.map(rowOf) }, fc.constant(broken));
    const limits = fc
      .uniqueArray(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 })
      .map((days) => days.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(fc.array(row), limits, async (rows, days) => {
        const statistics = of(rows);
        const sum = (parts: readonly { readonly reports: number }[]): number =>
          parts.reduce((total, { reports }) => total + reports, 0);
        const versions = await statistics.byOsVersion();
        const readable = rows.length - statistics.unreadable;
        expect(statistics.reports).toBe(rows.length);
        expect([sum(versions), sum(statistics.byAge(days))]).toEqual([readable, readable]);
        expect(versions.reduce((total, { withFailures }) => total + withFailures, 0)).toBe(statistics.withFailures);
        const reversed = of(rows.toReversed());
        expect(await reversed.byOsVersion()).toEqual(versions);
        expect([reversed.failedUpdates(), reversed.byAge(days)]).toEqual([
          statistics.failedUpdates(),
          statistics.byAge(days),
        ]);
      }),
      tries(300),
    );
  });
});

describe('versions', () => {
  it('are in the order of their numbers, the newest first and a missing one last', () => {
    const sorted = ['26.10', '26.2', '26.1.1', '26.1', '15.7.2', '15.6', '10.15.7', '9.0', '', null];
    expect(sorted.toReversed().sort(newestFirst)).toEqual(sorted);
  });

  it('are sorted in slices, however many there are', async () => {
    const texts = Array.from({ length: 5000 }, (_, index) => `${(index * 7919) % 5003}.1`);
    const versions = await of(texts.map((osVersion) => rowOf({ osVersion }))).byOsVersion();
    const numbers = versions.map(({ osVersion }) => parseFloat(osVersion ?? ''));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(versions).toHaveLength(5000);
  });

  it('that only the collation takes for equal stay apart, in one order', () => {
    expect(['26.1', '26.01'].sort(newestFirst)).toEqual(['26.01', '26.1'].sort(newestFirst));
    expect(newestFirst('26.1', '26.01')).not.toBe(0);
  });

  it('have a total order, whatever the texts are', () => {
    const version = fc.option(
      fc.oneof(
        fc.string(),
        fc.array(fc.nat(99), { minLength: 1 }).map((parts) => parts.join('.')),
      ),
    );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(newestFirst(a, b))).toBe(-Math.sign(newestFirst(b, a)) + 0);
        if (newestFirst(a, b) <= 0 && newestFirst(b, c) <= 0) expect(newestFirst(a, c)).toBeLessThanOrEqual(0);
      }),
      tries(300),
    );
  });
});

describe('ages', () => {
  const day = 86_400_000;
  it('belong to the older part when they are exactly at a limit; the future belongs to the youngest', () => {
    const ages = Float64Array.from([-5 * day, 0, day - 1, day, 7 * day - 1, 7 * day, 400 * day]);
    expect(byAge(ages, [1, 7])).toEqual([
      { fromDays: 0, toDays: 1, reports: 3 },
      { fromDays: 1, toDays: 7, reports: 2 },
      { fromDays: 7, toDays: null, reports: 2 },
    ]);
  });

  it('are counted as a comparison with each limit counts them', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -day, max: 60 * day })), days, (ages, unsorted) => {
        const limits = unsorted.sort((a, b) => a - b);
        const parts = byAge(Float64Array.from(ages).sort(), limits);
        expect(parts.map(({ toDays }) => toDays)).toEqual([...limits, null]);
        for (const { fromDays, toDays, reports } of parts) {
          const isIn = (age: number): boolean =>
            (fromDays === 0 || age >= fromDays * day) && (toDays === null || age < toDays * day);
          expect(reports).toBe(ages.filter(isIn).length);
        }
      }),
      tries(300),
    );
  });

  it.each<[daysUpTo: number[], problems: [path: string, rule: string][]]>([
    [[1], []],
    [[1, 7, 30, 36_500], []],
    [[], [['daysUpTo', 'TOO_FEW']]],
    [Array.from({ length: 21 }, (_, index) => index + 1), [['daysUpTo', 'TOO_MANY']]],
    [[0, 7], [['daysUpTo.0', 'TOO_SMALL']]],
    [[36_501], [['daysUpTo.0', 'TOO_LARGE']]],
    [[7, 7], [['daysUpTo.1', 'TOO_SMALL']]],
    [
      [7, 1, 30, 2],
      [
        ['daysUpTo.1', 'TOO_SMALL'],
        ['daysUpTo.3', 'TOO_SMALL'],
      ],
    ],
  ])('have limits with rules: %j', (daysUpTo, problems) => {
    expect(problemsOfDays(daysUpTo).map(({ path, rule }) => [path, rule])).toEqual(problems);
  });
});
