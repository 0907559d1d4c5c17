/** Conditions that the gateway evaluates: their simplified form, and the rows that match. */
import { describe, expect, it } from '@jest/globals';
import type { Condition, Operator } from '../../src/graph/odata.js';
import {
  always,
  hasValue,
  isAlways,
  isNever,
  judgeOf,
  never,
  propertiesOf,
  searchesIn,
  simplified,
  sizeOf,
} from '../../src/summaries/listing/matching.js';

const and = (...conditions: Condition[]): Condition => ({ kind: 'and', conditions });
const or = (...conditions: Condition[]): Condition => ({ kind: 'or', conditions });
const not = (condition: Condition): Condition => ({ kind: 'not', condition });
const isIn = (...values: string[]): Condition => ({ kind: 'in', property: 'name', values });
const begins = (value: string): Condition => ({ kind: 'startsWith', property: 'name', value });
const isNotIn = (...values: string[]): Condition => ({ kind: 'notIn', property: 'name', values });
const has = (value: string): Condition => ({ kind: 'contains', property: 'name', value });
const missing: Condition = { kind: 'isNull', property: 'name' };
const name = (value: string, operator: 'eq' | 'ne' = 'eq'): Condition => ({
  kind: 'compare',
  property: 'name',
  operator,
  literal: { type: 'string', value },
});
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
const guid = (value: string): Condition => ({
  kind: 'compare',
  property: 'id',
  operator: 'eq',
  literal: { type: 'guid', value },
});
const [a, b, c] = [name('a'), name('b'), name('c')];

describe('a simple condition', () => {
  it.each<[what: string, condition: Condition, simple: Condition]>([
    ['a comparison', a, a],
    ['a beginning', begins('a'), begins('a')],
    ['one of some values', isIn('a'), isIn('a')],
    ['one of no values', isIn(), never],
    ['none of some values', isNotIn('a'), isNotIn('a')],
    ['none of no values', isNotIn(), hasValue('name')],
    ['a missing value', missing, missing],
    ['a value', not(missing), not(missing)],
    ['a value that is not missing', not(not(missing)), missing],
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
    expect([a, has('a'), nested, and(has('a'), not(or(has('b'), a)))].map(searchesIn)).toEqual([0, 1, 0, 2]);
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
    ['another text for ne', name('a', 'ne'), { name: 'b' }, true],
    ['another case for ne', name('a', 'ne'), { name: 'A' }, true],
    ['the same text for ne', name('a', 'ne'), { name: 'a' }, false],
    ['null for ne', name('a', 'ne'), { name: null }, false],
    ['no text for ne', name('a', 'ne'), {}, false],
    ['a number for ne', name('a', 'ne'), { name: 7 }, true],
    ['not ne, the same', not(name('a', 'ne')), { name: 'a' }, true],
    ['not ne, null', not(name('a', 'ne')), { name: null }, true],
    ['one of the values for notIn', isNotIn('a', 'b'), { name: 'b' }, false],
    ['none of the values for notIn', isNotIn('a', 'b'), { name: 'c' }, true],
    ['another case for notIn', isNotIn('a', 'b'), { name: 'B' }, true],
    ['null for notIn', isNotIn('a'), { name: null }, false],
    ['no text for notIn', isNotIn('a'), {}, false],
    ['null for isNull', missing, { name: null }, true],
    ['nothing for isNull', missing, {}, true],
    ['an empty text for isNull', missing, { name: '' }, false],
    ['contains, the middle', has('b'), { name: 'abc' }, true],
    ['contains, the whole', has('abc'), { name: 'abc' }, true],
    ['contains, the empty text', has(''), { name: '' }, true],
    ['contains, another text', has('d'), { name: 'abc' }, false],
    ['contains, a longer text', has('abcd'), { name: 'abc' }, false],
    ['contains, another case', has('ProB'), { name: 'macbook-pROBE' }, true],
    ['contains, another case beyond ASCII', has('ÉLAN'), { name: 'Mac of élan' }, true],
    ['contains, another accent', has('elan'), { name: 'élan' }, false],
    ['contains, a final sigma', has('ΟΔΟΣ'), { name: 'οδος 7' }, true],
    ['contains, a sigma that is not final', has('ΟΔΟΣ'), { name: 'οδοσα' }, true],
    ['contains, two letters for one', has('ss'), { name: 'Straße' }, false],
    ['contains, the Kelvin sign', has('k'), { name: '\u212a' }, false],
    ['contains, null', has(''), { name: null }, false],
    ['contains, no text', has(''), {}, false],
    ['contains, a list', has('a'), { name: ['a'] }, false],
    ['ne, equal', count('ne', 7), { count: 7 }, false],
    ['ne, less', count('ne', 7), { count: 6 }, true],
    ['ne, more', count('ne', 7), { count: 8 }, true],
    ['ne, null', count('ne', 7), { count: null }, false],
    ['ne, the same time elsewhere', at('ne', '2026-01-01T00:00:00Z'), { at: '2026-01-01T01:00:00+01:00' }, false],
    ['ne, another time', at('ne', '2026-01-01T00:00:00Z'), { at: '2026-01-01T00:00:00+01:00' }, true],
    ['ne, no time', at('ne', '2026-01-01T00:00:00Z'), { at: null }, false],
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
    ['an equal GUID', guid('5f0b2c1a-1111'), { id: '5f0b2c1a-1111' }, true],
    ['a GUID in capital letters', guid('5f0b2c1a-1111'), { id: '5F0B2C1A-1111' }, true],
    ['a GUID of a condition in capital letters', guid('5F0B2C1A-1111'), { id: '5f0b2c1a-1111' }, true],
    ['another GUID', guid('5f0b2c1a-1111'), { id: '5f0b2c1a-1112' }, false],
    ['null for a GUID', guid('null'), { id: null }, false],
    ['no GUID', guid('undefined'), {}, false],
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

  it('matches one row after the other, each by its own texts', () => {
    const other: Condition = { kind: 'contains', property: 'other', value: 'A' };
    const judge = judgeOf(or(and(has('A'), has('B')), and(not(has('a')), other)));
    const rows = [
      { name: 'ab', other: 'x' },
      { name: 'a', other: 'a' },
      { name: 'c', other: 'a' },
      { name: null, other: 'a' },
      { other: 'a' },
      { name: 'Ba' },
    ];
    expect(rows.map(judge)).toEqual([true, false, true, true, true, true]);
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
