/**
 * What a client selected -> `$select`: Graph is asked for that and no more.
 *
 * Fragments, aliases, `@skip` and `@include` are seen through by @graphql-tools/utils. The key is always asked for,
 * because the gateway itself needs it.
 */
import { collectFields } from '@graphql-tools/utils';
import { getNamedType, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';

/** Fields of the schema that are no properties of their own, and the property that each needs. */
const sources: Readonly<Record<string, string | null>> = {
  __typename: null,
  device: 'deviceId',
  user: 'userId',
  categorySummaries: 'id',
  updateStateSummaries: 'id',
};

/** The properties to ask for; undefined when nothing of the object comes from Graph. */
export function selectedProperties(info: GraphQLResolveInfo, typeName?: string): readonly string[] | undefined {
  const properties = propertiesOf(selectedFields(info, typeName).keys());
  if (properties.size === 0) return undefined;
  properties.delete('id');
  return ['id', ...[...properties].sort()];
}

/** The properties selected of the objects at some paths below this field, as in `edges.node`. */
export function selectedBelow(info: GraphQLResolveInfo, paths: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) {
    let type = objectType(getNamedType(info.returnType));
    let nodes: readonly FieldNode[] = info.fieldNodes;
    for (const name of path.split('.')) {
      nodes = fieldsBelow(info, type, nodes).get(name) ?? [];
      type = objectType(getNamedType(type.getFields()[name]?.type));
    }
    for (const property of propertiesOf(fieldsBelow(info, type, nodes).keys())) found.add(property);
  }
  return found;
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

/** The selected fields by name. `typeName` tells which type, where the field's own is an interface or a union. */
function selectedFields(info: GraphQLResolveInfo, typeName?: string): ReadonlyMap<string, readonly FieldNode[]> {
  const type = typeName === undefined ? getNamedType(info.returnType) : info.schema.getType(typeName);
  return fieldsBelow(info, objectType(type), info.fieldNodes);
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
