/**
 * Waiting for shared work: each operation waits until its own deadline, and a disconnected client does not stop the
 * work for others.
 */
import pTimeout from 'p-timeout';
import { GatewayError } from './gateway-error.js';
import type { Operation } from './operation.js';

export async function withinDeadline<T>(shared: Promise<T>, { deadline, signal }: Operation): Promise<T> {
  try {
    return await pTimeout(shared, {
      milliseconds: Math.max(1, deadline - performance.now()),
      signal,
      fallback: () => {
        throw new GatewayError(
          'GRAPH_UNAVAILABLE',
          'No token for Microsoft Graph was received in time; nothing was sent to it.',
        );
      },
    });
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw new GatewayError('GRAPH_TIMEOUT', (error as Error).message);
    throw error;
  }
}
