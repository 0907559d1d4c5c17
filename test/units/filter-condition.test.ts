/** A filter of the schema as one condition with Graph's names, and its problems. */
import { describe, expect, it } from '@jest/globals';
import { filterText } from '../../src/graph/odata.js';
import { conditionOf } from '../../src/summaries/listing/filter-condition.js';
import { faultOfSize, maxConditions, maxDepth, sizeOfFilter } from '../../src/summaries/listing/filter-size.js';
import {
  DateTimeOffsetFilter,
  IDFilter,
  IntFilter,
  NullableStringFilter,
} from '../../src/summaries/listing/filters.inputs.js';
import { codeAndPaths } from '../support/refusals.js';

interface Filter {
  readonly and?: readonly Filter[] | null;
  readonly or?: readonly Filter[] | null;
  readonly not?: Filter | null;
  readonly [property: string]: unknown;
}

/** As type-graphql makes them: an instance for each comparison. */
const text = (given: Partial<NullableStringFilter>): NullableStringFilter =>
  Object.assign(new NullableStringFilter(), given);
const key = (given: Partial<IDFilter>): IDFilter => Object.assign(new IDFilter(), given);
const number = (given: Partial<IntFilter>): IntFilter => Object.assign(new IntFilter(), given);
const date = (given: Partial<DateTimeOffsetFilter>): DateTimeOffsetFilter =>
  Object.assign(new DateTimeOffsetFilter(), given);

const a: Filter = { deviceName: text({ eq: 'a' }) };
const b: Filter = { deviceName: text({ eq: 'b' }) };
const deep = (levels: number): Filter => (levels === 1 ? a : { not: deep(levels - 1) });

describe('a filter', () => {
  it.each([undefined, null])('of %j is not a condition', (filter) => {
    expect(conditionOf(filter)).toBeUndefined();
  });

  it.each<[condition: string, filter: Filter]>([
    ['true', {}],
    ["(deviceName eq 'a')", a],
    [
      "(deviceName eq 'a') and (deviceName in ('b','c')) and (startswith(deviceName,'d'))",
      { deviceName: text({ eq: 'a', in: ['b', 'c'], startsWith: 'd' }) },
    ],
    ["(deviceName eq '') and (startswith(deviceName,''))", { deviceName: text({ eq: '', startsWith: '' }) }],
    ['true', { deviceName: text({}) }],
    [
      "(deviceName eq null) and (deviceName ne 'a') and (not (deviceName in ('b'))) and (contains(tolower(deviceName),'c'))",
      { deviceName: text({ contains: 'C', notIn: ['b'], ne: 'a', isNull: true }) },
    ],
    ['(deviceName ne null)', { deviceName: text({ isNull: false }) }],
    ["(id eq 'a') and (id ne 'b') and (id in ('c'))", { id: key({ in: ['c'], ne: 'b', eq: 'a' }) }],
    ["(not (id in ('a','b')))", { id: key({ notIn: ['a', 'b'] }) }],
    ['(failedUpdateCount ne 0)', { failedUpdateCount: number({ ne: 0 }) }],
    ['(lastUpdatedDateTime ne 2026-01-01T00:00:00Z)', { lastUpdatedDateTime: date({ ne: '2026-01-01T00:00:00Z' }) }],
    [
      '(failedUpdateCount eq 0) and (failedUpdateCount gt 1) and (failedUpdateCount ge 2) and (failedUpdateCount lt 3) and (failedUpdateCount le 4)',
      { failedUpdateCount: number({ le: 4, lt: 3, ge: 2, gt: 1, eq: 0 }) },
    ],
    ['(lastUpdatedDateTime ge 2026-01-01T00:00:00Z)', { lastUpdatedDateTime: date({ ge: '2026-01-01T00:00:00Z' }) }],
    ["(deviceName eq 'a') and (osVersion eq 'b')", { ...a, osVersion: text({ eq: 'b' }) }],
    ["(deviceName eq 'a')", { ...a, osVersion: null, and: null, or: null, not: null }],
    ["((deviceName eq 'a')) and ((deviceName eq 'b'))", { and: [a, b] }],
    ['true', { and: [] }],
    ['(false)', { or: [] }],
    ["(((deviceName eq 'a')) or ((deviceName eq 'b')))", { or: [a, b] }],
    ["(not ((deviceName eq 'a')))", { not: a }],
    [
      "(osVersion eq 'c') and ((deviceName eq 'a')) and (((deviceName eq 'b'))) and (not ((deviceName eq 'a')))",
      { osVersion: text({ eq: 'c' }), and: [a], or: [b], not: a },
    ],
  ])('is the condition %s', (condition, filter) => {
    const made = conditionOf(filter);
    expect(made === undefined ? undefined : filterText(made)).toBe(condition);
  });

  it.each<[paths: string[], filter: Filter]>([
    [['filter.deviceName.eq'], { deviceName: text({ eq: null }) }],
    [['filter.lastUpdatedDateTime.gt'], { lastUpdatedDateTime: date({ gt: '2026' }) }],
    [['filter.deviceName.isNull'], { deviceName: text({ isNull: null }) }],
    [['filter.deviceName.ne'], { deviceName: text({ ne: null }) }],
    [['filter.deviceName.contains'], { deviceName: text({ contains: 'a'.repeat(121) }) }],
    [['filter.id.notIn'], { id: key({ notIn: ['\ud800'] }) }],
    [['filter.lastUpdatedDateTime.ne'], { lastUpdatedDateTime: date({ ne: '2026' }) }],
    [['filter.and.1.deviceName.in'], { and: [a, { deviceName: text({ in: ['\ud800'] }) }] }],
    [['filter.or.0.not.failedUpdateCount.le'], { or: [{ not: { failedUpdateCount: number({ le: null }) } }] }],
    [
      ['filter.deviceName.eq', 'filter.not.osVersion.startsWith'],
      { deviceName: text({ eq: null }), not: { osVersion: text({ startsWith: null }) } },
    ],
    [[`filter${'.not'.repeat(maxDepth)}`], deep(maxDepth + 1)],
    [['filter'], { deviceName: text({ in: Array<string>(maxConditions + 1).fill('a') }) }],
  ])('is rejected at %j', (paths, filter) => {
    expect(codeAndPaths(() => conditionOf(filter))).toEqual(['BAD_USER_INPUT', paths]);
  });

  it('may be as large and as deep as the limits', () => {
    const largest: Filter = { deviceName: text({ in: Array<string>(maxConditions).fill('a') }) };
    expect(conditionOf(largest)).toBeDefined();
    expect(conditionOf(deep(maxDepth))).toBeDefined();
  });
});

