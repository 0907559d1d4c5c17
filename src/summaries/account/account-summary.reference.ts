/** Federation: resolves the key that another subgraph holds to the account summary. An unknown key is null. */
import type { GraphQLResolveInfo } from 'graphql';
import { GatewayError } from '../../core/gateway-error.js';
import type { RequestContext } from '../request-context.js';
import { projectionOf } from '../resource/selected-properties.js';
import { deviceManagement } from '../addresses.js';
import type { AccountSummaryResource } from './account-summary.resource.js';
import type { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export function resolveAccountSummaryReference(accountSummaries: AccountSummaryResource) {
  return async (
    reference: { id: unknown },
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummary | null> => {
    const id = typeof reference.id === 'string' ? reference.id : '';
    const wanted = projectionOf(info, context, 'MacOSSoftwareUpdateAccountSummary');
    try {
      return await accountSummaries.get(deviceManagement, id, wanted, context);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };
}
