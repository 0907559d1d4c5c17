/**
 * Ids become parts of addresses: a text that is not an id is rejected in every place, and a valid one arrives
 * unchanged.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverAnswers } from '../../support/hostile-graph.js';
import { codesOf, faultOf, sendBytes } from '../../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample, type Answer } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const places: [string, string][] = [
  ['read', 'query ($id: ID!) { macOSSoftwareUpdateAccountSummary(id: $id) { displayName } }'],
  [
    'update',
    'mutation ($id: ID!) { updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { displayName: "a" }) { id } }',
  ],
  ['deletion', 'mutation ($id: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $id) }'],
  [
    "parent's",
    'query ($id: ID!) { macOSSoftwareUpdateCategorySummary(accountSummaryId: $id, id: "a") { displayName } }',
  ],
  [
    "grandparent's",
    'mutation ($id: ID!) { deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: $id, categorySummaryId: "a", id: "b") }',
  ],
  [
    'middle',
    'mutation ($id: ID!) { deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: "a", categorySummaryId: $id, id: "b") }',
  ],
];
const entities = `query ($r: [_Any!]!) {
  _entities(representations: $r) { __typename ... on MacOSSoftwareUpdateAccountSummary { displayName } ... on User { id } }
}`;
const typeName = 'MacOSSoftwareUpdateAccountSummary';

async function refused(answering: Promise<Answer>, code = 'BAD_USER_INPUT'): Promise<Answer> {
  const before = gateway.graph.requests.length;
  const answer = await answering;
  expect(faultOf(answer)).toBeUndefined();
  expectRefused(answer, { code });
  expectCalls(gateway.graph.requests, before);
  return answer;
}

const hostile: [string, string][] = [
  ['nothing', ''],
  ['one dot', '.'],
  ['two dots', '..'],
  ['many dots', '.....'],
  ['encoded dots', '%2e%2e'],
  ['doubly encoded dots', '%252e%252e'],
  ['a way up', 'a/../../users'],
  ['a batch', '$batch'],
  ['a count', '$count'],
  ['NUL', 'a\u0000b'],
  ['line breaks', 'a\r\nHost: evil.example\r\n\r\n'],
  ['a tab', 'a\tb'],
  ['half of a surrogate pair', '\ud800'],
  ['1,025 characters', 'a'.repeat(1025)],
  ['1,024 characters of nine each when encoded', '字'.repeat(1024)],
  ['nothing but white space', ' \u3000'],
  ['nothing but characters without a width', '\u200b\u2060'],
  ['dots behind an encoded slash', 'a%2f..%2fusers'],
  ['dots behind a doubly encoded back slash', 'a%255c%252e%252e'],
  ['100,000 characters', 'a'.repeat(100_000)],
];

describe.each(places)('as the id of a %s', (_place, query) => {
  const path = /(\w+): \$id/.exec(query)?.[1];

  it.each(hostile)('%s: refused', async (_what, id) => {
    await refused(gateway.send(query, { id }));
  });

  it.each([
    '9007199254740993',
    '12345678901234567890',
    '1e21',
    '-9007199254740993',
    '1e400',
    '1.5',
    'true',
    '[1]',
    '{}',
  ])('%s instead of a text: rejected, because JSON cannot hold it exactly or it is not an id', async (number) => {
    const body = `{"query":${JSON.stringify(query)},"variables":{"id":${number}}}`;
    const { status, json } = await refused(sendBytes(gateway.url, body));
    expect(status).toBe(400);
    expect(json.errors?.[0]?.extensions['validationErrors']).toMatchObject([{ path }]);
  });
});

describe('an id that could be one of Graph', () => {
  it.each([
    ...['~', 'a.b', '...a', 'A_b-1', 'a=b', 'a:b', 'a,b', '!@+|', 'a'.repeat(1024), '__proto__', 'constructor', '0'],
    ...[
      'a/b',
      'a%2fb',
      'a\\b',
      'a?$select=id',
      'a#b',
      'a&$filter=b',
      'a;b',
      "('x')",
      "Ada's",
      'a"b',
      'Design Mac 007',
      '100%',
    ],
    ...['🍎', 'Zoë', 'a\u202eb', '١٢٣', '\uff0e\uff0e', '<a>', '{id}', 'AAMkAD/z+LP4=', '*', '%2f', 'a%2e%2e'],
  ])('%s reaches Graph unchanged', async (id) => {
    const { json } = await gateway.send(places[0]?.[1] ?? '', { id });
    expectRefused({ json }, { code: 'NOT_FOUND' });
    const path = gateway.graph.requests.at(-1)?.path.split('?')[0] ?? '';
    const [segment, ...others] = path.replace('/deviceManagement/macOSSoftwareUpdateAccountSummaries/', '').split('/');
    expect([decodeURIComponent(segment ?? ''), others]).toEqual([id, []]);
    expect(segment).toMatch(/^(?:[\w.~-]|%[\dA-F]{2})+$/);
  });

  it('of a literal, longer than any number, reaches Graph digit for digit', async () => {
    await gateway.send('{ macOSSoftwareUpdateAccountSummary(id: 12345678901234567890) { displayName } }');
    expect(gateway.graph.requests.at(-1)?.path).toContain('/12345678901234567890?');
  });

  it('as an alias and a variable called __proto__, changes nothing but the names', async () => {
    const displayName = 'of the constructor';
    const { json } = await gateway.send(createMutation, { input: { ...referenceExample, displayName } });
    const { id } = json.data?.['created'] as { id: string };
    const query = `query ($constructor: ID!) { __proto__: macOSSoftwareUpdateAccountSummary(id: $constructor) { toString: displayName } }`;
    const { text } = await gateway.send(query, { constructor: id });
    expect(text.trim()).toBe(`{"data":{"__proto__":{"toString":"${displayName}"}}}`);
    await gateway.send(
      'query ($__proto__: ID = "b") { macOSSoftwareUpdateAccountSummary(id: $__proto__) { displayName } }',
    );
    expect(gateway.graph.requests.at(-1)?.path).toContain('/b?');
  });
});

describe('an id of Graph that makes an address too long', () => {
  it.each<[string, string, number]>([
    ['1,024 letters', 'a'.repeat(1024), 2],
    ['1,025 letters', 'a'.repeat(1025), 1],
    ['1,024 ideographs, which are nine times as long in an address', '字'.repeat(1024), 1],
    ['227 ideographs', '字'.repeat(227), 2],
    ['228 ideographs', '字'.repeat(228), 1],
  ])('%s: its children are read, or are an error and nothing is sent', async (_what, id, calls) => {
    const hostile = await gatewayOverAnswers();
    hostile.answers((request, response) => {
      const isList = request.url?.includes('categorySummaries?') === true;
      response.end(JSON.stringify(isList ? { value: [] } : { value: [{ id }] }));
    });
    const answer = await hostile.send(
      '{ macOSSoftwareUpdateAccountSummaries { nodes { id categorySummaries { id } } } }',
    );
    expect([hostile.calls.length, codesOf(answer)]).toEqual([calls, calls === 2 ? [] : ['GRAPH_BAD_RESPONSE']]);
    await hostile.stop();
  });
});

describe('as the key of a federation representation', () => {
  it.each(hostile)('%s: rejected without affecting others', async (_what, id) => {
    const { json } = await refused(gateway.send(entities, { r: [{ __typename: typeName, id }] }));
    expect(json.data).toEqual({ _entities: [null] });
  });

  it.each<[string, unknown]>([
    ['no object', 5],
    ['a list', [{ __typename: typeName, id: 'a' }]],
    ['without a type', { id: 'a' }],
    ['of no type', { __typename: null, id: 'a' }],
    ['of a type that is a number', { __typename: 5, id: 'a' }],
    ['of an unknown type', { __typename: 'Unknown', id: 'a' }],
    ['of a type that objects inherit', { __typename: 'constructor', id: 'a' }],
    ['of a scalar', { __typename: 'String', id: 'a' }],
    ['of a type that is not an entity', { __typename: 'PageInfo', id: 'a', hasNextPage: true }],
    ['of a type that would hand itself back', { __typename: 'CreateSummaryResult', id: 'a', index: 1 }],
    ['without one of its two keys', { __typename: 'MacOSSoftwareUpdateCategorySummary', id: 'a' }],
    ['with an empty key', { __typename: 'MacOSSoftwareUpdateCategorySummary', id: 'a', accountSummaryId: '' }],
    ['with one of its three keys', { __typename: 'MacOSSoftwareUpdateStateSummary', id: 'a' }],
    [
      'with a key that no address can hold',
      { __typename: 'MacOSSoftwareUpdateStateSummary', id: 'a', accountSummaryId: '..', categorySummaryId: 'b' },
    ],
    ['of the query itself', { __typename: 'Query', id: 'a' }],
    ['without a key', { __typename: typeName }],
    ['with a fraction as its key', { __typename: typeName, id: 1.5 }],
    ['with an object as its key', { __typename: 'User', id: { toString: 'a' } }],
    ['with null as its key', { __typename: 'User', id: null }],
    ['with an empty key', { __typename: 'ManagedDevice', id: '' }],
  ])('%s: rejected alone, the others are answered', async (_what, representation) => {
    const good = { __typename: 'User', id: 'ada' };
    const { json } = await refused(gateway.send(entities, { r: [good, representation, good] }));
    expect(json.data?.['_entities']).toEqual([good, null, good]);
    expect(json.errors?.map(({ path }) => path)).toEqual([['_entities', 1]]);
  });
});

describe('a missing value that is required', () => {
  it.each<[string, string, object]>([
    [
      'null for a variable with a default',
      'query ($id: ID = "a") { macOSSoftwareUpdateAccountSummary(id: $id) { id } }',
      { id: null },
    ],
    [
      'null inside an input',
      'mutation ($n: String = "a") { updateMacOSSoftwareUpdateAccountSummary(id: "a", input: { and: $n }) { id } }',
      { n: null },
    ],
    ['null for a condition', 'query ($b: Boolean = true) { __typename @skip(if: $b) }', { b: null }],
    [
      'null in an order',
      'query ($d: OrderDirection = ASC) { macOSSoftwareUpdateAccountSummaries(orderBy: { field: id, direction: $d }) { nodes { id } } }',
      { d: null },
    ],
  ])('%s: rejected as an error of the caller', async (_what, query, variables) => {
    const before = gateway.graph.requests.length;
    const answer = await gateway.send(query, variables);
    expect(faultOf(answer)).toBeUndefined();
    expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(codesOf(answer)[0]);
    expectCalls(gateway.graph.requests, before);
  });
});
