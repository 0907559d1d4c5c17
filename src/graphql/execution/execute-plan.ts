/**
 * Executes a plan, step by step as graphql-js 16 executes its operation: the same calls in the same order, the same
 * errors, and as many turns of promises, since they decide the order of errors. A property test compares both.
 *
 * It leaves out what has no effect: `info` and arguments of fields without a resolver, paths of leaves without an error,
 * and dictionaries for the objects of the response, which are slow to write as JSON.
 */
import {
  defaultFieldResolver,
  getArgumentValues,
  getVariableValues,
  GraphQLError,
  locatedError,
  OperationTypeNode,
  responsePathAsArray,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { asStacklessAs } from '../../core/stackless-error.js';
import { FieldErrors, type Path } from './field-errors.js';
import type { FieldPlan, ObjectPlan, OperationPlan, Shape } from './plan.js';

type Data = Record<string, unknown>;

/** Errors in variables: as many as graphql-js reports. */
const maxErrors = 50;

/** The arguments are those of `execute`, without a root value and with neither resolvers nor options of their own. */
export function executePlan(
  plan: OperationPlan,
  { schema, contextValue, variableValues }: ExecutionArgs,
): ExecutionResult | PromiseLike<ExecutionResult> {
  const definitions = plan.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, variableValues ?? {}, { maxErrors });
  if (errors !== undefined) return { errors };
  return new PlanExecution(plan, schema, contextValue, coerced).run();
}

class PlanExecution {
  readonly #errors = new FieldErrors();

  constructor(
    private readonly plan: OperationPlan,
    private readonly schema: GraphQLSchema,
    private readonly contextValue: unknown,
    private readonly variableValues: Readonly<Record<string, unknown>>,
  ) {}

  run(): ExecutionResult | PromiseLike<ExecutionResult> {
    const { operation, root } = this.plan;
    const failed = (error: unknown): ExecutionResult => {
      // A field that may not be null has located it.
      this.#errors.add(error as GraphQLError, undefined);
      return this.#resultOf(null);
    };
    try {
      const isMutation = operation.operation === OperationTypeNode.MUTATION;
      const data = isMutation ? this.#serially(root) : this.#fields(root, undefined, undefined);
      return isPromise(data) ? data.then((whole) => this.#resultOf(whole), failed) : this.#resultOf(data);
    } catch (error) {
      return failed(error);
    }
  }

  #resultOf(data: Data | null): ExecutionResult {
    const { errors } = this.#errors;
    return errors.length === 0 ? { data } : { errors, data };
  }

  /** The fields of a mutation, one after the other. */
  #serially(root: ObjectPlan): Data | PromiseLike<Data> {
    let data: Data | PromiseLike<Data> = {};
    for (const field of root) {
      data = isPromise(data) ? data.then((earlier) => this.#next(field, earlier)) : this.#next(field, data);
    }
    return data;
  }

  #next(field: FieldPlan, data: Data): Data | PromiseLike<Data> {
    const value = field.typename ?? this.#field(field, undefined, undefined);
    if (isPromise(value)) {
      return value.then((settled) => {
        data[field.key] = settled;
        return data;
      });
    }
    data[field.key] = value;
    return data;
  }

  #fields(fields: ObjectPlan, source: unknown, path: Path | undefined): Data | Promise<Data> {
    const data: Data = {};
    let pending: string[] | undefined;
    try {
      for (const field of fields) {
        const value = field.typename ?? this.#field(field, source, path);
        data[field.key] = value;
        if (isPromise(value)) (pending ??= []).push(field.key);
      }
    } catch (error) {
      if (pending === undefined) throw error;
      // The promises of the other fields may reject as well.
      return settled(data, pending).finally(() => {
        throw error;
      });
    }
    return pending === undefined ? data : settled(data, pending);
  }

  #field(field: FieldPlan, source: unknown, above: Path | undefined): unknown {
    const { shape } = field;
    const path = field.isProperty ? undefined : pathOf(field, above);
    try {
      const result = field.isProperty ? this.#property(field, source, above) : this.#resolved(field, source, path);
      const completed = isPromise(result)
        ? result.then((value) => this.#complete(field, shape, value, path))
        : this.#complete(field, shape, result, path);
      if (!isPromise(completed)) return completed;
      return completed.then(undefined, (error: unknown) =>
        this.#fail(error, field, shape, path ?? pathOf(field, above)),
      );
    } catch (error) {
      return this.#fail(error, field, shape, path ?? pathOf(field, above));
    }
  }

  /** As `defaultFieldResolver` of graphql-js. */
  #property(field: FieldPlan, source: unknown, above: Path | undefined): unknown {
    if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
    const property = (source as Data)[field.definition.name];
    if (typeof property !== 'function') return property;
    return this.#resolved(field, source, pathOf(field, above));
  }

  #resolved(field: FieldPlan, source: unknown, path: Path | undefined): unknown {
    const { definition, nodes, parentType } = field;
    const { schema, contextValue, variableValues } = this;
    const { operation, fragments } = this.plan;
    const info = {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path: path as Path,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues,
      // @graphql-tools declares members that graphql-js 16 does not have.
    } as unknown as GraphQLResolveInfo;
    const args = getArgumentValues(definition, nodes[0] as FieldNode, variableValues);
    return (definition.resolve ?? defaultFieldResolver)(source, args, contextValue, info);
  }

  /** `path` is undefined for a leaf alone. */
  #complete(field: FieldPlan, shape: Shape, result: unknown, path: Path | undefined): unknown {
    if (result instanceof Error) throw result;
    if (result === undefined || result === null) {
      if (shape.nonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
      return null;
    }
    switch (shape.kind) {
      case 'leaf': {
        const value = shape.type.serialize(result);
        // graphql-js says more: the value, which may be personal.
        if (value === undefined || value === null) throw new Error(`${shape.type.name} serialized a value to null`);
        return value;
      }
      case 'list':
        return this.#list(field, shape.item, result, path);
      case 'object':
        return this.#fields(shape.fields, result, path);
    }
  }

  #list(field: FieldPlan, shape: Shape, result: unknown, above: Path | undefined): unknown {
    if (!isIterable(result)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
    }
    let isPending = false;
    const items = Array.from(result, (item, index) => {
      const path: Path = { prev: above, key: index, typename: undefined };
      try {
        const completed = isPromise(item)
          ? item.then((value) => this.#complete(field, shape, value, path))
          : this.#complete(field, shape, item, path);
        if (!isPromise(completed)) return completed;
        isPending = true;
        return completed.then(undefined, (error: unknown) => this.#fail(error, field, shape, path));
      } catch (error) {
        return this.#fail(error, field, shape, path);
      }
    });
    return isPending ? Promise.all(items) : items;
  }

  /** The value of what has failed, or the error for what contains it. */
  #fail(raw: unknown, field: FieldPlan, shape: Shape, path: Path): null {
    const error = asStacklessAs(raw, () => locatedError(raw, field.nodes, responsePathAsArray(path)));
    if (shape.nonNull) throw error;
    this.#errors.add(error, path);
    return null;
  }
}

function pathOf({ key, parentType }: FieldPlan, prev: Path | undefined): Path {
  return { prev, key, typename: parentType.name };
}

function nameOf({ parentType, definition }: FieldPlan): string {
  return `${parentType.name}.${definition.name}`;
}

/** The object itself, with the values of its promises. */
function settled(data: Data, pending: readonly string[]): Promise<Data> {
  return Promise.all(pending.map((key) => data[key])).then((values) => {
    for (const [index, key] of pending.entries()) data[key] = values[index];
    return data;
  });
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as PromiseLike<T>).then === 'function'
  );
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}
