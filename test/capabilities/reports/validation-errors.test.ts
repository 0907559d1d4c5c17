/** Validation errors for a form (`segments`), a person (`message`) and other languages (`rule` with its bounds). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validationRules, type ValidationProblem } from '../../../src/core/validation-problem.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator, referenceExample } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

async function problems(query: string, variables: object = {}): Promise<Partial<ValidationProblem>[]> {
  const before = gateway.graph.requests.length;
  const { json } = await gateway.send(query, variables);
  expect(json.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  expectCalls(gateway.graph.requests, before);
  const found = json.errors?.[0]?.extensions['validationErrors'] as ValidationProblem[];
  for (const { path, segments, rule } of found) {
    expect(path).toBe(segments.join('.'));
    expect(Object.keys(validationRules)).toContain(rule);
  }
  return found;
}

const root = 'macOSSoftwareUpdateAccountSummaries';
const create = 'mutation ($data: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $data) { id } }';
const bulk = `mutation ($rows: [CreateSummaryInput!]!) { createMacOSSoftwareUpdateAccountSummaries(inputs: $rows) { index } }`;
const update =
  'mutation ($data: UpdateSummaryInput!) { updateMacOSSoftwareUpdateAccountSummary(id: "a", input: $data) { id } }';
const list = `query ($f: Int, $a: String, $where: MacOSSoftwareUpdateAccountSummaryFilter, $by: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
  ${root}(first: $f, after: $a, filter: $where, orderBy: $by) { totalCount } }`;
const category = `mutation ($x: CreateCategorySummaryInput!) {
  createMacOSSoftwareUpdateCategorySummary(accountSummaryId: "a", input: $x) { id } }`;

const {
  displayName,
  deviceId,
  userId,
  successfulUpdateCount,
  failedUpdateCount,
  totalUpdateCount,
  lastUpdatedDateTime,
} = referenceExample;
const categoryExample = {
  displayName,
  deviceId,
  userId,
  successfulUpdateCount,
  failedUpdateCount,
  totalUpdateCount,
  lastUpdatedDateTime,
};
const report = (changes: object): object => ({ data: { ...referenceExample, ...changes } });
const counts = 'must be between 0 and 2,147,483,647';
const mixed = { ...referenceExample, displayName: '' };

describe('a broken rule', () => {
  it.each<[what: string, query: string, variables: object, expected: object]>([
    [
      'a missing property',
      create,
      report({ displayName: undefined }),
      { path: 'input.displayName', rule: 'REQUIRED', message: 'displayName is required' },
    ],
    ['null', create, report({ displayName: null }), { path: 'input.displayName', rule: 'REQUIRED' }],
    ['no input', create, {}, { segments: ['input'], rule: 'REQUIRED', message: 'input is required' }],
    ['an empty text', create, report({ displayName: '' }), { path: 'input.displayName', rule: 'BLANK' }],
    [
      'a long text',
      create,
      report({ displayName: 'x'.repeat(1025) }),
      { path: 'input.displayName', rule: 'TOO_LONG', limit: 1024 },
    ],
    [
      'a negative count',
      create,
      report({ failedUpdateCount: -1 }),
      { path: 'input.failedUpdateCount', rule: 'TOO_SMALL', limit: 0, message: `failedUpdateCount ${counts}` },
    ],
    [
      'a count beyond 32 bits',
      create,
      report({ failedUpdateCount: 2 ** 31 }),
      {
        path: 'input.failedUpdateCount',
        rule: 'TOO_LARGE',
        limit: 2 ** 31 - 1,
        message: `failedUpdateCount ${counts}`,
      },
    ],
    [
      'a count below 32 bits',
      create,
      report({ failedUpdateCount: -(2 ** 40) }),
      { rule: 'TOO_SMALL', limit: 0, message: `failedUpdateCount ${counts}` },
    ],
    [
      'half a count',
      create,
      report({ failedUpdateCount: 1.5 }),
      { rule: 'WRONG_TYPE', message: 'failedUpdateCount must be a whole number between 0 and 2,147,483,647' },
    ],
    [
      'a count as text',
      create,
      report({ failedUpdateCount: '1' }),
      { path: 'input.failedUpdateCount', rule: 'WRONG_TYPE' },
    ],
    [
      'a date without offset',
      create,
      report({ lastUpdatedDateTime: '2026-01-01T00:00:00' }),
      { path: 'input.lastUpdatedDateTime', rule: 'NOT_A_DATE_TIME' },
    ],
    [
      'a date as number',
      create,
      report({ lastUpdatedDateTime: 1 }),
      {
        path: 'input.lastUpdatedDateTime',
        rule: 'NOT_A_DATE_TIME',
        message:
          'lastUpdatedDateTime must be an existing date and time with an offset, as in 2017-01-01T00:00:56.8321556-08:00',
      },
    ],
    [
      'a field in another case',
      create,
      report({ devicename: 'x' }),
      {
        path: 'input.devicename',
        rule: 'UNKNOWN_FIELD',
        suggestion: 'deviceName',
        message: '"devicename" is not a field of CreateSummaryInput; the nearest is deviceName',
      },
    ],
    [
      'a field like no other',
      create,
      report({ colour: 'x' }),
      { path: 'input.colour', rule: 'UNKNOWN_FIELD', message: '"colour" is not a field of CreateSummaryInput' },
    ],
    ['an id with dots', create, report({ id: '..' }), { path: 'input.id', rule: 'NOT_AN_ID' }],
    ['a blank id', create, report({ id: ' ' }), { path: 'input.id', rule: 'BLANK' }],
    ['a long id', create, report({ id: 'x'.repeat(1025) }), { path: 'input.id', rule: 'TOO_LONG', limit: 1024 }],
    ['an id with half a pair', create, report({ id: '\ud800' }), { path: 'input.id', rule: 'NOT_WELL_FORMED' }],
    ['an id that JSON cannot hold', create, report({ id: 2 ** 60 }), { path: 'input.id', rule: 'NOT_EXACT' }],
    ['a text for an input', create, { data: 'a' }, { segments: ['input'], rule: 'WRONG_TYPE' }],
    [
      'a row',
      bulk,
      { rows: [referenceExample, mixed] },
      { path: 'inputs.1.displayName', segments: ['inputs', 1, 'displayName'], rule: 'BLANK' },
    ],
    [
      'a row with a wrong type',
      bulk,
      { rows: [referenceExample, { ...mixed, displayName: 1 }] },
      { segments: ['inputs', 1, 'displayName'], rule: 'WRONG_TYPE' },
    ],
    [
      'a row that is null',
      bulk,
      { rows: [null] },
      { segments: ['inputs', 0], rule: 'REQUIRED', message: 'inputs.0 is required' },
    ],
    ['no rows', bulk, { rows: [] }, { segments: ['inputs'], rule: 'TOO_FEW', limit: 1 }],
    [
      'a thousand rows and one',
      bulk,
      { rows: Array(1001).fill(referenceExample) },
      { segments: ['inputs'], rule: 'TOO_MANY', limit: 1000 },
    ],
    [
      'null where Graph promises a value',
      update,
      { data: { displayName: null } },
      { path: 'input.displayName', rule: 'NOT_CLEARABLE' },
    ],
    ['an empty change', update, { data: {} }, { segments: ['input'], rule: 'NOTHING_TO_CHANGE' }],
    [
      'a value of no enumeration',
      category,
      { x: { ...categoryExample, updateCategory: 'firmwares' } },
      {
        path: 'input.updateCategory',
        rule: 'NOT_ONE_OF',
        allowed: ['critical', 'configurationDataFile', 'firmware', 'other'],
        suggestion: 'firmware',
        message: 'updateCategory must be one of critical, configurationDataFile, firmware, other',
      },
    ],
    [
      'a number for an enumeration',
      category,
      { x: { ...categoryExample, updateCategory: 1 } },
      { path: 'input.updateCategory', rule: 'NOT_ONE_OF' },
    ],
    [
      'a direction in lower case',
      list,
      { by: [{ field: 'deviceName', direction: 'desc' }] },
      { segments: ['orderBy', 0, 'direction'], rule: 'NOT_ONE_OF', allowed: ['ASC', 'DESC'], suggestion: 'DESC' },
    ],
    [
      'no row in a page',
      list,
      { f: 0 },
      { segments: ['first'], rule: 'TOO_SMALL', limit: 1, message: 'first must be between 1 and 1,000' },
    ],
    ['a page that is too large', list, { f: 1001 }, { segments: ['first'], rule: 'TOO_LARGE', limit: 1000 }],
    [
      'a page beyond 32 bits',
      list,
      { f: 2 ** 31 },
      { segments: ['first'], rule: 'TOO_LARGE', limit: 1000, message: 'first must be between 1 and 1,000' },
    ],
    [
      'a page size as text',
      list,
      { f: '10' },
      { segments: ['first'], rule: 'WRONG_TYPE', message: 'first must be a whole number between 1 and 1,000' },
    ],
    ['another cursor', list, { a: 'abc' }, { segments: ['after'], rule: 'NOT_A_CURSOR' }],
    [
      'six criteria',
      list,
      { by: Array(6).fill({ field: 'id', direction: 'ASC' }) },
      { segments: ['orderBy'], rule: 'TOO_MANY', limit: 5 },
    ],
    [
      'a comparison with null',
      list,
      { where: { osVersion: { eq: null } } },
      {
        path: 'filter.osVersion.eq',
        rule: 'NULL_COMPARISON',
        message: 'eq must not be null; omit it if the filter has no such condition',
      },
    ],
    [
      'a comparison with null, deep',
      list,
      { where: { or: [{ not: { osVersion: { eq: null } } }] } },
      { segments: ['filter', 'or', 0, 'not', 'osVersion', 'eq'], rule: 'NULL_COMPARISON' },
    ],
    [
      'a wrong operator',
      list,
      { where: { osVersion: { startswith: 'a' } } },
      { path: 'filter.osVersion.startswith', rule: 'UNKNOWN_FIELD', suggestion: 'startsWith' },
    ],
    [
      'too many conditions',
      list,
      { where: { osVersion: { in: Array(51).fill('a') } } },
      { segments: ['filter'], rule: 'TOO_MANY', limit: 50 },
    ],
    [
      'too many values of a list',
      list,
      { where: { osVersion: { in: Array(1001).fill('a') } } },
      { segments: ['filter', 'osVersion', 'in'], rule: 'TOO_MANY', limit: 1000 },
    ],
  ])('is named, with its bounds and its place: %s', async (_what, query, variables, expected) => {
    const found = await problems(query, variables);
    expect(found).toMatchObject([expected]);
    const { rule, limit, allowed, suggestion } = expected as Partial<ValidationProblem>;
    if (rule === 'UNKNOWN_FIELD') expect(found[0]?.suggestion).toBe(suggestion);
    if (limit === undefined) expect(found[0]).not.toHaveProperty('limit');
    if (rule !== 'NOT_ONE_OF' && allowed === undefined) expect(found[0]).not.toHaveProperty('allowed');
  });

  it.each<[what: string, query: string, variables: object, segments: (string | number)[]]>([
    [
      'a part of an input',
      'mutation ($n: String!) { updateMacOSSoftwareUpdateAccountSummary(id: "a", input: { displayName: $n }) { id } }',
      { n: 1 },
      ['input', 'displayName'],
    ],
    [
      'a part of a filter',
      `query ($n: [String!]) { ${root}(filter: { or: [{}, { osVersion: { in: $n } }] }) { totalCount } }`,
      { n: ['a', 1] },
      ['filter', 'or', 1, 'osVersion', 'in', 1],
    ],
    [
      'the first of two arguments',
      `query ($n: Int) { b: ${root}(first: $n) { totalCount } a: ${root}(first: 1, orderBy: []) { totalCount } ...F }
      fragment F on Query { c: ${root}(first: $n) { totalCount } }`,
      { n: 'x' },
      ['first'],
    ],
    [
      'an argument in a fragment',
      `query ($n: ID!) { ...F } fragment F on Query { macOSSoftwareUpdateAccountSummary(id: $n) { id } }`,
      { n: {} },
      ['id'],
    ],
    ['an argument of a directive', 'query ($n: Boolean!) { ... @include(if: $n) { __typename } }', { n: 1 }, ['if']],
  ])('starts at the argument, whatever the variable is called: %s', async (_what, query, variables, segments) => {
    expect(await problems(query, variables)).toMatchObject([{ segments }]);
  });
});

it('the message names up to five broken rules, and counts the others', async () => {
  const message = async (changes: object): Promise<string | undefined> =>
    (await gateway.send(create, report(changes))).json.errors?.[0]?.message;
  const texts = ['displayName', 'deviceId', 'userId', 'deviceName', 'osVersion', 'userPrincipalName'];
  const blank = (count: number): object => Object.fromEntries(texts.slice(0, count).map((name) => [name, '']));
  const must = 'must contain a non-whitespace character';
  expect(await message(blank(2))).toBe(`The input breaks 2 rules: displayName ${must}; deviceId ${must}.`);
  expect(await message(blank(6))).toMatch(/^The input breaks 6 rules: (\w+ must [^;]+; ){5}and 1 more\.$/);
});

it('docs/errors.md has each rule, with its meaning', () => {
  const [, section = ''] = readFileSync('docs/errors.md', 'utf8').split(/^## Broken rules$/m);
  const rows = [...(section.split(/^## /m)[0] ?? '').matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)];
  expect(rows.map(([, rule, meaning]) => [rule, meaning])).toEqual(Object.entries(validationRules));
});
