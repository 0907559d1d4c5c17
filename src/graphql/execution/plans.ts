/**
 * The plans of stored documents. A plan is made when an operation of a stored document runs for the second time, so
 * documents that run once or twice cost nothing.
 *
 * A plan lives as long as its document, and a document is stored only with memory for its plans
 * (../limits/document-store.ts).
 */
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { fragmentsOf, planOf, type Fragments, type OperationPlan } from './plan.js';

interface Planned {
  /** Of the whole document, for all its operations. */
  readonly fragments: Fragments;
  readonly operations: Map<OperationDefinitionNode, OperationPlan | 'none'>;
}

export class Plans {
  readonly #documents = new WeakMap<DocumentNode, Planned | 'ran once'>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Undefined: graphql-js executes the operation. */
  of(document: DocumentNode, operation: OperationDefinitionNode): OperationPlan | undefined {
    let planned = this.#documents.get(document);
    if (planned === undefined) {
      this.#documents.set(document, 'ran once');
      return undefined;
    }
    if (planned === 'ran once') {
      planned = { fragments: fragmentsOf(document), operations: new Map() };
      this.#documents.set(document, planned);
    }
    let plan = planned.operations.get(operation);
    if (plan === undefined) {
      plan = planOf(this.schema, planned.fragments, operation) ?? 'none';
      planned.operations.set(operation, plan);
    }
    return plan === 'none' ? undefined : plan;
  }
}
