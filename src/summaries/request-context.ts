/** The context of every resolver: the operation that it runs for. One for each GraphQL operation, never shared. */
import type { KeyedCreations } from '../idempotency/keyed-creation.js';
import type { Operation } from '../core/operation.js';

export interface RequestContext extends Operation {
  /** Whether children are read by `$expand`, because the operator says that this tenant's Graph supports it. */
  readonly nestedExpand: boolean;
  /** The creations that have an idempotency key. */
  readonly idempotency: KeyedCreations;
}
