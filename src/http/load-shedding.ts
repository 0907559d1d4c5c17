/**
 * A gateway whose event loop is too slow rejects new operations immediately, so that running operations still end in
 * time.
 */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { requestShed } from '../telemetry/events.js';
import { sendError } from './error-responses.js';

/** Long enough for a load balancer to see `/ready` and to use other pods. */
const retryAfterSeconds = 1;

export async function addLoadShedding(server: FastifyInstance, maxEventLoopDelayMs: number): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: async (request, reply) => {
      // Probes are always answered: a busy process is still alive.
      if (request.routeOptions.url !== '/graphql') return;
      requestShed(request.log, 'event-loop');
      const message = 'The gateway is overloaded; the request was not sent to Microsoft Graph.';
      void reply.header('retry-after', retryAfterSeconds);
      await sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
    },
  });
}
