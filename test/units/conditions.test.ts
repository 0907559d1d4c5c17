/** Conditions and orders that the gateway evaluates, compared with a simple implementation. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Condition, Operator } from '../../src/graph/odata.js';
import { isAlways, isNever, judgeOf, simplified, sizeOf } from '../../src/summaries/listing/matching.js';
import { maxConditions, maxDepth, sizeOfFilter } from '../../src/summaries/listing/filter-size.js';
import { compareInstants, instantOf } from '../../src/summaries/schema/instant.js';
import { compareKeys, inOrder, keysOf, type RowOrder } from '../../src/summaries/listing/order.js';
import { anyTimestamp, tries } from '../support/fuzz.js';

const texts = fc.constantFrom('', 'a', 'ab', 'A', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'é');
const numbers = fc.constantFrom(0, 1, 2, 7);
const dates = fc.oneof(
  fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T01:00:00.0000000+01:00', '2026-01-01T00:00:00.000000000001Z'),
  anyTimestamp,
);
const anyValue = fc.oneof(texts, numbers, dates, fc.constantFrom(null, undefined, true, [], {}, 'no date'));
const row = fc.record({ deviceName: anyValue, failedUpdateCount: anyValue, lastUpdatedDateTime: anyValue });
const operator = fc.constantFrom<Operator>('eq', 'ne', 'gt', 'ge', 'lt', 'le');

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.constantFrom<Operator>('eq', 'ne'), texts).map(([each, value]): Condition => ({
    kind: 'compare',
    property: 'deviceName',
    operator: each,
    literal: { type: 'string', value },
  })),
  fc.tuple(operator, numbers).map(([each, value]): Condition => ({
    kind: 'compare',
    property: 'failedUpdateCount',
    operator: each,
    literal: { type: 'number', value },
  })),
  fc.tuple(operator, dates).map(([each, value]): Condition => ({
    kind: 'compare',
    property: 'lastUpdatedDateTime',
    operator: each,
    literal: { type: 'date', value },
  })),
  fc
    .tuple(fc.constantFrom<'in' | 'notIn'>('in', 'notIn'), fc.array(texts, { maxLength: 3 }))
    .map(([kind, values]): Condition => ({ kind, property: 'deviceName', values })),
  fc
    .tuple(fc.constantFrom<'startsWith' | 'contains'>('startsWith', 'contains'), texts)
    .map(([kind, value]): Condition => ({ kind, property: 'deviceName', value })),
  fc.constant<Condition>({ kind: 'isNull', property: 'deviceName' }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom<'and' | 'or'>('and', 'or'),
      conditions: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant<'not'>('not'), condition: tie('condition') }),
  ),
}));

/** As docs/queries.md describes it, without optimization. */
function holds(each: Condition, of: Readonly<Record<string, unknown>>): boolean {
  if ('conditions' in each) {
    const found = each.conditions.map((inner) => holds(inner, of));
    return each.kind === 'and' ? !found.includes(false) : found.includes(true);
  }
  if (each.kind === 'not') return !holds(each.condition, of);
  const value = of[each.property];
  const isMissing = value === null || value === undefined;
  if (each.kind === 'isNull') return isMissing;
  if ('values' in each) return !isMissing && (each.values as unknown[]).includes(value) === (each.kind === 'in');
  if ('value' in each) {
    if (typeof value !== 'string') return false;
    return each.kind === 'startsWith'
      ? value.startsWith(each.value)
      : value.toUpperCase().includes(each.value.toUpperCase());
  }
  const { literal } = each;
  let difference: number;
  if (literal.type === 'date') {
    const [instant, wanted] = [instantOf(value), instantOf(literal.value)];
    if (instant === undefined || wanted === undefined) return false;
    difference = compareInstants(instant, wanted);
  } else if (literal.type === 'number') {
    if (typeof value !== 'number') return false;
    difference = value - literal.value;
  } else {
    return !isMissing && (value === literal.value) === (each.operator === 'eq');
  }
  if (difference === 0) return ['eq', 'ge', 'le'].includes(each.operator);
  return difference > 0 ? ['gt', 'ge', 'ne'].includes(each.operator) : ['lt', 'le', 'ne'].includes(each.operator);
}

