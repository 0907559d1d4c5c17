/** One line a request. The path without its query: a GET carries the caller's variables there. */
import type { FastifyInstance } from 'fastify';

export function addRequestLog(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? 'unknown';
    const durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
    const callerLeft = reply.raw.writableFinished ? {} : { callerLeft: true };
    request.log.info({ method: request.method, path, status: reply.statusCode, durationMs, ...callerLeft }, 'answered');
    done();
  });
}
