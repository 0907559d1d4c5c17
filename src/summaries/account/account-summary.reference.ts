/** Federation: from the key that another subgraph holds to the account summary. A dangling key is null. */
import { GraphError } from '../../graph/graph-error.js';
import type { RequestContext } from '../shared/request-context.js';
import type { AccountSummaryResource } from './account-summary.resource.js';
import type { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export function resolveAccountSummaryReference(accountSummaries: AccountSummaryResource) {
  return async (
    reference: { id: unknown },
    context: RequestContext,
  ): Promise<MacOSSoftwareUpdateAccountSummary | null> => {
    try {
      return await accountSummaries.get(typeof reference.id === 'string' ? reference.id : '', context);
    } catch (error) {
      if (error instanceof GraphError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };
}
