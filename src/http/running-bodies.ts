/**
 * Long bodies of operations that run: how much memory all of them may hold. An operation keeps its variables until it ends,
 * and may wait for Graph or for a place; the places are bounded by number, not by bytes.
 *
 * Beyond the bound a request with a long body is rejected before it does anything. One that runs is not stopped for another.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendError } from './error-responses.js';
import type { UnfinishedBodies } from './unfinished-bodies.js';
import { longBodyRejected } from '../telemetry/events.js';

/** A creation has some 500 bytes. 640 operations with bodies of this length hold 60 MB at most. */
export const longBodyBytes = 4096;

/** A text may take two bytes for each letter; an empty object with its place in a list takes about 64. */
const bytesPerByte = 2;
const bytesPerValue = 64;

const retryAfterSeconds = 1;

const weights = new WeakMap<FastifyRequest, number>();

/** To be called for a long body, with what it holds, before its operation may run. */
export function measureBody(request: FastifyRequest, bytes: number, values: number): void {
  weights.set(request, bytesPerByte * bytes + bytesPerValue * values);
}

/** What runs is no longer among the bodies that are not parsed yet. */
export function boundRunningBodies(
  server: FastifyInstance,
  maxBytes: number,
  unfinished: Pick<UnfinishedBodies, 'release'>,
): void {
  let held = 0;
  server.addHook('preHandler', (request, reply, done) => {
    const weight = weights.get(request);
    if (weight === undefined) return done();
    unfinished.release(request.raw);
    if (held + weight > maxBytes) {
      longBodyRejected(request.log);
      void reply.header('retry-after', retryAfterSeconds);
      const message = 'The gateway runs too many operations with long bodies; nothing was sent to Graph.';
      return void sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
    }
    held += weight;
    reply.raw.once('close', () => (held -= weight));
    done();
  });
}
