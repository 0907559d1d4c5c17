/**
 * The text of an operation -> what Relay's compiler makes of it, as far as the tests need it: no fragments, no types
 * that are abstract.
 */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  valueFromASTUntyped,
  type ArgumentNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ConcreteRequest } from 'relay-runtime';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'), { assumeValid: true });

export function requestOf(text: string): ConcreteRequest {
  const [definition] = parse(text).definitions as [OperationDefinitionNode];
  const name = `Test${definition.operation}`;
  const type = definition.operation === OperationTypeNode.QUERY ? schema.getQueryType() : schema.getMutationType();
  if (type == null) throw new Error(`the schema has no ${definition.operation}`);
  const selections = selectionsOf(type, definition.selectionSet);
  const argumentDefinitions = (definition.variableDefinitions ?? []).map(({ variable }) => ({
    kind: 'LocalArgument',
    name: variable.name.value,
    defaultValue: null,
  }));
  return {
    kind: 'Request',
    fragment: {
      kind: 'Fragment',
      name,
      type: type.name,
      metadata: null,
      abstractKey: null,
      argumentDefinitions,
      selections,
    },
    operation: { kind: 'Operation', name, argumentDefinitions, selections },
    params: { id: null, cacheID: text, name, operationKind: definition.operation, text, metadata: {} },
  } as unknown as ConcreteRequest;
}

function selectionsOf(type: GraphQLObjectType, { selections }: SelectionSetNode): object[] {
  return selections.map((node) => {
    if (node.kind !== Kind.FIELD) throw new Error(`${node.kind} is not supported here`);
    const field = type.getFields()[node.name.value];
    if (field === undefined) throw new Error(`${type.name}.${node.name.value} does not exist`);
    const named = getNamedType(field.type);
    const args = (node.arguments ?? []).map(argumentOf);
    const common = {
      alias: node.alias?.value ?? null,
      args: args.length === 0 ? null : args,
      name: field.name,
      storageKey: null,
    };
    if (isLeafType(named) || node.selectionSet === undefined) return { kind: 'ScalarField', ...common };
    if (!isObjectType(named)) throw new Error(`${named.name} is not an object type`);
    const plural = isListType(getNullableType(field.type));
    const below = selectionsOf(named, node.selectionSet);
    return { kind: 'LinkedField', ...common, concreteType: named.name, plural, selections: below };
  });
}

function argumentOf({ name, value }: ArgumentNode): object {
  return value.kind === Kind.VARIABLE
    ? { kind: 'Variable', name: name.value, variableName: value.name.value }
    : { kind: 'Literal', name: name.value, value: valueFromASTUntyped(value) };
}
