/** Conditions that the gateway evaluates: their simplified form, and the rows that match. */
import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../src/graph/odata.js';
import {
  always,
  isAlways,
  isNever,
  judgeOf,
  never,
  propertiesOf,
  simplified,
  sizeOf,
} from '../../src/summaries/listing/matching.js';

const and = (...conditions: Condition[]): Condition => ({ kind: 'and', conditions });
const or = (...conditions: Condition[]): Condition => ({ kind: 'or', conditions });
const not = (condition: Condition): Condition => ({ kind: 'not', condition });
const isIn = (...values: string[]): Condition => ({ kind: 'in', property: 'name', values });
const begins = (value: string): Condition => ({ kind: 'startsWith', property: 'name', value });
const name = (value: string): Condition => ({
  kind: 'compare',
  property: 'name',
  operator: 'eq',
  literal: { type: 'string', value },
});
type Operator = 'eq' | 'gt' | 'ge' | 'lt' | 'le';
const count = (operator: Operator, value: number): Condition => ({
  kind: 'compare',
  property: 'count',
  operator,
  literal: { type: 'number', value },
});
const at = (operator: Operator, value: string): Condition => ({
  kind: 'compare',
  property: 'at',
  operator,
  literal: { type: 'date', value },
});
const [a, b, c] = [name('a'), name('b'), name('c')];

describe('a simple condition', () => {
  it.each<[what: string, condition: Condition, simple: Condition]>([
    ['a comparison', a, a],
    ['a beginning', begins('a'), begins('a')],
    ['one of some values', isIn('a'), isIn('a')],
    ['one of no values', isIn(), never],
    ['always', and(), always],
    ['never', or(), never],
    ['and of one', and(a), a],
    ['or of one', or(a), a],
    ['and of two', and(a, b), and(a, b)],
    ['or of two', or(a, b), or(a, b)],
    ['and in and', and(a, and(b, c)), and(a, b, c)],
    ['or in or', or(or(a, b), c), or(a, b, c)],
    ['or in and', and(a, or(b, c)), and(a, or(b, c))],
    ['and in or', or(a, and(b, c)), or(a, and(b, c))],
    ['and with always', and(a, and(), b), and(a, b)],
    ['and with always alone', and(and()), always],
    ['and with never', and(a, or(), b), never],
    ['or with never', or(a, or(), b), or(a, b)],
    ['or with never alone', or(or(), isIn()), never],
    ['or with always', or(a, and(), b), always],
    ['not', not(a), not(a)],
    ['not not', not(not(a)), a],
    ['not not not', not(not(not(a))), not(a)],
    ['not always', not(and()), never],
    ['not never', not(or()), always],
    ['not of and of one', not(and(not(or(a)))), a],
    ['not of two', not(and(a, b)), not(and(a, b))],
    ['and of two that are simple only later', and(or(and(a)), not(not(b))), and(a, b)],
  ])('of %s', (_what, condition, simple) => {
    expect(simplified(condition)).toEqual(simple);
  });

  it.each<[what: string, condition: Condition, is: 'always' | 'never' | 'neither']>([
    ['and of nothing', always, 'always'],
    ['or of nothing', never, 'never'],
    ['and of one', and(a), 'neither'],
    ['or of one', or(a), 'neither'],
    ['a comparison', a, 'neither'],
    ['not', not(and()), 'neither'],
  ])('%s holds always, never or for some: %#', (_what, condition, is) => {
    expect([isAlways(condition), isNever(condition)]).toEqual([is === 'always', is === 'never']);
  });
});

