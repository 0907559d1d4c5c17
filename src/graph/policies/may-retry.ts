/**
 * What may be sent again: a read if Graph may succeed next time, a write only if Graph cannot have acted.
 *
 * Graph rejects a throttled request (429) before it acts on it. A 503 that names a time has the same meaning. A request
 * that was never sent cannot have been carried out. For a write nothing else is certain, so nothing else is repeated:
 * docs/adr/0004-when-a-write-is-unknown.md.
 */
import type { GatewayError } from '../../core/gateway-error.js';
import { NotJsonError } from '../graph-failure.js';
import { isCertificateFault } from '../unreachable.js';
import type { Access } from '../../core/token-source.js';

/** Failures of a layer between the gateway and the service, or of its load; a 500 would only fail again. */
const passing = [502, 503, 504];

export function mayRetry({ code, details }: GatewayError, access: Access): boolean {
  const status = details.graph?.status ?? null;
  switch (code) {
    case 'RATE_LIMITED':
      return true;
    case 'GRAPH_TIMEOUT':
      // For a write this code says that it was never sent.
      return true;
    case 'GRAPH_UNAVAILABLE':
      if (details.graph === undefined) return false; // rejected by the breaker or for overload; such a call fails immediately
      if (isCertificateFault(details.cause)) return false;
      if (access === 'read') return status === null || status < 400 || passing.includes(status);
      return status === null || (status === 503 && details.retryAfterSeconds !== undefined);
    case 'GRAPH_BAD_RESPONSE':
      // Something in front of Graph may have answered. Graph itself would repeat its own error.
      return access === 'read' && details.cause instanceof NotJsonError;
    default:
      return false;
  }
}

/** After these, the next try uses its own connection: another server may answer there. */
export function needsFreshConnection({ code, details }: GatewayError): boolean {
  const status = details.graph?.status ?? null;
  return code === 'GRAPH_UNAVAILABLE' && (status === null || status < 400 || status === 503);
}
