import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/graphql/limits/limits.js';
import { times } from '../../support/documents.js';
import { expectCalls } from '../../support/expect-calls.js';
import {
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  type TestGateway,
} from '../../support/start.js';

const list = '{ macOSSoftwareUpdateAccountSummaries(first: 1000) { nodes { displayName } } }';

describe('the errors of a response', () => {
  const listWith = async (brokenRows: number): Promise<Awaited<ReturnType<TestGateway['send']>>['json']> => {
    const value = Array.from({ length: brokenRows }, (_, index) => ({ id: `r-${index}`, displayName: 7 }));
    const graph = await scriptedGraph((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ value }));
    });
    const gateway = await gatewayOver(graph.url);
    const { json } = await gateway.send(list);
    await gateway.stop();
    await graph.stop();
    return json;
  };

  it(`are returned up to ${limits.errors}`, async () => {
    const { data, errors } = await listWith(limits.errors);
    expect(data).toEqual({ macOSSoftwareUpdateAccountSummaries: { nodes: Array(limits.errors).fill(null) } });
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['GRAPH_BAD_RESPONSE']));
    expect(errors).toHaveLength(limits.errors);
  });

  it(`end with the number of the omitted ones beyond ${limits.errors}, and the data is complete`, async () => {
    const { data, errors } = await listWith(1000);
    expect(data).toEqual({ macOSSoftwareUpdateAccountSummaries: { nodes: Array(1000).fill(null) } });
    expect(errors).toHaveLength(limits.errors);
    expect(errors?.at(-1)).toEqual({
      message: '901 more errors are omitted; a response has at most 100.',
      extensions: { code: 'TOO_MANY_ERRORS' },
    });
  });

  it(`are at most ${limits.errors} for a document as well`, async () => {
    const gateway = await gatewayOverEmulator();
    const field = 'macOSSoftwareUpdateAccountSummary(id: "a")';
    const { status, json } = await gateway.send(`{ ${field} { ${times(150, (index) => `unknown${index}`)} } }`);
    await gateway.stop();
    expect([status, json.errors?.length]).toEqual([400, limits.errors]);
    expect(json.errors?.at(-1)).toEqual({
      message: 'Too many validation errors, error limit reached. Validation aborted.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });
});

describe('in production, an error that suggests a name of the schema', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({}, { NODE_ENV: 'production' });
  });
  afterAll(() => gateway.stop());

  const lists = 'macOSSoftwareUpdateAccountSummaries';
  const create = 'createMacOSSoftwareUpdateAccountSummary';
  const categoryInput =
    'mutation ($i: CreateCategorySummaryInput!) { createMacOSSoftwareUpdateCategorySummary(accountSummaryId: "a", input: $i) { id } }';
  it.each<[string, string, object?]>([
    ['a root field', '{ macOSSoftwareUpdateAccountSummari(id: "a") { id } }'],
    ['a field', `{ ${lists} { nodes { displayNam } } }`],
    ['a field on another type', `{ ${lists} { displayName } }`],
    ['an argument', `{ ${lists}(frst: 1) { nodes { id } } }`],
    ['an argument of a directive', '{ __typename @include(iff: true) }'],
    ['a type', '{ ...F } fragment F on Quer { __typename }'],
    ['the type of a variable', `query ($a: StringFilte) { ${lists}(filter: { deviceId: $a }) { nodes { id } } }`],
    ['a field of an input', `{ ${lists}(filter: { deviceI: { eq: "a" } }) { nodes { id } } }`],
    ['an operator', `{ ${lists}(filter: { deviceId: { starsWith: "a" } }) { nodes { id } } }`],
    ['the value of an enum', `{ ${lists}(orderBy: [{ field: deviceNam }]) { nodes { id } } }`],
    ['the value of an enum, as text', `{ ${lists}(orderBy: [{ field: "deviceName" }]) { nodes { id } } }`],
    [
      'the default of a variable',
      `query ($o: OrderDirection = ASCE) { ${lists}(orderBy: [{ field: id, direction: $o }]) { nodes { id } } }`,
    ],
    [
      'the value of an enum in a variable',
      `query ($o: [MacOSSoftwareUpdateAccountSummaryOrder!]) { ${lists}(orderBy: $o) { nodes { id } } }`,
      { o: [{ field: 'deviceNam' }] },
    ],
    ['the value of an enum in an input', categoryInput, { i: { ...referenceExample, updateCategory: 'critica' } }],
    [
      'a field of an input in a variable',
      `mutation ($i: CreateSummaryInput!) { ${create}(input: $i) { id } }`,
      { i: { ...referenceExample, displayNam: 'a' } },
    ],
    [
      'a field of a filter in a variable',
      `query ($f: MacOSSoftwareUpdateAccountSummaryFilter) { ${lists}(filter: $f) { nodes { id } } }`,
      { f: { deviceI: { eq: 'a' } } },
    ],
  ])('does not, for %s', async (_what, query, variables = {}) => {
    const { status, text, json } = await gateway.send(query, variables);
    expect([status, text.includes('Did you mean')]).toEqual([400, false]);
    expect(json.errors?.[0]?.extensions.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
    expectCalls(gateway.graph.requests, 0);
  });
});
