/**
 * HTTP 503 for an operation that did nothing because the gateway's own queue was full. Load balancers and clients act on
 * the status and `Retry-After` without reading the response.
 */
import { GatewayError } from '../../core/gateway-error.js';
import type { OperationHooks } from '../operation-hooks.js';

/**
 * An operation of which a part succeeded, or failed for another reason, is HTTP 200 as usual: its client reads the
 * response.
 */
export const reportFullQueue: OperationHooks = {
  willSendResponse({ errors, response: { body, http }, contextValue: { written } }) {
    if (errors === undefined || written.length > 0 || body.kind !== 'single') return;
    const { singleResult } = body;
    if (!Object.values(singleResult.data ?? {}).every(isNothing)) return;
    let retryAfterSeconds = 1;
    for (const { originalError } of errors) {
      if (!(originalError instanceof GatewayError) || originalError.details.notSent !== 'full queue') return;
      retryAfterSeconds = Math.max(retryAfterSeconds, originalError.retryAfterSeconds ?? 0);
    }
    http.status = 503;
    http.headers.set('retry-after', String(retryAfterSeconds));
    // GraphQL over HTTP requires a success status for `data` that is not null.
    singleResult.data = null;
  },
};

/** No field, and no item of a list such as `_entities`, has a value. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isNothing);
  return value === null;
}
