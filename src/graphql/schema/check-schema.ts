/**
 * Rejects a schema that type-graphql builds without an error although a field is incomplete. Such a field would fail, cost
 * nothing in the estimate, or accept a caller that only Graph would then reject.
 *
 * Each function throws an Error that names the field and the missing part.
 */
import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { ReferenceResolver } from '../../summaries/resource/resource.js';
import { accessExtension } from '../../summaries/schema/access.js';
import { costOfSelection } from '../../summaries/schema/cost.js';
import { childrenExtension, keyAboveExtension, sourceExtension } from '../../summaries/schema/source.decorators.js';
import type { EntityKeys } from './entity-keys.js';

/** The schema as type-graphql builds it. */
export function checkFields(schema: GraphQLSchema): void {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];
  for (const type of objectTypes(schema)) {
    const isRoot = roots.includes(type);
    for (const { name, type: returned, description, extensions } of Object.values(type.getFields())) {
      const field = `${type.name}.${name}`;
      if (!description) throw new Error(`${field} needs a description: the schema is the documentation of its clients`);
      if (isRoot && !(accessExtension in extensions)) {
        throw new Error(`${field} must say what its caller needs: @Needs() or @Write()`);
      }
      if ((isRoot || isObjectType(getNamedType(returned))) && extensions['complexity'] === undefined) {
        throw new Error(`${field} must say what it costs, as with @CostsRead() or @CostsNothing()`);
      }
      if ((isRoot || isFetched(extensions)) && isNonNullType(returned)) {
        throw new Error(
          `${field} is fetched by itself, so it must be nullable: a failure must not empty what contains it`,
        );
      }
      if (extensions[childrenExtension] === true) checkKeysAbove(type, field, getNamedType(returned));
      const source = extensions[sourceExtension];
      if (typeof source === 'string' && !isProperty(type, source)) {
        throw new Error(`${field} reads ${source}, which is not a property of ${type.name}`);
      }
    }
  }
}

/** Routers resolve an entity by its keys, from other subgraphs. `plain`: the schema as type-graphql builds it. */
export function checkEntities(
  keys: EntityKeys,
  plain: GraphQLSchema,
  references: Readonly<Record<string, ReferenceResolver>>,
): void {
  const entities = [...keys.keys()];
  const unresolved = entities.filter((name) => !Object.hasOwn(references, name));
  if (unresolved.length > 0) throw new Error(`${unresolved.join(', ')}: an entity needs a resolver in references`);
  const others = Object.keys(references).filter((name) => !entities.includes(name));
  if (others.length > 0) throw new Error(`${others.join(', ')} in references: only a type with @key is an entity`);
  for (const type of objectTypes(plain)) {
    const own = keys.get(type.name);
    if (own === undefined || accessExtension in type.extensions) continue;
    // The keys themselves are what the router brings.
    for (const { name, extensions } of Object.values(type.getFields())) {
      if (own.includes(name) || accessExtension in extensions) continue;
      throw new Error(`${type.name}.${name}: the field of an entity, or its type, must have @Needs()`);
    }
  }
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'));
}

/** An id is unique below its parent only, so a client's cache needs the keys of all objects that contain the object. */
function checkKeysAbove(parent: GraphQLObjectType, field: string, child: unknown): void {
  if (!isObjectType(child)) return;
  const own = keysAbove(child);
  if (own.length !== keysAbove(parent).length + 1 || keysAbove(parent).some((name) => !own.includes(name))) {
    throw new Error(`${child.name}, which ${field} contains, must have the key of each object above it: @KeyAbove()`);
  }
}

function keysAbove(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields()).flatMap(({ name, extensions }) =>
    extensions[keyAboveExtension] === true ? [name] : [],
  );
}

/** Whether the field has a request to Graph of its own, as its cost says. */
function isFetched(extensions: Readonly<Record<string, unknown>>): boolean {
  const cost = extensions['complexity'];
  return cost !== undefined && cost !== costOfSelection;
}

/** A field that stands for Graph's property of the same name. */
function isProperty(type: GraphQLObjectType, name: string): boolean {
  const field = type.getFields()[name];
  return field !== undefined && !(sourceExtension in field.extensions);
}
