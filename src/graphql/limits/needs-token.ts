/**
 * Whether a document needs a token. It does not if it selects only `__typename`, the SDL or, where it is on,
 * introspection.
 */
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const open = new Set(['__typename', '_service']);
const openWithIntrospection = new Set([...open, '__schema', '__type']);

/** False if every operation of the document may run without a token. The document is within the limits. */
export function needsToken({ definitions }: DocumentNode, introspection: boolean): boolean {
  const names = introspection ? openWithIntrospection : open;
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode[];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const isOpen = ({ selections }: SelectionSetNode): boolean =>
    selections.every((node) => {
      if (node.kind === Kind.FIELD) return names.has(node.name.value);
      if (node.kind === Kind.INLINE_FRAGMENT) return isOpen(node.selectionSet);
      const fragment = fragments.get(node.name.value);
      return fragment !== undefined && isOpen(fragment.selectionSet);
    });
  return operations.length === 0 || !operations.every(({ selectionSet }) => isOpen(selectionSet));
}
