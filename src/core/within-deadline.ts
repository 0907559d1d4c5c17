/** Waiting for what others wait for as well: each no longer than their own operation lasts, and nobody ends it for all. */
import { GatewayError } from './gateway-error.js';
import type { Operation } from './operation.js';

export function withinDeadline<T>(shared: Promise<T>, { deadline, signal }: Operation): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', left);
    };
    const fail = (error: GatewayError): void => {
      stop();
      reject(error);
    };
    const left = (): void => fail(new GatewayError('GRAPH_TIMEOUT', 'The caller left.'));
    const late = (): void => {
      const message = 'No token for Graph came in time; nothing was sent to it.';
      fail(new GatewayError('GRAPH_UNAVAILABLE', message));
    };
    const timer = setTimeout(late, Math.max(0, deadline - performance.now()));
    signal.addEventListener('abort', left, { once: true });
    if (signal.aborted) left();
    shared.then(resolve, reject).finally(stop);
  });
}
