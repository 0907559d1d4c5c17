/**
 * Values for the fields of an execution, good and bad ones. Each depends on the place where it is alone, so that two
 * executions of an operation receive equal values in whatever order they ask, and each its own promises.
 */
import {
  getNullableType,
  GraphQLError,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** What an execution did. */
export interface RandomExecution {
  readonly seed: number;
  /** How many of 100 values are bad. */
  readonly badness: number;
  /** The calls of resolvers and methods, with their arguments and `info`. */
  readonly calls: string[];
}

/** An object of a row: the fields without a resolver are its properties. */
abstract class Row {
  constructor(
    readonly seed: number,
    readonly depth: number,
    readonly execution: RandomExecution,
  ) {}
}

type RowClass = new (seed: number, depth: number, execution: RandomExecution) => Row;

/** Replaces the resolvers that the fields of the schema have. */
export function resolveRandomly(schema: GraphQLSchema): void {
  const random = new RandomValues();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      if (isRoot || field.resolve !== undefined || field.args.length > 0) field.resolve = random.resolverOf(field);
    }
  }
}

class RandomValues {
  readonly #rowClasses = new Map<GraphQLObjectType, RowClass>();

  resolverOf({ name, type }: GraphQLField<unknown, unknown>): GraphQLFieldResolver<unknown, RandomExecution> {
    return (source, args, execution, info) => {
      execution.calls.push(callOf(args, info));
      const { seed, depth } = source instanceof Row ? source : { seed: execution.seed, depth: 0 };
      return this.#value(type, mix(seed, hashOf(name + JSON.stringify(args))), depth, execution);
    };
  }

  #value(type: GraphQLOutputType, seed: number, depth: number, execution: RandomExecution): unknown {
    const nullable = getNullableType(type);
    const below = mix(seed, 1);
    const again = (): unknown => this.#value(type, below, depth, execution);
    if (seed % 100 >= execution.badness) {
      // A promise is not a fault.
      return seed % 7 === 0 ? later(mix(seed, 2) % 4, again) : this.#good(nullable, below, depth, execution);
    }
    switch (mix(seed, 3) % 14) {
      case 0:
      case 1:
        return null;
      case 2:
        return undefined;
      case 3:
        return new Error(`Error ${seed % 5}`);
      case 4:
        return new GraphQLError(`GraphQLError ${seed % 5}`, { extensions: { code: `CODE_${seed % 5}` } });
      case 5:
        throw new TypeError(`thrown ${seed % 5}`);
      case 6:
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- resolvers of others may do so
        throw `text ${seed % 5}`;
      case 7:
        return later(below % 4, () => {
          throw new GraphQLError('rejected', { extensions: { code: 'REJECTED', at: seed % 5 } });
        });
      case 8:
        return later(below % 4, () => new Error('resolved with an error'));
      case 9:
        return 'another type';
      case 10:
        return { of: 'another type' };
      case 11:
        return new Thenable(later(below % 3, again));
      case 12:
        return methodOf(again);
      default:
        return ['item of another type', null];
    }
  }

  #good(type: GraphQLOutputType, seed: number, depth: number, execution: RandomExecution): unknown {
    if (isListType(type)) return this.#list(type.ofType as GraphQLOutputType, seed, depth, execution);
    if (isObjectType(type)) return new (this.#rowClassOf(type))(seed, depth + 1, execution);
    if (isEnumType(type)) return type.getValues()[seed % type.getValues().length]?.value;
    return isLeafType(type) ? (leaves[type.name]?.(seed) ?? `text ${seed % 9}`) : undefined;
  }

  #list(type: GraphQLOutputType, seed: number, depth: number, execution: RandomExecution): unknown {
    const inItem = (index: number): unknown => this.#value(type, mix(seed, index), depth, execution);
    // Lists in lists must not make millions of values.
    const length = seed % (depth < 2 ? 4 : 2);
    if (!isNonNullType(type)) return listOf(length, inItem, seed);
    // An item that fails at once makes graphql-js forget the promises of the others, which then reject unhandled.
    if (mix(seed, 4) % 2 === 0) return listOf(length, (index) => later(seed % 3, () => inItem(index)), seed);
    if (!isLeafType(type.ofType)) return listOf(Math.min(length, 1), inItem, seed);
    const good = (index: number): unknown => this.#good(type.ofType, mix(seed, index), depth, execution);
    return listOf(length, (index) => unlessPromise(inItem(index)) ?? good(index), seed);
  }

  #rowClassOf(type: GraphQLObjectType): RowClass {
    const known = this.#rowClasses.get(type);
    if (known !== undefined) return known;
    const value = this.#value.bind(this);
    const made = class extends Row {};
    for (const { name, type: below } of Object.values(type.getFields())) {
      const own = hashOf(name);
      Object.defineProperty(made.prototype, name, {
        get(this: Row) {
          return value(below, mix(this.seed, own), this.depth, this.execution);
        },
      });
    }
    this.#rowClasses.set(type, made);
    return made;
  }
}

/** An array, or now and then what is iterable as well. */
function listOf(length: number, item: (index: number) => unknown, seed: number): unknown {
  const items = function* (): Generator {
    for (let index = 0; index < length; index += 1) yield item(index);
  };
  return seed % 11 === 0 ? items() : Array.from({ length }, (_, index) => item(index));
}

function unlessPromise(value: unknown): unknown {
  return value instanceof Promise || value instanceof Thenable ? undefined : value;
}

/** A promise of another library. */
class Thenable {
  constructor(private readonly promise: Promise<unknown>) {}

  then(...handlers: [never, never]): Thenable {
    return new Thenable(this.promise.then(...handlers));
  }
}

const leaves: Readonly<Record<string, (seed: number) => unknown>> = {
  Int: (seed) => seed % 1000,
  Float: (seed) => (seed % 1000) / 8,
  Boolean: (seed) => seed % 2 === 0,
  DateTimeOffset: (seed) => `2017-01-01T00:00:${10 + (seed % 50)}Z`,
};

/** As a property it is called with arguments, context and `info`. */
function methodOf(value: () => unknown): unknown {
  return (args: unknown, execution: RandomExecution | undefined, info: Info | undefined) => {
    if (info !== undefined) execution?.calls.push(callOf(args, info));
    return value();
  };
}

/** Settles after this number of turns. */
function later(turns: number, value: () => unknown): Promise<unknown> {
  const promise = (async () => {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    return value();
  })();
  // After the error of one item a list takes no notice of the others.
  promise.catch(() => undefined);
  return promise;
}

type Info = Parameters<GraphQLFieldResolver<unknown, unknown>>[3];

function callOf(args: unknown, info: Info): string {
  const { fieldName, fieldNodes, returnType, parentType, path, fragments, rootValue, operation, variableValues } = info;
  const at: unknown[] = [];
  for (let step: typeof path | undefined = path; step !== undefined; step = step.prev)
    at.unshift(step.key, step.typename);
  const nodes = fieldNodes.map(({ loc }) => loc?.start);
  return JSON.stringify([
    ...[fieldName, nodes, String(returnType), parentType.name, at, Object.keys(fragments), rootValue],
    ...[operation.loc?.start, variableValues, args],
  ]);
}

function mix(seed: number, more: number): number {
  let hash = Math.imul(seed ^ Math.imul(more + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hashes = new Map<string, number>();

function hashOf(text: string): number {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = 7;
    for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
    hashes.set(text, hash);
  }
  return hash;
}
