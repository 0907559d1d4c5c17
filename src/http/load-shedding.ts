/** A gateway whose event loop lags refuses operations at once, so that those it has taken on are still answered in time. */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { sendError } from './error-responses.js';

/** Long enough for a load balancer to see `/ready` and send callers elsewhere. */
const retryAfterSeconds = 1;

export async function addLoadShedding(server: FastifyInstance, maxEventLoopDelayMs: number): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: async (request, reply) => {
      // Probes are answered whatever happens: a busy process is not a dead one.
      if (request.routeOptions.url !== '/graphql') return;
      const message = 'The gateway has too much to do; nothing was sent to Graph.';
      void reply.header('retry-after', retryAfterSeconds);
      await sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
    },
  });
}
