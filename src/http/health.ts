/** `/live`, `/ready`, and what clients see while the gateway drains. */
import type { FastifyInstance } from 'fastify';
import { sendError } from './error-responses.js';

export interface Health {
  /** True from the beginning of the stop on. */
  readonly isStopping: () => boolean;
  /** True once no operation is accepted any more. */
  readonly isDraining: () => boolean;
  /** True while the next call to Graph would be refused. */
  readonly isOverloaded: () => boolean;
}

const retryAfterSeconds = 1;

/** To be called after load shedding was added. An open circuit breaker does not count: no other pod has another Graph. */
export function addHealth(server: FastifyInstance, { isStopping, isDraining, isOverloaded }: Health): void {
  server.get('/live', () => ({ status: 'live' }));
  server.get('/ready', (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ status: 'draining' });
    if (isOverloaded() || server.isUnderPressure()) return reply.code(503).send({ status: 'overloaded' });
    return reply.send({ status: 'ready' });
  });
  // A gateway that stops serves no further operation, also over open connections.
  server.addHook('onRequest', (request, reply, done) => {
    if (!isDraining() || request.routeOptions.url !== '/graphql') return done();
    const message = 'The gateway stops; nothing was sent to Graph.';
    void reply.header('retry-after', retryAfterSeconds);
    void sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
  });
}