describe('a condition', () => {
  it('matches the same rows when it is simplified, and has no part without a comparison', () => {
    fc.assert(
      fc.property(condition, fc.array(row, { minLength: 1, maxLength: 5 }), (made, rows) => {
        const simple = simplified(made);
        const judge = judgeOf(simple);
        expect(rows.map(judge)).toEqual(rows.map((each) => holds(made, each)));
        if (isAlways(simple) || isNever(simple)) return;
        expect(JSON.stringify(simple)).not.toMatch(
          /"conditions":\[\]|"values":\[\]|"kind":"not","condition":\{"kind":"not"/,
        );
        // `notIn: []` becomes `not` and `isNull`.
        const added = JSON.stringify(made).match(/"notIn","property":"deviceName","values":\[\]/g)?.length ?? 0;
        expect(sizeOf(simple)).toBeLessThanOrEqual(sizeOf(made) + added);
      }),
      tries(3000),
    );
  });
});

describe('the size of a filter', () => {
  const comparison = { deviceName: { eq: 'a' } };
  it.each<[number, unknown]>([
    [1, {}],
    [1, { deviceName: {} }],
    [1, { and: [] }],
    [1, { not: {} }],
    [1, { not: { not: { or: [{}] } } }],
    [1, comparison],
    [1, { and: [{ or: [{ not: comparison }] }] }],
    [2, { and: [{}, {}] }],
    [2, { failedUpdateCount: { ge: 1, le: 2 } }],
    [3, { ...comparison, or: [{}, comparison] }],
    [4, { osVersion: { in: ['a', 'b', 'c'], startsWith: 'd' } }],
    [5, { osVersion: { notIn: ['a', 'b', 'c'], contains: 'd', isNull: false } }],
    [1, { osVersion: { in: [] } }],
    [1, { osVersion: { notIn: [] } }],
    [1, 'no filter'],
    [2, { and: ['no filter', null] }],
    [1, { ...comparison, and: null, or: null, not: null }],
    [2, { ...comparison, and: [] }],
    [2, { ...comparison, or: 'no list' }],
    [3, { and: [], or: [], not: null, ...comparison }],
    [2, { and: { deviceName: { eq: 'a', startsWith: 'b' } } }],
    [2, { or: { deviceName: { eq: 'a', startsWith: 'b' } } }],
    [1, { deviceName: { eq: null, startsWith: 'a' } }],
    [maxConditions - 1, { and: Array<object>(maxConditions - 1).fill({}) }],
    [maxConditions, { and: Array<object>(maxConditions).fill({}) }],
    [maxConditions + 1, { or: Array<object>(maxConditions + 1).fill({}) }],
    [maxConditions + 1, { or: Array<object>(maxConditions + 2).fill({}) }],
    [maxConditions + 1, { osVersion: { in: Array<string>(maxConditions + 2).fill('a') } }],
  ])('is %i for %j', (conditions, filter) => {
    expect(sizeOfFilter(filter)).toEqual({ conditions, tooDeep: undefined });
  });

  it('is counted no further than necessary, however large the filter is', () => {
    const filter = { and: Array.from({ length: 1000 }, () => ({ or: Array<object>(1000).fill({}) })) };
    expect(sizeOfFilter(filter).conditions).toBe(maxConditions + 1);
  });

  it('is known as soon as there are too many conditions: filters that were not reached by then do not count', () => {
    const deep = { not: { not: { not: { not: { not: { not: { not: {} } } } } } } };
    const filter = { and: [deep, ...Array<object>(maxConditions - 1).fill({})] };
    const tooDeep = ['filter', 'and', 0, ...Array.from({ length: 7 }, () => 'not')];
    expect(sizeOfFilter(filter)).toEqual({ conditions: maxConditions - 1, tooDeep });
    const more = { and: [{ and: [deep] }, { or: Array<object>(maxConditions + 1).fill({}) }] };
    expect(sizeOfFilter(more)).toEqual({ conditions: maxConditions + 1, tooDeep: undefined });
  });

  it('is followed no deeper than necessary, however deep the filter is', () => {
    let filter: object = {};
    for (let level = 0; level < 100_000; level += 1) filter = { not: filter };
    expect(sizeOfFilter(filter).tooDeep?.join('')).toBe(`filter${'not'.repeat(maxDepth)}`);
  });
});

const orders: fc.Arbitrary<RowOrder[]> = fc.array(
  fc
    .record({
      property: fc.constantFrom('deviceName', 'failedUpdateCount', 'lastUpdatedDateTime'),
      descending: fc.boolean(),
    })
    .map((order) => ({ ...order, isDate: order.property === 'lastUpdatedDateTime' })),
  { minLength: 1, maxLength: 4 },
);

describe('an order', () => {
  it('is total, whatever Graph sends', () => {
    fc.assert(
      fc.property(orders, row, row, row, (by, a, b, c) => {
        const [x, y, z] = [a, b, c].map((each) => keysOf(by, each)) as [never, never, never];
        const sign = (one: never, other: never): number => Math.sign(compareKeys(by, one, other));
        expect(sign(x, x)).toBe(0);
        expect(sign(x, y) + sign(y, x)).toBe(0);
        if (sign(x, y) <= 0 && sign(y, z) <= 0) expect(sign(x, z)).toBeLessThanOrEqual(0);
      }),
      tries(5000),
    );
  });

  it('is made in slices with the same result as in one go, and equal rows keep their order', async () => {
    await fc.assert(
      fc.asyncProperty(orders, fc.array(row, { maxLength: 20 }), fc.nat(1500), async (by, some, count) => {
        const rows = Array.from({ length: some.length === 0 ? 0 : count }, (_, index) => ({
          ...some[index % some.length],
        }));
        const expected = rows.toSorted((a, b) => compareKeys(by, keysOf(by, a), keysOf(by, b)));
        const made = await inOrder(rows, by, (each) => each);
        expect(made.map((each) => rows.indexOf(each))).toEqual(expected.map((each) => rows.indexOf(each)));
      }),
      tries(30),
    );
  });

  it('treats a text that looks like a date as a text', () => {
    const by = [{ property: 'deviceName', descending: false, isDate: false }];
    const names = ['2026-01-01T01:00:00+01:00', '2026-01-01T00:30:00Z', '2026-01-01T00:00:00Z'];
    const keys = names.map((deviceName) => keysOf(by, { deviceName }));
    expect(keys.toSorted((a, b) => compareKeys(by, a, b)).flat()).toEqual(names.toSorted());
  });
});