describe('the size of a filter', () => {
  it('has the limits that the documentation names', () => {
    expect([maxDepth, maxConditions]).toEqual([8, 50]);
  });

  it.each<[path: string | undefined, size: { conditions: number; tooDeep: readonly string[] | undefined }]>([
    [undefined, { conditions: 0, tooDeep: undefined }],
    [undefined, { conditions: maxConditions, tooDeep: undefined }],
    ['filter', { conditions: maxConditions + 1, tooDeep: undefined }],
    ['filter.not.and.0', { conditions: 1, tooDeep: ['filter', 'not', 'and', '0'] }],
  ])('has a problem at %j: %j', (path, size) => {
    const fault = faultOfSize(size);
    expect(fault?.path).toBe(path);
    if (fault !== undefined)
      expect(fault.message).toMatch(size.tooDeep === undefined ? /filter .*50 cond/ : /filter .*8 levels/);
  });

  it.each<[tooDeep: string, wrap: (inner: object) => object]>([
    ['.and.0', (inner) => ({ and: [inner] })],
    ['.or.0', (inner) => ({ or: [inner] })],
    ['.not', (inner) => ({ not: inner })],
    ['.or.1', (inner) => ({ or: [{}, inner] })],
  ])('is too deep at %s, repeated', (step, wrap) => {
    const nested = (levels: number): object => (levels === 1 ? {} : wrap(nested(levels - 1)));
    expect(sizeOfFilter(nested(maxDepth)).tooDeep).toBeUndefined();
    expect(sizeOfFilter(nested(maxDepth + 1)).tooDeep?.join('.')).toBe(`filter${step.repeat(maxDepth)}`);
  });
});
