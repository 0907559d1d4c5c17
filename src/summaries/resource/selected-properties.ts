/**
 * What a client selected -> `$select` and `$expand`: Graph is asked for that and for nothing else.
 *
 * Fragments, aliases, `@skip` and `@include` are seen through by @graphql-tools/utils. The key is always asked for,
 * because the gateway itself needs it.
 */
import { collectFields } from '@graphql-tools/utils';
import type { Projection } from '../../graph/odata.js';
import type { RequestContext } from '../request-context.js';
import { getNamedType, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';

/** Fields of the schema that are no properties of their own, and the property that each needs. */
const sources: Readonly<Record<string, string | null>> = {
  __typename: null,
  device: 'deviceId',
  user: 'userId',
  categorySummaries: 'id',
  updateStateSummaries: 'id',
};

/** Undefined when nothing of the object comes from Graph. `typeName` names the type where the field's own is abstract. */
export function projectionOf(
  info: GraphQLResolveInfo,
  context: RequestContext,
  typeName?: string,
): Projection | undefined {
  const type = objectType(typeName === undefined ? getNamedType(info.returnType) : info.schema.getType(typeName));
  const fields = fieldsBelow(info, type, info.fieldNodes);
  const properties = propertiesOf(fields.keys());
  if (properties.size === 0) return undefined;
  return { select: withKey(properties), expand: context.nestedExpand ? expandOf(info, type, fields) : undefined };
}

/** Whether nothing but `__typename` is selected below this field. */
export function selectsNothing(info: GraphQLResolveInfo): boolean {
  const fields = fieldsBelow(info, objectType(getNamedType(info.returnType)), info.fieldNodes);
  return [...fields.keys()].every((name) => name === '__typename');
}

/** For the objects at some paths below this field, as in `edges.node`; `needed` is asked for in any case. */
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
      type = objectType(getNamedType(type.getFields()[name]?.type));
    }
    nodes.push(...below);
  }
  const fields = fieldsBelow(info, type, nodes);
  return {
    select: withKey([...propertiesOf(fields.keys()), ...needed]),
    expand: context.nestedExpand ? expandOf(info, type, fields) : undefined,
  };
}

/** The key first, then each property once. */
export function withKey(properties: Iterable<string>): readonly string[] {
  return ['id', ...[...new Set(properties)].filter((name) => name !== 'id').sort()];
}

/** As in `categorySummaries($select=id;$expand=updateStateSummaries($select=id,state))`. */
function expandOf(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  fields: ReadonlyMap<string, readonly FieldNode[]>,
): string | undefined {
  for (const name of ['categorySummaries', 'updateStateSummaries']) {
    const nodes = fields.get(name);
    if (nodes === undefined) continue;
    const childType = objectType(getNamedType(type.getFields()[name]?.type));
    const childFields = fieldsBelow(info, childType, nodes);
    const nested = expandOf(info, childType, childFields);
    const select = withKey(propertiesOf(childFields.keys())).join(',');
    return `${name}($select=${select}${nested === undefined ? '' : `;$expand=${nested}`})`;
  }
  return undefined;
}

function propertiesOf(fieldNames: Iterable<string>): Set<string> {
  const properties = new Set<string>();
  for (const name of fieldNames) {
    const property = name in sources ? sources[name] : name;
    if (property != null) properties.add(property);
  }
  return properties;
}

function objectType(type: unknown): GraphQLObjectType {
  if (!isObjectType(type)) throw new Error(`${String(type)} is no object type`);
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
