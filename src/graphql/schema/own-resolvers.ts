/**
 * The resolvers of all fields that are a method of a resolver class, made once from type-graphql's metadata.
 * type-graphql's own ones look at the metadata for each call, in a chain of promises, for a twentieth of a creation's CPU.
 *
 * type-graphql exports its metadata and does not document their shape. So package.json fixes its version, and what is
 * not understood is an Error at the start.
 */
import { isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Operation } from '../../core/operation.js';
import type { Access } from '../../core/token-source.js';
import { turnExtension, type TakeTurn } from '../../summaries/listing/filter-turn.js';
import type { RequestContext } from '../../summaries/request-context.js';
import { accessExtension } from '../../summaries/schema/access.js';
import { argumentReader } from './argument-readers.js';

type Resolve = GraphQLFieldResolver<unknown, RequestContext, Readonly<Record<string, unknown>>>;
/** Rejects a caller that lacks the permission for a field. */
export type Admit = (operation: Operation, access: Access, field: string) => void | Promise<void>;
type Storage = ReturnType<typeof getMetadataStorage>;
type MethodMetadata = Storage['queries' | 'mutations' | 'fieldResolvers'][number];

/** `schema`: as type-graphql has built it from the classes of the instances. */
export function useOwnResolvers(schema: GraphQLSchema, instances: readonly object[], admit: Admit): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const methods = methodsOf(type.name, schema);
    for (const field of Object.values(type.getFields())) {
      // A plain property.
      if (field.resolve === undefined) continue;
      const resolve = methods
        .filter(({ schemaName }) => schemaName === field.name)
        .flatMap((method) => resolversOf(method, field, instances, admit))[0];
      if (resolve === undefined) {
        throw new Error(
          `${type.name}.${field.name} must be a method of a listed resolver, or a property of a type with simpleResolvers`,
        );
      }
      field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}

/** Those of every schema that the process has built. */
function methodsOf(typeName: string, schema: GraphQLSchema): readonly MethodMetadata[] {
  const { queries, mutations, fieldResolvers, objectTypes } = getMetadataStorage();
  if (typeName === schema.getQueryType()?.name) return queries;
  if (typeName === schema.getMutationType()?.name) return mutations;
  const targets = objectTypes.filter(({ name }) => name === typeName).map(({ target }) => target);
  return fieldResolvers.filter(
    ({ kind, getObjectType }) => kind === 'external' && targets.includes(getObjectType?.() as never),
  );
}

/** None if the class of the method is not in this schema. */
function resolversOf(
  { target, methodName, params = [], extensions: ofMethod, middlewares = [] }: MethodMetadata,
  { extensions: ofField }: GraphQLField<unknown, unknown>,
  instances: readonly object[],
  admit: Admit,
): Resolve[] {
  // A method may be one of a base class.
  const [instance, another] = instances.filter((each) => each instanceof target);
  if (instance === undefined) return [];
  const name = `${target.name}.${methodName}`;
  if (another !== undefined) throw new Error(`${name}: the class must have one instance`);
  // type-graphql itself rejects @Authorized() without an authChecker.
  if (middlewares.length > 0) throw new Error(`${name}: @UseMiddleware() is not supported`);
  const method = (instance as Readonly<Record<string, unknown>>)[methodName];
  if (typeof method !== 'function') throw new Error(`${name} must be a method`);
  const parameters = params.toSorted((a, b) => a.index - b.index);
  if (parameters.length < method.length || parameters.some(({ index }, at) => index !== at)) {
    throw new Error(`${name}: each parameter must have a decorator`);
  }
  const readers = parameters.map((parameter) => argumentReader(parameter, name));
  const extensions: Readonly<Record<string, unknown>> = { ...ofField, ...ofMethod };
  const access = extensions[accessExtension] as Access | undefined;
  const takeTurn = extensions[turnExtension] as TakeTurn | undefined;
  const resolve: Resolve = (source, args, context, info) => {
    const call = (): unknown => {
      const values = readers.map((read) => read(source, args, context, info));
      return method.apply(instance, values) as unknown;
    };
    // The token is checked before the input: a caller without one learns nothing about the rules.
    const admitted = access === undefined ? undefined : admit(context, access, info.fieldName);
    if (admitted !== undefined) return admitted.then(() => takeTurn?.(args)).then(call);
    const turn = takeTurn?.(args);
    return turn === undefined ? call() : turn.then(call);
  };
  return [resolve];
}
