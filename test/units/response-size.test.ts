/** The estimate compared with real responses, for documents whose every value is known. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execute, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { limits } from '../../src/graphql/limits/limits.js';
import { responseSizes, type ResponseSize } from '../../src/graphql/limits/response-size.js';

const { schema, sdl } = schemaShape();
const sizes = responseSizes(schema, { sdlBytes: Buffer.byteLength(JSON.stringify(sdl)), maxKeyBytes: 1024 * 1024 });

const estimateOf = (text: string, variables: object = {}): { now: ResponseSize; largest: ResponseSize } => {
  const document = parse(text);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return {
    now: sizes.of(document, operation, variables as Record<string, unknown>),
    largest: sizes.largest(document, operation),
  };
};

const valuesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 1
    : Object.values(value).reduce((sum: number, member) => sum + valuesIn(member), 1);

const name = fc.stringMatching(/^[a-z]{1,30}$/);
const alias = fc.option(name, { nil: undefined });
const include = fc.constantFrom(
  '',
  '',
  ' @include(if: true)',
  ' @include(if: $no)',
  ' @skip(if: $no)',
  ' @skip(if: true)',
);
const leaf = (...names: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(alias, fc.constantFrom(...names), include)
    .map(([as, field, when]) => `${as ? `${as}: ` : ''}${field}${when}`);
const stubLeaves = fc.array(leaf('id', '__typename'), { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
const stub = fc.tuple(fc.constantFrom('ManagedDevice', 'User'), stubLeaves);
const stubSelection = fc
  .array(stub, { minLength: 1, maxLength: 4 })
  .map((all) => `${all.map(([type, leaves]) => `... on ${type} { ${leaves} }`).join(' ')} __typename`);
const rootField = fc.oneof(
  leaf('__typename'),
  fc.tuple(name, leaf('sdl', '__typename')).map(([as, below]) => `${as}: _service { ${below} }`),
  fc.tuple(name, stubSelection).map(([as, below]) => `${as}: _entities(representations: $r) { ${below} }`),
  fc.tuple(name, include).map(([as, when]) => `${as}: _entities(representations: $r) { ...F${when} }`),
);
const operation = fc.tuple(fc.array(rootField, { minLength: 1, maxLength: 8 }), fc.boolean(), stubSelection).map(
  ([fields, twice, fragment]) =>
    `query ($r: [_Any!]! = [], $no: Boolean = false) { __typename ${fields.join(' ')} ${twice ? fields.join(' ') : ''} }
       fragment F on _Entity { ${fragment} }`,
);
const representations = fc.array(
  fc.record({
    __typename: fc.constantFrom('ManagedDevice', 'User', 'Unknown'),
    id: fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 400 })),
  }),
  { maxLength: 30 },
);

describe('the estimate of a response', () => {
  it('is never below the true size where every value is known: stubs, the SDL, __typename', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(operation, representations, async (text, r) => {
        const document = parse(text);
        // A document that merges different fields under one name cannot run.
        fc.pre(validate(schema, document).every(({ message }) => message.includes('is never used')));
        const { data } = await execute({ schema, document, variableValues: { r }, contextValue: {} });
        fc.pre(data !== undefined);
        const { now, largest } = estimateOf(text, { r });
        const bytes = Buffer.byteLength(`${JSON.stringify({ data })}\n`);
        expect(now.bytes).toBeGreaterThanOrEqual(bytes);
        expect(now.values).toBeGreaterThanOrEqual(valuesIn(data));
        expect(largest.bytes).toBeGreaterThanOrEqual(now.bytes);
        expect(largest.values).toBeGreaterThanOrEqual(now.values);
        compared += 1;
      }),
      { numRuns: 400 },
    );
    expect(compared).toBe(400);
  });

  it('is close to the true size: not even twice as much', async () => {
    const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id other: id } } }';
    const r = Array.from({ length: 500 }, (_, index) => ({ __typename: 'User', id: `user-${index}` }));
    const { data } = await execute({ schema, document: parse(text), variableValues: { r }, contextValue: {} });
    const bytes = JSON.stringify({ data }).length;
    expect(estimateOf(text, { r }).now.bytes).toBeLessThan(2 * bytes);
  });

  const list = 'macOSSoftwareUpdateAccountSummaries';
  it.each<[string, string, object, number]>([
    ['the rows of a list', `{ ${list}(first: 200) { nodes { id } } }`, {}, 200],
    ['50 rows without a number', `{ ${list} { nodes { id } } }`, {}, 50],
    ['the rows of a variable', `query ($n: Int) { ${list}(first: $n) { nodes { id } } }`, { n: 70 }, 70],
    ['the rows of a default', `query ($n: Int = 30) { ${list}(first: $n) { nodes { id } } }`, {}, 30],
    ['as many rows as are possible', `{ ${list}(first: 99999) { nodes { id } } }`, {}, 1000],
    [
      'the items of a creation in bulk',
      'mutation ($i: [CreateSummaryInput!]!) { createMacOSSoftwareUpdateAccountSummaries(inputs: $i) { index } }',
      { i: Array<object>(40).fill({}) },
      40,
    ],
    ['four children', '{ macOSSoftwareUpdateAccountSummary(id: "a") { categorySummaries { id } } }', {}, 4],
  ])('counts %s', (_what, text, variables, rows) => {
    const { now } = estimateOf(text, variables);
    expect(now.values).toBeGreaterThanOrEqual(rows);
    expect(now.values).toBeLessThan(4 * rows + 10);
  });

  it('accepts 1,000 reports with every field, their categories and the states of these', () => {
    const account = 'id displayName deviceId userId deviceName userPrincipalName osVersion';
    const counts = 'successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime __typename';
    const stubs = 'device { id } user { id }';
    const states =
      'updateStateSummaries { id displayName productKey updateCategory updateVersion state lastUpdatedDateTime __typename }';
    const categories = `categorySummaries { id displayName deviceId userId updateCategory ${counts} ${stubs} ${states} }`;
    const page = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
    const { now } = estimateOf(
      `{ ${list}(first: 1000) { nodes { ${account} ${counts} ${stubs} ${categories} } ${page} } }`,
    );
    expect(now.values).toBeLessThan(limits.responseValues);
    expect(now.bytes).toBeLessThan(limits.responseBytes);
  });
});
