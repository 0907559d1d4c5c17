/**
 * Where a variable is used: the names from the argument to the value, as in `input.displayName` for
 * `create(input: { displayName: $name })`. Clients name their variables as they like; the arguments are the schema's.
 *
 * The document is within the limits, so recursion is safe.
 */
import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Segments } from '../../core/validation-problem.js';

/** Variable -> its first use. A variable that is not used is not in it. */
export type PlacesOfVariables = ReadonlyMap<string, Segments>;

interface Search {
  readonly places: Map<string, Segments>;
  readonly document: DocumentNode;
  readonly fragments: Set<string>;
}

export function placesOfVariables(document: DocumentNode, operation: OperationDefinitionNode): PlacesOfVariables {
  const search: Search = { places: new Map(), document, fragments: new Set() };
  inDirectives(operation.directives, search);
  inSelections(operation.selectionSet, search);
  return search.places;
}

function inSelections({ selections }: SelectionSetNode, search: Search): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      for (const { name, value } of selection.arguments ?? []) inValue(value, [name.value], search);
    }
    inDirectives(selection.directives, search);
    if (selection.kind !== Kind.FRAGMENT_SPREAD) {
      if (selection.selectionSet) inSelections(selection.selectionSet, search);
    } else if (!search.fragments.has(selection.name.value)) {
      search.fragments.add(selection.name.value);
      inFragment(selection.name.value, search);
    }
  }
}

function inFragment(name: string, search: Search): void {
  for (const definition of search.document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION || definition.name.value !== name) continue;
    inDirectives(definition.directives, search);
    inSelections(definition.selectionSet, search);
  }
}

function inDirectives(directives: readonly DirectiveNode[] | undefined, search: Search): void {
  for (const directive of directives ?? []) {
    for (const { name, value } of directive.arguments ?? []) inValue(value, [name.value], search);
  }
}

function inValue(value: ValueNode, at: Segments, search: Search): void {
  if (value.kind === Kind.VARIABLE) {
    if (!search.places.has(value.name.value)) search.places.set(value.name.value, at);
  } else if (value.kind === Kind.LIST) {
    value.values.forEach((item, index) => inValue(item, [...at, index], search));
  } else if (value.kind === Kind.OBJECT) {
    for (const field of value.fields) inValue(field.value, [...at, field.name.value], search);
  }
}