describe('a condition', () => {
  const nested = and(a, or(count('gt', 1), not(at('lt', '2026-01-01T00:00:00Z'))), begins('a'));

  it('reads its properties, and has as many parts as expected', () => {
    expect(propertiesOf(nested)).toEqual(['name', 'count', 'at', 'name']);
    expect(propertiesOf(always)).toEqual([]);
    expect(propertiesOf(isIn('a', 'b'))).toEqual(['name']);
    expect([sizeOf(a), sizeOf(always), sizeOf(not(a)), sizeOf(and(a, b)), sizeOf(nested)]).toEqual([1, 1, 2, 3, 7]);
  });

  it.each<[what: string, condition: Condition, row: Record<string, unknown>, holds: boolean]>([
    ['an equal text', a, { name: 'a' }, true],
    ['another text', a, { name: 'b' }, false],
    ['another case', a, { name: 'A' }, false],
    ['null for a text', a, { name: null }, false],
    ['no text', a, {}, false],
    ['a number for a text', name('7'), { name: 7 }, false],
    ['a beginning', begins('a'), { name: 'ab' }, true],
    ['the whole as a beginning', begins('ab'), { name: 'ab' }, true],
    ['the empty beginning', begins(''), { name: '' }, true],
    ['an end', begins('b'), { name: 'ab' }, false],
    ['null for a beginning', begins(''), { name: null }, false],
    ['a list for a beginning', begins('a'), { name: ['a'] }, false],
    ['one of the values', isIn('a', 'b'), { name: 'b' }, true],
    ['none of the values', isIn('a', 'b'), { name: 'c' }, false],
    ['null for one of the values', isIn('null', ''), { name: null }, false],
    ['eq, equal', count('eq', 7), { count: 7 }, true],
    ['eq, less', count('eq', 7), { count: 6 }, false],
    ['eq, more', count('eq', 7), { count: 8 }, false],
    ['gt, equal', count('gt', 7), { count: 7 }, false],
    ['gt, less', count('gt', 7), { count: 6 }, false],
    ['gt, more', count('gt', 7), { count: 8 }, true],
    ['ge, equal', count('ge', 7), { count: 7 }, true],
    ['ge, less', count('ge', 7), { count: 6 }, false],
    ['ge, more', count('ge', 7), { count: 8 }, true],
    ['lt, equal', count('lt', 7), { count: 7 }, false],
    ['lt, less', count('lt', 7), { count: 6 }, true],
    ['lt, more', count('lt', 7), { count: 8 }, false],
    ['le, equal', count('le', 7), { count: 7 }, true],
    ['le, less', count('le', 7), { count: 6 }, true],
    ['le, more', count('le', 7), { count: 8 }, false],
    ['a text for a number', count('ge', 7), { count: '8' }, false],
    ['null for a number', count('ge', 0), { count: null }, false],
    ['no number', count('le', 0), {}, false],
    ['the same time elsewhere', at('eq', '2026-01-01T00:00:00Z'), { at: '2026-01-01T01:00:00.000+01:00' }, true],
    ['a later time', at('gt', '2026-01-01T00:00:00Z'), { at: '2026-01-01T00:00:00.0000001Z' }, true],
    ['an earlier time', at('ge', '2026-01-01T00:00:00Z'), { at: '2026-01-01T00:00:00+01:00' }, false],
    ['no time', at('le', '2026-01-01T00:00:00Z'), { at: null }, false],
    ['a text that is not a time', at('le', '2026-01-01T00:00:00Z'), { at: '2025' }, false],
    ['a wrong time in the condition', at('le', '2026'), { at: '2025-01-01T00:00:00Z' }, false],
    ['and, both', and(a, count('gt', 1)), { name: 'a', count: 2 }, true],
    ['and, one', and(a, count('gt', 1)), { name: 'a', count: 1 }, false],
    ['or, one', or(a, count('gt', 1)), { name: 'a', count: 1 }, true],
    ['or, none', or(a, count('gt', 1)), { name: 'b', count: 1 }, false],
    ['not, which holds', not(a), { name: 'a' }, false],
    ['not, which does not hold', not(a), { name: 'b' }, true],
    ['not, of a missing value', not(begins('a')), { name: null }, true],
    ['always', always, {}, true],
    ['never', never, {}, false],
  ])('matches or not: %s', (_what, condition, row, holds) => {
    expect(judgeOf(condition)(row)).toBe(holds);
  });

  it('matches one row after the other, each by its own time', () => {
    const judge = judgeOf(and(at('ge', '2026-01-01T00:00:00Z'), at('lt', '2026-02-01T00:00:00Z')));
    const dates = ['2026-01-15T00:00:00Z', '2025-01-15T00:00:00Z', '2025-01-15T00:00:00Z', undefined, null];
    expect([...dates, '2026-01-15T00:00:00Z'].map((date) => judge({ at: date }))).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
