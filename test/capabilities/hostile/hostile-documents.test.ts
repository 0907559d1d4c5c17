import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fragmentBomb, lists, nested, report, reportType, times } from '../../support/documents.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, type TestGateway } from '../../support/start.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const cycle = (length: number): string =>
  `{ ${report} { ...F0 } } ` +
  times(length, (index) => `fragment F${index} on ${reportType} { id ...F${(index + 1) % length} }`);

const document = 'GRAPHQL_VALIDATION_FAILED';
const input = 'BAD_USER_INPUT';

describe('documents that attack', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let production: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    production = await gatewayOver(gateway.graph.url, { NODE_ENV: 'production' });
  });
  afterAll(async () => {
    await production.stop();
    await gateway.stop();
  });

  it.each<[string, string, string, string?]>([
    ['101 aliases of __typename', document, `{ ${times(101, (index) => `a${index}: __typename`)} }`],
    ['1,000 aliases of a read', document, `{ ${times(1000, (index) => `a${index}: ${report} { id }`)} }`],
    ['21 reads', document, `{ ${times(21, (index) => `a${index}: ${report} { id }`)} }`],
    ['the same field 500 times', document, `{ ${report} { ${'id '.repeat(500)} } }`],
    ['the same field 50,000 times', document, `{ ${report} { ${'id '.repeat(50_000)} } }`],
    ['the same field 500 times in inline fragments', document, `{ ${report} { ${'... { id } '.repeat(500)} } }`],
    ['the same fragment 500 times', document, `{ ...F ${'...F '.repeat(500)} } fragment F on Query { __typename }`],
    ['ten unknown directives on a field', document, `{ __typename ${times(10, (index) => `@d${index}`)} }`],
    ['the same directive 1,000 times', document, `{ __typename ${'@skip(if: false) '.repeat(1000)} }`],
    ['500 directives on fields', document, `{ ${report} { ${'id @skip(if: false) '.repeat(500)} } }`],
    ['500 fields in each other', document, nested(500)],
    ['100,000 fields in each other', document, '{f'.repeat(100_000)],
    ['children of children', document, `{ ${report} ${nested(12, 'categorySummaries')} }`],
    ['a bomb of 2 to the 10 fields', document, fragmentBomb(10)],
    ['a bomb of 2 to the 80 fields', document, fragmentBomb(80)],
    ['a bomb in an unused fragment', document, fragmentBomb(80).replace('...F0 ', 'id ')],
    ['a fragment that spreads itself', document, cycle(1)],
    ['a cycle of two fragments', document, cycle(2)],
    ['a cycle of 100 fragments', document, cycle(100)],
    ['a cycle in an unused fragment', document, cycle(3).replace('...F0 ', 'id ')],
    ['a cycle behind inline fragments', document, '{ ...F } fragment F on Query { ... { ... { ...F } } }'],
    ['100,000 tokens', document, `{ __typename ${'a: __typename '.repeat(33_333)} }`],
    ['a comment of 100,000 characters', document, `{ __typename } # ${'a'.repeat(100_000)}`],
    [
      'a list of 1,900 numbers',
      document,
      `{ ${list}(filter: { osVersion: { in: [${'1 '.repeat(1900)}] } }) { nodes { id } } }`,
    ],
    ['900 lists in each other', document, `{ ${list}(orderBy: ${lists(900)}) { nodes { id } } }`],
    ['introspection in itself', document, `{ __schema { types ${nested(20, 'ofType')} } }`],
    [
      '20 lists with children',
      document,
      `{ ${times(20, (index) => `a${index}: ${list}(first: 1000) { nodes { categorySummaries { updateStateSummaries { id } } } }`)} }`,
    ],
    [
      'a list with a negative page next to costly ones',
      document,
      `{ a: ${list}(first: -2147483648) { nodes { categorySummaries { id } } } ${times(11, (index) => `b${index}: ${list}(first: 1000) { nodes { categorySummaries { id } } }`)} }`,
    ],
    [
      'a filter of 20,000 not',
      input,
      `query ($f: ${reportType}Filter) { ${list}(filter: $f) { nodes { id } } }`,
      `{ "f": ${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)} }`,
    ],
    ['a variable of 25,000 lists', input, 'query ($a: Int) { __typename }', `{ "a": ${lists(25_000)} }`],
    [
      'a variable of 25,000 items',
      input,
      'query ($a: [Int]) { __typename }',
      `{ "a": [${Array(25_000).fill(1).join()}] }`,
    ],
    [
      '1,001 references',
      input,
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      `{ "r": [${Array(1001).fill('{}').join()}] }`,
    ],
  ])('%s: %s', async (_name, code, query, variables = '{}') => {
    const body = `{ "query": ${JSON.stringify(query)}, "variables": ${variables} }`;
    for (const { url } of [gateway, production]) {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer a' };
      const answer = await fetch(url, { method: 'POST', headers, body });
      const { errors, ...rest } = (await answer.json()) as { errors: { message: string; extensions: object }[] };
      expect([answer.status, errors.length, rest]).toEqual([400, 1, {}]);
      expect(errors[0]).toMatchObject({
        message: expect.stringMatching(/^[A-Z][^<>"$]+\.$/) as unknown,
        extensions: { code },
      });
    }
    expectCalls(gateway.graph.requests, 0);
    expect(gateway.log()).not.toContain('The gateway failed');
  });
});
