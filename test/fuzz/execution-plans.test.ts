/**
 * Plans execute operations as graphql-js does: equal data and errors in the same order, and the same calls of resolvers,
 * for any document and any values. A document runs several times, because making one takes longer than executing it.
 */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  buildSchema,
  execute,
  Kind,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { executePlan } from '../../src/graphql/execution/execute-plan.js';
import { fragmentsOf, planOf } from '../../src/graphql/execution/plan.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { patienceMs } from '../support/fuzz.js';
import { randomDocument, variablesOfRandomDocuments } from '../support/random-document.js';
import { resolveRandomly } from '../support/random-values.js';

/** What the gateway's schema does not have: lists in lists, arguments with defaults anywhere, hardly a nullable field. */
const dense = `
  type Query { all: All! maybe: All list: [All!]! lists: [[All!]]! value(first: Int = 2): Int! }
  type Mutation { first: All! second(id: ID!): All third: [Int!]! }
  type All {
    all: All! maybe: All list: [All!]! lists: [[All]!]! numbers: [[Int!]!]! value(first: Int! = 2, after: String): Int!
    name: String! size: Float! flag: Boolean! color: Color! colors: [Color!] id: ID! odd: Odd! odds: [Odd]!
  }
  enum Color { RED GREEN }
  enum OrderDirection { ASC DESC }
  scalar Odd
`;
const runsPerDocument = 20;
/**
 * Documents for each schema. A good four fifths have a plan: more than 10,000 comparisons. The number and the seed are
 * fixed: graphql-js takes no notice of some promises, whose rejections end Jest. The values avoid most of them, and this
 * seed the rest.
 */
const amount = { seed: 20_261_124, numRuns: 334 };

const choices = fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 160, size: 'max' });
const oneRun = fc.record({ seed: fc.nat(), badness: fc.constantFrom(0, 3, 10, 40), variablesIndex: fc.nat(4) });
const runs = fc.array(oneRun, { minLength: runsPerDocument, maxLength: runsPerDocument });

describe.each([
  ['the schema of the gateway', schemaShape().schema],
  ['a schema with hardly a nullable field', buildSchema(dense)],
])('for %s', (_name, schema) => {
  resolveRandomly(schema);
  const variables = variablesOfRandomDocuments(schema);

  it(
    'a plan gives what graphql-js gives',
    async () => {
      const seen = { plans: 0, compared: 0, failed: 0, later: 0 };
      await fc.assert(
        fc.asyncProperty(choices, runs, async (numbers, each) => {
          const { text, rarities } = randomDocument(schema, numbers);
          const document = parse(text);
          const operation = document.definitions.find(isOperation) as OperationDefinitionNode;
          const plan = planOf(schema, fragmentsOf(document), operation);
          expect({ text, hasPlan: plan !== undefined }).toEqual({ text, hasPlan: rarities.size === 0 });
          if (plan === undefined) return;
          // Validation takes as long as everything else together.
          if (seen.plans % 10 === 0) expect({ text, errors: validate(schema, document) }).toEqual({ text, errors: [] });
          seen.plans += 1;
          for (const { seed, badness, variablesIndex } of each) {
            const outcomeOf = async (
              run: (args: ExecutionArgs) => PromiseLike<ExecutionResult> | ExecutionResult,
            ): Promise<string> => {
              const calls: string[] = [];
              const contextValue = { seed, badness, calls };
              const result = run({ schema, document, contextValue, variableValues: variables[variablesIndex] });
              const isLater = result instanceof Promise;
              return JSON.stringify({ text, isLater, ...written(await result), calls });
            };
            const expected = await outcomeOf(execute);
            const actual = await outcomeOf((args) => executePlan(plan, args));
            // `expect` alone takes as long as an execution.
            if (actual !== expected) expect(indented(actual)).toBe(indented(expected));
            seen.compared += 1;
            if (expected.includes('"errors":[')) seen.failed += 1;
            if (expected.includes('"isLater":true')) seen.later += 1;
          }
        }),
        amount,
      );
      // The property must not hold for want of plans, errors and promises.
      expect(seen.compared).toBeGreaterThan(0.75 * amount.numRuns * runsPerDocument);
      expect(seen.failed).toBeGreaterThan(seen.compared / 4);
      expect(seen.later).toBeGreaterThan(seen.compared / 4);
    },
    patienceMs,
  );
});

function isOperation({ kind }: { readonly kind: Kind }): boolean {
  return kind === Kind.OPERATION_DEFINITION;
}

function written({ data, errors }: ExecutionResult): { data: unknown; errors: unknown } {
  const all = errors?.map(({ message, path, locations, extensions, nodes, originalError }) => {
    return { message, path, locations, extensions, nodes: nodes?.length, cause: originalError?.constructor.name };
  });
  return { data, errors: all };
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 1);
}
