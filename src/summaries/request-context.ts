/** What every resolver gets: the operation it works for. One for each GraphQL operation, never shared. */
import type { Operation } from '../core/operation.js';

export interface RequestContext extends Operation {
  /** Whether children come along by `$expand`, because the operator says that this tenant's Graph honours it. */
  readonly nestedExpand: boolean;
}
