/** One line per request. The path is logged without its query, because a GET has the caller's variables there. */
import type { FastifyInstance } from 'fastify';
import { requestAnswered } from '../telemetry/events.js';

export function addRequestLog(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? 'unknown';
    const durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
    const callerLeft = reply.raw.writableFinished ? {} : { callerLeft: true as const };
    requestAnswered(request.log, { method: request.method, path, status: reply.statusCode, durationMs, ...callerLeft });
    done();
  });
}
