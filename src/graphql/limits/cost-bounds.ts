/**
 * Between which costs an operation lies, whatever its variables are. Computed once for each document, so that a request
 * with a document that is cheap in any case is not counted again.
 */
import {
  getNamedType,
  getOperationRootType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Dearest, Estimate } from '../../summaries/schema/cost.js';

export interface CostBounds {
  /** Infinity if the variables must be looked at: they may be rejected, or decide about a directive. */
  readonly most: number;
  /**
   * Of every operation that sends a request: it has run a root field, and this is the cost of the cheapest one. 0 if
   * `most` is Infinity.
   */
  readonly least: number;
}

/** Lives as long as the document. */
const known = new WeakMap<OperationDefinitionNode, CostBounds>();

/** The document is valid and within the limits. */
export function costBounds(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostBounds {
  let bounds = known.get(operation);
  if (bounds === undefined) {
    bounds = boundsOf(schema, document, operation);
    known.set(operation, bounds);
  }
  return bounds;
}

function boundsOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CostBounds {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let least = Infinity;

  /** For an abstract type the sum of all its types, which is more than the largest of them. */
  const most = (type: unknown, { selections }: SelectionSetNode, isRoot: boolean): number => {
    let sum = 0;
    for (const node of selections) {
      if (node.directives !== undefined && node.directives.length > 0) return Infinity;
      if (node.kind === Kind.FIELD) {
        sum += ofField(type, node, isRoot);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment === undefined) continue;
      const { typeCondition, selectionSet } = fragment;
      sum += most(typeCondition === undefined ? type : typeFromAST(schema, typeCondition), selectionSet, isRoot);
    }
    return sum;
  };

  const ofField = (type: unknown, node: FieldNode, isRoot: boolean): number => {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return 0;
    const childComplexity = node.selectionSet ? most(getNamedType(field.type), node.selectionSet, false) : 0;
    const cost = field.extensions['complexity'] as ((estimate: Estimate) => number) | number | undefined;
    if (cost === undefined) return childComplexity;
    if (isRoot) least = Math.min(least, typeof cost === 'number' ? cost : cost({ args: {}, childComplexity: 0 }));
    if (typeof cost === 'number') return cost + childComplexity;
    const dearest = (field.extensions['dearest'] as Dearest | undefined) ?? {};
    const args: Record<string, unknown> = {};
    for (const { name } of node.arguments ?? []) {
      if (!Object.hasOwn(dearest, name.value)) return Infinity;
      args[name.value] = dearest[name.value];
    }
    return cost({ args, childComplexity });
  };

  const total = most(getOperationRootType(schema, operation), operation.selectionSet, true);
  return { most: total, least: Number.isFinite(total) ? least : 0 };
}
