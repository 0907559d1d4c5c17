/** What Graph is asked for: never fewer rows than the condition has, however Graph compares texts. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { accountSummary } from '../../src/emulator/graph/entity-types.js';
import { parseFilter } from '../../src/emulator/graph/filter.js';
import { defaultQuirks } from '../../src/emulator/graph/index.js';
import type { Condition, Operator } from '../../src/graph/odata.js';
import { filtersFor } from '../../src/summaries/listing/graph-filter.js';
import { isAlways, isNever, judgeOf, simplified } from '../../src/summaries/listing/matching.js';
import { tries } from '../support/fuzz.js';

const and = (...conditions: Condition[]): Condition => ({ kind: 'and', conditions });
const or = (...conditions: Condition[]): Condition => ({ kind: 'or', conditions });
const not = (condition: Condition): Condition => ({ kind: 'not', condition });
const has = (value: string): Condition => ({ kind: 'contains', property: 'deviceName', value });
const begins = (value: string): Condition => ({ kind: 'startsWith', property: 'deviceName', value });
const missing: Condition = { kind: 'isNull', property: 'deviceName' };
const oneOf = (kind: 'in' | 'notIn', values: string[]): Condition => ({ kind, property: 'deviceName', values });
const name = (operator: 'eq' | 'ne', value: string): Condition => ({
  kind: 'compare',
  property: 'deviceName',
  operator,
  literal: { type: 'string', value },
});
const count = (operator: Operator, value: number): Condition => ({
  kind: 'compare',
  property: 'failedUpdateCount',
  operator,
  literal: { type: 'number', value },
});
const at = (operator: Operator, value: string): Condition => ({
  kind: 'compare',
  property: 'lastUpdatedDateTime',
  operator,
  literal: { type: 'date', value },
});
const time = '2026-01-01T00:00:00.0000001Z';
const finerTime = '2026-01-01T00:00:00.00000001Z';
const [whole, simple, none] = [
  (text: string) => ({ part: 'whole', text }),
  (text: string) => ({ part: 'simple', text }),
  { part: 'none', text: undefined },
];

describe('Graph is asked', () => {
  it.each<[what: string, condition: Condition, filters: object[]]>([
    ['for equal texts', name('eq', 'a'), [whole("deviceName eq 'a'"), none]],
    ['for some texts', oneOf('in', ['a']), [whole("deviceName in ('a')"), none]],
    ['for a beginning', begins('Ä'), [whole("startswith(deviceName,'Ä')"), none]],
    ['for a part', has('Mac'), [whole("contains(tolower(deviceName),'mac')"), none]],
    ['for a part without letters', has('26.'), [whole("contains(deviceName,'26.')"), none]],
    [
      'for the ASCII characters of a part',
      has('Büro 7'),
      [whole("(contains(tolower(deviceName),'b')) and (contains(tolower(deviceName),'ro 7'))"), none],
    ],
    ['for missing values', missing, [whole('deviceName eq null'), none]],
    ['for values', not(missing), [whole('deviceName ne null'), none]],
    ['for other numbers', count('ne', 7), [whole('failedUpdateCount ne 7'), none]],
    ['for numbers that are not so', not(count('ge', 7)), [whole('not (failedUpdateCount ge 7)'), none]],
    ['for times', at('ge', time), [whole(`lastUpdatedDateTime ge ${time}`), none]],
    ['for an equal time', at('eq', time), [whole(`lastUpdatedDateTime eq ${time}`), none]],
    [
      'first with functions, then without',
      and(has('a'), count('gt', 0), begins('b')),
      [
        whole("(contains(tolower(deviceName),'a')) and (failedUpdateCount gt 0) and (startswith(deviceName,'b'))"),
        simple('failedUpdateCount gt 0'),
        none,
      ],
    ],
    ['for the rest of a condition', and(name('ne', 'a'), count('gt', 0)), [whole('failedUpdateCount gt 0'), none]],
    ['for the rest of a negation', not(or(name('eq', 'a'), missing)), [whole('deviceName ne null'), none]],
  ])('%s', (_what, condition, filters) => {
    expect(filtersFor(condition)).toEqual(filters);
  });

  it.each<[what: string, condition: Condition | undefined]>([
    ['any row', undefined],
    ['another text', name('ne', 'a')],
    ['none of some texts', oneOf('notIn', ['a'])],
    ['a text that is not equal', not(name('eq', 'a'))],
    ['a text that is not one of some', not(oneOf('in', ['a']))],
    ['a text that does not begin so', not(begins('a'))],
    ['a text that does not contain another one', not(has('a'))],
    ['a part without ASCII', has('é')],
    ['an empty part', has('')],
    ['another time', at('ne', time)],
    ['a time that is not equal', not(at('eq', time))],
    ['a time with more than seven digits', at('lt', finerTime)],
    ['a part of an alternative', or(count('gt', 0), name('ne', 'a'))],
    ['a part of a negation', not(and(count('gt', 0), name('eq', 'a')))],
  ])('for every row if the condition is %s', (_what, condition) => {
    expect(filtersFor(condition)).toEqual([none]);
  });
});

const texts = fc.constantFrom('', 'a', 'A', 'a ', 'á', 'Ab', 'abc', 'É1', 'é1', '1', 'K', '\u212a', 'ß', "O'B");
const numbers = fc.constantFrom(0, 1, 2);
const times = fc.constantFrom(time, finerTime, '2026-01-01T01:00:00+01:00', '2026-01-02T00:00:00Z');
const operator = fc.constantFrom<Operator>('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(fc.constantFrom<'eq' | 'ne'>('eq', 'ne'), texts).map(([each, value]) => name(each, value)),
  fc
    .tuple(fc.constantFrom<'in' | 'notIn'>('in', 'notIn'), fc.array(texts, { maxLength: 3 }))
    .map(([kind, values]) => oneOf(kind, values)),
  texts.map(begins),
  texts.map(has),
  fc.constant(missing),
  fc.tuple(operator, numbers).map(([each, value]) => count(each, value)),
  fc.tuple(operator, times).map(([each, value]) => at(each, value)),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((conditions) => and(...conditions)),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((conditions) => or(...conditions)),
    tie('condition').map(not),
  ),
}));
const row = fc.record({
  id: fc.constant('1'),
  deviceName: fc.oneof(texts, fc.constant(null)),
  failedUpdateCount: numbers,
  lastUpdatedDateTime: times.filter((each) => each !== finerTime),
});

describe('any condition', () => {
  it('has no row that Graph leaves out, whether Graph compares texts exactly or loosely', () => {
    fc.assert(
      fc.property(condition, fc.array(row, { minLength: 1, maxLength: 8 }), fc.boolean(), (made, rows, looseTexts) => {
        const small = simplified(made);
        fc.pre(!isAlways(small) && !isNever(small));
        const matching = rows.filter(judgeOf(small));
        for (const { text } of filtersFor(small)) {
          if (text === undefined) continue;
          const quirks = { ...defaultQuirks, looseTexts };
          const passes = parseFilter(accountSummary, text, quirks);
          expect(matching.filter((each) => !passes(each))).toEqual([]);
        }
      }),
      tries(5000),
    );
  });
});
