import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execute, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, parse } from 'graphql';
import { completeListsInSlices } from '../../src/graphql/limits/response-slices.js';

/** The possible items of a list: an object, null, an error; available or as a promise. */
type Item = readonly [kind: 'object' | 'null' | 'error', when: 'now' | 'later'];

const item: fc.Arbitrary<Item> = fc.tuple(
  fc.constantFrom('object', 'object', 'null', 'error'),
  fc.constantFrom('now', 'later'),
);

function valueOf([kind, when]: Item, index: number): unknown {
  const value = kind === 'object' ? { n: index } : kind === 'null' ? null : new Error(`item ${index}`);
  if (when === 'now') return value;
  return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
}

function schemaOf(items: readonly Item[], isPromise = false): GraphQLSchema {
  const row: GraphQLObjectType = new GraphQLObjectType({
    name: 'Row',
    fields: () => ({ n: { type: GraphQLInt }, below: { type: new GraphQLList(row) } }),
  });
  const resolve = (): unknown => (isPromise ? Promise.resolve().then(() => items.map(valueOf)) : items.map(valueOf));
  const query = new GraphQLObjectType({ name: 'Query', fields: { rows: { type: new GraphQLList(row), resolve } } });
  return new GraphQLSchema({ query });
}

const fields = Array.from({ length: 50 }, (_, index) => `a${index}: n`).join(' ');
const document = parse(`{ rows { ...F } } fragment F on Row { ${fields} below { n } }`);

async function answerOf(schema: GraphQLSchema): Promise<unknown> {
  const { data, errors = [] } = await execute({ schema, document });
  const found = errors.map(({ message, path }) => ({ message, place: path?.[1] }));
  // They arrive like the items.
  return { data, errors: found.sort((a, b) => Number(a.place) - Number(b.place)) };
}

describe('a list that is completed in slices', () => {
  it.each([
    ['at once', false],
    ['later', true],
  ])('has the items and errors of one that is completed in one go, where it comes %s', async (_, isPromise) => {
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 300, size: 'max' }), async (items) => {
        const sliced = schemaOf(items, isPromise);
        completeListsInSlices(sliced);
        expect(await answerOf(sliced)).toEqual(await answerOf(schemaOf(items, isPromise)));
      }),
      { numRuns: 40 },
    );
  });

  it.each(['now', 'later'] as const)('lets other work run in between, where its items come %s', async (when) => {
    const schema = schemaOf(Array<Item>(1000).fill(['object', when]));
    completeListsInSlices(schema);
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const { errors } = await execute({ schema, document });
    isDone = true;
    expect(errors).toBeUndefined();
    // 53,000 values count as 1,590,000 units, of which a turn has 150,000.
    expect(turns).toBeGreaterThan(5);
  });
});
