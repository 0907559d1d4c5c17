import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { times } from '../../support/documents.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const bulk = 'createMacOSSoftwareUpdateAccountSummaries';
const read = 'macOSSoftwareUpdateAccountSummary';
const categories = 'categorySummaries { id }';
const states = 'categorySummaries { updateStateSummaries { id } }';
const bulkMutation = `mutation ($i: [CreateSummaryInput!]!) { ${bulk}(inputs: $i) { index } }`;
const references = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary';
const reference = { __typename: 'MacOSSoftwareUpdateAccountSummary', id: 'a' };
const inputs = (count: number): object[] => Array<object>(count).fill(referenceExample);

/** Gateways over one emulated Graph, by their cost limit. */
describe('the cost of an operation', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  const doors = new Map<number, TestGateway>();
  const doorOf = async (maxCost: number): Promise<TestGateway> => {
    const door = doors.get(maxCost) ?? (await gatewayOver(gateway.graph.url, { QUERY_MAX_COST: `${maxCost}` }));
    doors.set(maxCost, door);
    return door;
  };
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(async () => {
    for (const door of doors.values()) await door.stop();
    await gateway.stop();
  });

  it.each<[number, string, string, object?]>([
    [2, 'two reads', `{ a: ${read}(id: "a") { id } b: ${read}(id: "b") { id device { id } } }`],
    [6, 'a read with categories and their states', `{ ${read}(id: "a") { ${states} } }`],
    [
      2,
      'a read through fragments',
      `{ ${read}(id: "a") { ...F } } fragment F on Mac { ${categories} }`.replace(
        'Mac',
        'MacOSSoftwareUpdateAccountSummary',
      ),
    ],
    [10, 'a list', `{ ${list}(first: 1000) { nodes { id } totalCount } }`],
    [60, 'a list of 50 with categories', `{ ${list} { nodes { ${categories} } } }`],
    [60, 'a list of 50 by its edges', `{ ${list}(first: null) { edges { node { ${categories} } } } }`],
    [
      110,
      'a list whose size is a variable',
      `query ($n: Int) { ${list}(first: $n) { nodes { ${categories} } } }`,
      { n: 100 },
    ],
    [310, 'a list whose size is a default', `query ($n: Int = 300) { ${list}(first: $n) { nodes { ${categories} } } }`],
    [1010, 'a list of the largest size, for a larger one', `{ ${list}(first: 9999) { nodes { ${categories} } } }`],
    [11, 'a list of the smallest size, for a smaller one', `{ ${list}(first: -9999) { nodes { ${categories} } } }`],
    [
      20,
      'two deletions',
      'mutation { a: deleteMacOSSoftwareUpdateAccountSummary(id: "a") b: deleteMacOSSoftwareUpdateAccountSummary(id: "b") }',
    ],
    [10_000, 'a creation of 1,000', bulkMutation, { i: inputs(1000) }],
    [15, '15 references', `${references} { id } } }`, { r: Array(15).fill(reference) }],
    [
      22,
      'the reports of two Macs',
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ManagedDevice { ${list} { nodes { id } } } } }`,
      { r: Array(2).fill({ __typename: 'ManagedDevice', id: 'a' }) },
    ],
    [
      510,
      'a walk from reports to their Macs and back',
      `{ ${list} { nodes { device { ${list}(first: 1) { totalCount } } } } }`,
    ],
    [
      2,
      'a read next to one that is skipped',
      `query ($b: Boolean!) { a: ${read}(id: "a") { ${categories} } b: ${read}(id: "b") @include(if: $b) { id } }`,
      { b: false },
    ],
  ])('is %i for %s', async (cost, _what, query, variables = {}) => {
    const sent = gateway.graph.requests.length;
    const { status, json } = await (await doorOf(cost - 1)).send(query, variables);
    expect([status, json]).toEqual([
      400,
      {
        errors: [
          {
            message: `The operation costs ${cost.toLocaleString('en')}; the limit is ${(cost - 1).toLocaleString('en')}.`,
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      },
    ]);
    expectCalls(gateway.graph.requests, sent);
    expect((await (await doorOf(cost)).send(query, variables)).text).not.toContain('possible');
  });

  it('accepts ordinary operations by default', async () => {
    for (const query of [
      `{ ${list}(first: 1000) { nodes { id displayName } totalCount } }`,
      `{ ${list}(first: 100) { nodes { id ${states} } } }`,
      `{ ${list}(first: 1000) { nodes { id ${states} } } }`,
    ]) {
      expect((await gateway.send(query)).json.errors).toBeUndefined();
    }
    expect((await gateway.send(bulkMutation, { i: inputs(1000) })).json.errors).toBeUndefined();
  });

  it('rejects 20 creations of 1,000 by default', async () => {
    const sent = gateway.graph.requests.length;
    const query = `mutation ($i: [CreateSummaryInput!]!) { ${times(20, (index) => `a${index}: ${bulk}(inputs: $i) { index }`)} }`;
    const { json } = await gateway.send(query, { i: inputs(1000) });
    expect(json.errors?.[0]?.message).toBe('The operation costs 200,000; the limit is 10,000.');
    expectCalls(gateway.graph.requests, sent);
  });

  it('is counted even next to a field that cannot run, or a directive without a value', async () => {
    const costly = `${list}(first: 1000) { nodes { ${states} } }`;
    const door = await doorOf(100);
    const sent = gateway.graph.requests.length;
    for (const [query, variables] of [
      [`query ($id: ID = "a") { a: ${read}(id: $id) { id } ${costly} }`, { id: null }],
      [`query ($if: Boolean = true) { a: __typename @include(if: $if) ${costly} }`, { if: null }],
    ] as const) {
      const { status, json } = await door.send(query, variables);
      expectRefused({ status, json }, { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    }
    expectCalls(gateway.graph.requests, sent);
  });

  it('is computed again each time: invalid variables before do not make a document cheaper', async () => {
    const door = await doorOf(1);
    const query = `query ($id: ID = "a") { a: ${read}(id: $id) { id } b: ${read}(id: $id) { id } }`;
    await door.send(query, { id: null });
    const before = gateway.graph.requests.length;

    const { status, json } = await door.send(query, { id: 'a' });

    expectRefused({ status, json }, { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expectCalls(gateway.graph.requests, before);
  });

  it('leaves invalid variables to the error that explains them', async () => {
    const { json } = await (await doorOf(100)).send(bulkMutation, { i: [{}] });
    expectRefused({ json }, { code: 'BAD_USER_INPUT' });
    const nameless = await (await doorOf(100)).send(`query A { ${list} { nodes { id } } } query B { __typename }`);
    expectRefused(nameless, { code: 'OPERATION_RESOLUTION_FAILURE' });
  });
});
