/** Waiting for what others wait for as well: each no longer than its own operation lasts, and none ends it for all. */
import pTimeout from 'p-timeout';
import { GatewayError } from './gateway-error.js';
import type { Operation } from './operation.js';

export async function withinDeadline<T>(shared: Promise<T>, { deadline, signal }: Operation): Promise<T> {
  try {
    return await pTimeout(shared, {
      milliseconds: Math.max(1, deadline - performance.now()),
      signal,
      fallback: () => {
        throw new GatewayError('GRAPH_UNAVAILABLE', 'No token for Graph came in time; nothing was sent to it.');
      },
    });
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw new GatewayError('GRAPH_TIMEOUT', 'The caller left.');
    throw error;
  }
}
