/** `/live`, `/ready`, and the responses while the gateway drains. */
import type { FastifyInstance } from 'fastify';
import { requestShed } from '../telemetry/events.js';
import { sendError } from './error-responses.js';

export interface Health {
  /** True from the beginning of the stop on. */
  readonly isStopping: () => boolean;
  /** True once no operation is accepted any more. */
  readonly isDraining: () => boolean;
  /** True while the next call to Graph would be rejected. */
  readonly isOverloaded: () => boolean;
}

const retryAfterSeconds = 1;

/**
 * Call this after load shedding is added. An open circuit breaker does not count, because every pod calls the same
 * Graph.
 */
export function addHealth(server: FastifyInstance, { isStopping, isDraining, isOverloaded }: Health): void {
  server.get('/live', () => ({ status: 'live' }));
  server.get('/ready', (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ status: 'draining' });
    if (isOverloaded() || server.isUnderPressure()) return reply.code(503).send({ status: 'overloaded' });
    return reply.send({ status: 'ready' });
  });
  // A stopping gateway rejects requests that still arrive on open connections.
  server.addHook('onRequest', (request, reply, done) => {
    if (!isDraining() || request.routeOptions.url !== '/graphql') return done();
    requestShed(request.log, 'draining');
    const message = 'The gateway is shutting down; the request was not sent to Microsoft Graph.';
    void reply.header('retry-after', retryAfterSeconds);
    void sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
  });
}
