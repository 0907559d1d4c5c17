/** Which operations have a plan, when a plan is made, and that one key turns plans off. */
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  parse,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { pino } from 'pino';
import { readConfig } from '../../src/config/config.js';
import { createApolloServer } from '../../src/graphql/apollo-server.js';
import { executePlan } from '../../src/graphql/execution/execute-plan.js';
import { fragmentsOf, planOf, type OperationPlan } from '../../src/graphql/execution/plan.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { askApollo } from '../support/ask-apollo.js';
import { fragmentBomb, report, reportType, times } from '../support/documents.js';

const { schema } = schemaShape();

function planIn(within: GraphQLSchema, text: string): OperationPlan | undefined {
  const document = parse(text);
  return planOf(within, fragmentsOf(document), document.definitions[0] as OperationDefinitionNode);
}

/** Fields of a fragment and of each report with it: `count * (fields + 2)` selections. */
const reports = (count: number, fields: number): string =>
  `{ ${times(count, (index) => `a${index}: ${report} { ...F }`)} } fragment F on ${reportType} { ${'id '.repeat(fields)} }`;

describe('an operation has a plan', () => {
  it.each([
    ['of fields', `{ ${report} { id device { id } } }`],
    ['with __typename and aliases', `{ __typename a: ${report} { b: id __typename } }`],
    [
      'with fragments',
      `{ ${report} { ...F ... { id } ... on ${reportType} { id } } } fragment F on ${reportType} { id }`,
    ],
    ['with nearly as many selections as a document may have', reports(20, 47)],
    ['with fragments that spread each other twice, which count once', fragmentBomb(12)],
    ['that is a mutation', `mutation M($id: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $id) }`],
  ])('%s', (_what, text) => {
    expect(planIn(schema, text)).toBeDefined();
  });
});

describe('an operation has no plan', () => {
  it.each([
    ['with a directive on a field', `{ ${report} { id @skip(if: false) } }`],
    ['with a directive on a fragment', `{ ${report} { ... @include(if: true) { id } } }`],
    ['with a directive on a spread', `{ ${report} { ...F @skip(if: false) } } fragment F on ${reportType} { id }`],
    ['with a union', '{ _entities(representations: []) { __typename } }'],
    ['that reads the schema', '{ __schema { queryType { name } } }'],
    ['that reads a type of the schema', '{ __type(name: "Query") { name } }'],
    ['with the response key __proto__', `{ ${report} { __proto__: id } }`],
    ['that is a subscription', 'subscription { id }'],
    ['with more selections than a document may have', reports(20, 49)],
  ])('%s', (_what, text) => {
    expect(planIn(schema, text)).toBeUndefined();
  });

  it('with objects whose values decide about their type', () => {
    const deciding = buildSchema('type Query { a: A } type A { b: Int }');
    (deciding.getType('A') as GraphQLObjectType).isTypeOf = () => true;
    expect(planIn(deciding, '{ a { b } }')).toBeUndefined();
  });
});

it('the error of a scalar that becomes null does not contain the value', () => {
  const odd = buildSchema('scalar Odd type Query { odd: Odd }');
  Object.assign(odd.getType('Odd') ?? {}, { serialize: () => null });
  Object.assign(odd.getQueryType()?.getFields()['odd'] ?? {}, { resolve: () => 'personal' });
  const document = parse('{ odd }');
  expect(executePlan(planIn(odd, '{ odd }') as OperationPlan, { schema: odd, document })).toEqual({
    data: { odd: null },
    errors: [expect.objectContaining({ message: 'Odd serialized a value to null', path: ['odd'] })],
  });
});

describe('what executes an operation', () => {
  it('is graphql-js, and a plan from the second run of the stored document', async () => {
    expect(await executorsOf({}, ['{ by }', '{ by }', '{ by }', '{ by }'])).toEqual([
      ...['graphql-js', 'graphql-js', 'plan', 'plan'],
    ]);
  });

  it('is graphql-js for as long as each document is another one', async () => {
    const others = ['{ by }', '{ by } #', '{ by } ##'];
    expect(await executorsOf({}, others)).toEqual(others.map(() => 'graphql-js'));
  });

  it('is graphql-js for an operation without a plan', async () => {
    const query = '{ by @skip(if: false) }';
    expect(await executorsOf({}, [query, query, query, query])).toEqual(Array(4).fill('graphql-js'));
  });

  it.each([
    ['EXECUTION_PLANS=off', { EXECUTION_PLANS: 'off' }],
    ['FEDERATION_TRACING=on', { FEDERATION_TRACING: 'on' }],
  ])('is always graphql-js with %s', async (_what, environment) => {
    expect(await executorsOf(environment, ['{ by }', '{ by }', '{ by }', '{ by }'])).toEqual(
      Array(4).fill('graphql-js'),
    );
  });
});

/** For each of the queries, one after the other. */
async function executorsOf(environment: NodeJS.ProcessEnv, queries: readonly string[]): Promise<unknown[]> {
  const asking = buildSchema('type Query { by: String }');
  const resolve: GraphQLFieldResolver<unknown, unknown> = (_source, _args, _context, { fieldNodes }) =>
    // Those of a plan are shared by all executions.
    Object.isFrozen(fieldNodes) ? 'plan' : 'graphql-js';
  Object.assign(asking.getQueryType()?.getFields()['by'] ?? {}, { resolve });
  const logger = pino({ level: 'silent' });
  const { graphql } = readConfig({ NODE_ENV: 'production', ...environment });
  const apollo = await createApolloServer({ schema: asking, sdl: '', inputClasses: new Map() }, { ...graphql, logger });
  await apollo.start();
  const executors: unknown[] = [];
  for (const query of queries) {
    const { body } = await askApollo(apollo, query, { logger });
    const text = body.kind === 'complete' ? body.string : '{}';
    executors.push((JSON.parse(text) as { data?: { by: unknown } }).data?.by);
  }
  await apollo.stop();
  return executors;
}
