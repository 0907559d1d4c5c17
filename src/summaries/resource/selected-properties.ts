/**
 * The client's selection -> `$select` and `$expand`: Graph is asked for these properties only.
 *
 * @graphql-tools/utils resolves fragments, aliases, `@skip` and `@include`. The key is always requested, because the
 * gateway itself needs it.
 */
import { collectFields } from '@graphql-tools/utils';
import type { Projection } from '../../graph/odata.js';
import type { RequestContext } from '../request-context.js';
import { childrenExtension, sourceExtension } from '../schema/source.decorators.js';
import {
  getNamedType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';

/** Undefined if no property comes from Graph. `typeName` is the object type if the field's own type is abstract. */
export function projectionOf(
  info: GraphQLResolveInfo,
  context: RequestContext,
  typeName?: string,
): Projection | undefined {
  const type = objectType(typeName === undefined ? getNamedType(info.returnType) : info.schema.getType(typeName));
  const fields = fieldsBelow(info, type, info.fieldNodes);
  const properties = propertiesOf(type, fields.keys());
  if (properties.size === 0) return undefined;
  return { select: withKey(properties), expand: context.nestedExpand ? expandOf(info, type, fields) : undefined };
}

/** The type of the objects in one field of this field's own type. */
export function typeAt(info: GraphQLResolveInfo, fieldName: string): GraphQLObjectType {
  return typeOf(objectType(getNamedType(info.returnType)), fieldName);
}

/** The names of the fields that are selected directly below this field. */
export function fieldsSelected(info: GraphQLResolveInfo): ReadonlySet<string> {
  return new Set(fieldsBelow(info, objectType(getNamedType(info.returnType)), info.fieldNodes).keys());
}

/** The selections of one field, with their type, and of the fields below it at any depth. */
export function* selectionsAt(
  info: GraphQLResolveInfo,
  name: string,
  type = objectType(getNamedType(info.returnType)),
  within: readonly FieldNode[] = info.fieldNodes,
): Generator<{ readonly field: GraphQLField<unknown, unknown>; readonly nodes: readonly FieldNode[] }> {
  const nodes = fieldsBelow(info, type, within).get(name);
  const field = type.getFields()[name];
  if (nodes === undefined || field === undefined) return;
  yield { field, nodes };
  const below = getNamedType(field.type);
  if (!isObjectType(below)) return;
  for (const each of fieldsBelow(info, below, nodes).keys()) yield* selectionsAt(info, each, below, nodes);
}

/** For the objects at some paths below this field, as in `edges.node`; `needed` is always requested. */
export function projectionBelow(
  info: GraphQLResolveInfo,
  paths: readonly string[],
  needed: readonly string[],
  context: RequestContext,
): Projection {
  let type = objectType(getNamedType(info.returnType));
  const nodes: FieldNode[] = [];
  for (const path of paths) {
    let below: readonly FieldNode[] = info.fieldNodes;
    type = objectType(getNamedType(info.returnType));
    for (const name of path.split('.')) {
      below = fieldsBelow(info, type, below).get(name) ?? [];
      type = typeOf(type, name);
    }
    nodes.push(...below);
  }
  const fields = fieldsBelow(info, type, nodes);
  return {
    select: withKey([...propertiesOf(type, fields.keys()), ...needed]),
    expand: context.nestedExpand ? expandOf(info, type, fields) : undefined,
  };
}

/** The key first, then each property once. */
export function withKey(properties: Iterable<string>): readonly string[] {
  return ['id', ...[...new Set(properties)].filter((name) => name !== 'id').sort()];
}

/** As in `categorySummaries($select=id;$expand=updateStateSummaries($select=id,state))`, separated by commas. */
function expandOf(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  fields: ReadonlyMap<string, readonly FieldNode[]>,
): string | undefined {
  const children = [...fields].filter(([name]) => type.getFields()[name]?.extensions[childrenExtension] === true);
  if (children.length === 0) return undefined;
  const texts = children.map(([name, nodes]) => {
    const childType = typeOf(type, name);
    const childFields = fieldsBelow(info, childType, nodes);
    const nested = expandOf(info, childType, childFields);
    const select = withKey(propertiesOf(childType, childFields.keys())).join(',');
    return `${name}($select=${select}${nested === undefined ? '' : `;$expand=${nested}`})`;
  });
  return texts.join(',');
}

/**
 * Graph's properties for some fields: a field reads the property of the same name, unless its decorator names another.
 */
function propertiesOf(type: GraphQLObjectType, fieldNames: Iterable<string>): Set<string> {
  const properties = new Set<string>();
  for (const name of fieldNames) {
    const field = type.getFields()[name];
    // `__typename` is not a field of the type.
    if (field !== undefined) properties.add((field.extensions[sourceExtension] as string | undefined) ?? name);
  }
  return properties;
}

function typeOf(parent: GraphQLObjectType, fieldName: string): GraphQLObjectType {
  return objectType(getNamedType(parent.getFields()[fieldName]?.type));
}

function objectType(type: unknown): GraphQLObjectType {
  if (!isObjectType(type)) throw new Error(`${String(type)} is not an object type`);
  return type;
}

/** The fields that are selected below some nodes of one type, by name. */
function fieldsBelow(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes) {
    if (selectionSet === undefined) continue;
    const { fields } = collectFields(info.schema, info.fragments, info.variableValues, type, selectionSet);
    for (const sameKey of fields.values()) {
      for (const node of sameKey) found.set(node.name.value, [...(found.get(node.name.value) ?? []), node]);
    }
  }
  return found;
}
