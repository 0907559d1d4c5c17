/**
 * Every field with a method gets the arguments, and throws the errors, that type-graphql's own resolver would give it;
 * and no method runs before its caller is admitted.
 */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, type ClassType } from 'type-graphql';
import type { TokenSource } from '../../src/core/token-source.js';
import { useOwnResolvers } from '../../src/graphql/schema/own-resolvers.js';
import { resources } from '../../src/summaries/resources.js';
import type { RequestContext } from '../../src/summaries/request-context.js';
import { accessExtension } from '../../src/summaries/schema/access.js';
import { validateInput } from '../../src/summaries/schema/validate-input.js';
import { anyText, count, timestamp, tries } from '../support/fuzz.js';

type Arguments = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, RequestContext>;

/** The last call of a method: its name and its arguments. */
let called: [string, ...unknown[]] | undefined;

const instances = resources
  .flatMap((resource) => resource.resolvers(() => undefined as never))
  .map((instance) => {
    const prototype = instance.constructor.prototype as object;
    const names = [prototype, Object.getPrototypeOf(prototype) as object].flatMap((each) =>
      Object.getOwnPropertyNames(each),
    );
    for (const name of names) {
      const method: unknown = Reflect.get(instance, name);
      if (name === 'constructor' || typeof method !== 'function' || name in Object.prototype) continue;
      Object.defineProperty(instance, name, { value: recorder(name, method.length) });
    }
    return instance;
  });

function recorder(name: string, length: number): (...values: unknown[]) => string {
  const record = (...values: unknown[]): string => {
    called = [name, ...values];
    return name;
  };
  return Object.defineProperty(record, 'length', { value: length });
}

const schemaOfTypeGraphql = (): GraphQLSchema =>
  buildSchemaSync({
    resolvers: instances.map(({ constructor }) => constructor) as unknown as [ClassType],
    container: { get: (type) => instances.find((each) => each instanceof type) },
    validateFn: validateInput,
    skipCheck: true,
  });

let admits: TokenSource['admit'] = () => undefined;
const reference = schemaOfTypeGraphql();
const own = schemaOfTypeGraphql();
useOwnResolvers(own, instances, (operation, access) => admits(operation, access));

const fieldsWithMethod = (schema: GraphQLSchema): Map<string, Field> =>
  new Map<string, Field>(
    Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const))
      .filter(([, { resolve }]) => resolve !== undefined),
  );
const references = fieldsWithMethod(reference);
const fields = [...fieldsWithMethod(own)];

const source = { id: 'a', deviceId: 'b', userId: 'c' };
const context = {} as RequestContext;
const info = {} as GraphQLResolveInfo;

/** What came of a call: the arguments of the method, or what was thrown, and what the field returned. */
async function outcomeOf(field: Field | undefined, args: Arguments): Promise<unknown> {
  called = undefined;
  try {
    const result: unknown = await field?.resolve?.(source, args, context, info);
    return { called, result };
  } catch (error) {
    return { called, error, extensions: (error as { extensions?: unknown }).extensions };
  }
}

/** Values as graphql-js hands them to a resolver: coerced, rules not yet checked. */
function valueOf(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return presentValueOf(type.ofType, depth);
  return fc.oneof(fc.constant(null), { weight: 4, arbitrary: presentValueOf(type, depth) });
}

function presentValueOf(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  if (isListType(type)) return fc.array(valueOf(type.ofType, depth), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom<unknown>(...type.getValues().map(({ value }) => value as unknown));
  if (isInputObjectType(type)) return recordOf(Object.values(type.getFields()), depth - 1);
  const { name } = type as { name: string };
  if (name === 'Int') return fc.oneof(count, fc.integer());
  if (name === 'Boolean') return fc.boolean();
  return name === 'DateTimeOffset' ? timestamp : anyText;
}

/** Optional members may be absent; nested filters end. */
function recordOf(members: readonly Pick<GraphQLArgument, 'name' | 'type'>[], depth: number): fc.Arbitrary<Arguments> {
  const wanted = members.filter(({ type }) => depth > 0 || isNonNullType(type) || !isNested(type));
  const values = Object.fromEntries(wanted.map(({ name, type }) => [name, valueOf(type, depth)]));
  return fc.record(values, { requiredKeys: wanted.filter(({ type }) => isNonNullType(type)).map(({ name }) => name) });
}

function isNested(type: GraphQLInputType): boolean {
  const nullable = getNullableType(type);
  return isListType(nullable) ? isNested(nullable.ofType) : isInputObjectType(nullable);
}

const unreadable = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the input was read');
    },
  },
);
const refusal = new Error('refused');

it('has a resolver for every query, every mutation and every computed field of the schema', () => {
  const names = fields.map(([name]) => name);
  const roots = [own.getQueryType(), own.getMutationType()];
  expect(names).toEqual([...references.keys()]);
  expect(names).toEqual(
    expect.arrayContaining(
      roots.flatMap((root) => Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`)),
    ),
  );
});

describe.each(fields)('%s', (name, field) => {
  it('gives its method the arguments that type-graphql gives it, or throws the same error', async () => {
    admits = () => undefined;
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(recordOf(field.args, 3), async (args) => {
        const outcome = await outcomeOf(field, args);
        if (called !== undefined) calls++;
        expect(outcome).toStrictEqual(await outcomeOf(references.get(name), args));
      }),
      tries(200),
    );
    expect(calls).toBeGreaterThan(0);
  });

  it('waits for a check of the token that takes time', async () => {
    const [args = {}] = fc.sample(recordOf(field.args, 1), { ...tries(1), numRuns: 1 });
    admits = () => undefined;
    const expected = await outcomeOf(field, args);
    admits = () => Promise.resolve();
    expect(await outcomeOf(field, args)).toStrictEqual(expected);
  });
});

describe.each(fields.filter(([, { extensions }]) => accessExtension in extensions))('%s', (_name, field) => {
  it.each([
    ['rejects', () => Promise.reject(refusal)],
    [
      'throws',
      () => {
        throw refusal;
      },
    ],
  ])('reads no input if the check of its permission %s', async (_how, refuse) => {
    const asked: unknown[] = [];
    admits = (...of) => {
      asked.push(of);
      return refuse();
    };
    expect(await outcomeOf(field, unreadable)).toMatchObject({ error: refusal, called: undefined });
    expect(asked).toEqual([[context, field.extensions[accessExtension]]]);
  });
});

it('leaves to the call to Graph what belongs to an object that the caller may read', async () => {
  admits = () => {
    throw refusal;
  };
  for (const [, field] of fields.filter(([, { extensions }]) => !(accessExtension in extensions))) {
    expect(await outcomeOf(field, {})).toMatchObject({ result: field.name });
  }
});
