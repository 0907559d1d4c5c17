import { describe, expect, it } from '@jest/globals';
import {
  filterText,
  orderText,
  projectionOptions,
  queryText,
  type Condition,
  type Operator,
} from '../../src/graph/odata.js';

const name = (value: string): Condition => ({
  kind: 'compare',
  property: 'name',
  operator: 'eq',
  literal: { type: 'string', value },
});
const count = (operator: Operator): Condition => ({
  kind: 'compare',
  property: 'count',
  operator,
  literal: { type: 'number', value: 7 },
});
const begins: Condition = { kind: 'startsWith', property: 'name', value: "O'B" };
const missing: Condition = { kind: 'isNull', property: 'name' };
const has = (value: string): Condition => ({ kind: 'contains', property: 'name', value });

describe('$filter', () => {
  it.each<[text: string, condition: Condition]>([
    ["name eq 'a'", name('a')],
    ["name eq 'O''Brien''s'", name("O'Brien's")],
    ['count eq 7', count('eq')],
    ['count ne 7', count('ne')],
    ['count gt 7', count('gt')],
    ['count ge 7', count('ge')],
    ['count lt 7', count('lt')],
    ['count le 7', count('le')],
    [
      'at ge 2026-01-01T00:00:00.5+01:00',
      {
        kind: 'compare',
        property: 'at',
        operator: 'ge',
        literal: { type: 'date', value: '2026-01-01T00:00:00.5+01:00' },
      },
    ],
    [
      "id eq '5f0b''2c1a'",
      { kind: 'compare', property: 'id', operator: 'eq', literal: { type: 'guid', value: "5f0b'2c1a" } },
    ],
    ["name in ('a')", { kind: 'in', property: 'name', values: ['a'] }],
    ["name in ('a','b''c','')", { kind: 'in', property: 'name', values: ['a', "b'c", ''] }],
    ["startswith(name,'O''B')", begins],
    ["not (startswith(name,'O''B'))", { kind: 'not', condition: begins }],
    ['name eq null', missing],
    ['name ne null', { kind: 'not', condition: missing }],
    [
      '(name ne null) and (count eq 7)',
      { kind: 'and', conditions: [{ kind: 'not', condition: missing }, count('eq')] },
    ],
    ["contains(tolower(name),'o''b')", has("O'B")],
    ["contains(tolower(name),'1b')", has('1b')],
    ["contains(name,'26.1')", has('26.1')],
    ["contains(name,'')", has('')],
    ["not (name in ('a','b'))", { kind: 'notIn', property: 'name', values: ['a', 'b'] }],
    ['(count gt 7) and (count lt 7)', { kind: 'and', conditions: [count('gt'), count('lt')] }],
    ["(startswith(name,'O''B')) or (count eq 7)", { kind: 'or', conditions: [begins, count('eq')] }],
    ['(count eq 7)', { kind: 'and', conditions: [count('eq')] }],
    ['true', { kind: 'and', conditions: [] }],
    ['false', { kind: 'or', conditions: [] }],
    ['not (true)', { kind: 'not', condition: { kind: 'and', conditions: [] } }],
    ["not (not (name eq 'a'))", { kind: 'not', condition: { kind: 'not', condition: name('a') } }],
  ])('%s', (text, condition) => {
    expect(filterText(condition)).toBe(text);
  });
});

describe('$orderby', () => {
  it('names each property, and the direction where it is not the usual one', () => {
    const orders = [
      { property: 'name', descending: true },
      { property: 'count', descending: false },
      { property: 'id', descending: true },
    ];
    expect(orderText(orders)).toBe('name desc,count,id desc');
    expect(orderText([])).toBe('');
  });
});

describe('the options of a request', () => {
  it('name what is selected and what comes along', () => {
    expect(projectionOptions({ select: ['id', 'name'], expand: 'children($select=id)' })).toEqual({
      $select: 'id,name',
      $expand: 'children($select=id)',
    });
    expect(projectionOptions({ select: ['id'], expand: undefined })).toEqual({ $select: 'id', $expand: undefined });
  });

  it.each<[query: string, options: Record<string, string | number | undefined>]>([
    ['', {}],
    ['', { $expand: undefined }],
    ['?$top=5', { $top: 5 }],
    ['?$top=0', { $top: 0 }],
    ['?$select=', { $select: '' }],
    ['?$select=id,name,count&$top=5', { $select: 'id,name,count', $expand: undefined, $top: 5 }],
    [`?$filter=name%20eq%20'a%26b%23c%3Fd%3De%2Bf'`, { $filter: "name eq 'a&b#c?d=e+f'" }],
  ])('are the text %j', (query, options) => {
    expect(queryText(options)).toBe(query);
  });
});
