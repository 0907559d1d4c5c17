/**
 * Long bodies of running operations: how much memory all of them may hold. An operation keeps its variables until it
 * ends, and may wait for Graph or for a slot. The slots limit the number of operations, not their bytes.
 *
 * Beyond the limit a request with a long body is rejected before any other work. Running operations are not stopped for
 * new ones.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendError } from './error-responses.js';
import type { UnfinishedBodies } from './unfinished-bodies.js';
import { longBodyRejected } from '../telemetry/events.js';

/** A creation has about 500 bytes. 640 operations with bodies of this length hold at most 60 MB. */
export const longBodyBytes = 4096;

/** A text may take two bytes per character; an empty object in a list takes about 64 bytes. */
const bytesPerByte = 2;
const bytesPerValue = 64;

const retryAfterSeconds = 1;

const weights = new WeakMap<FastifyRequest, number>();

/** Call this for a long body, with its size, before its operation runs. */
export function measureBody(request: FastifyRequest, bytes: number, values: number): void {
  weights.set(request, bytesPerByte * bytes + bytesPerValue * values);
}

/** The body is no longer counted among the unparsed ones. */
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
      const message =
        'The gateway is running too many operations with long bodies; nothing was sent to Microsoft Graph.';
      return void sendError(reply, 503, 'GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
    }
    held += weight;
    reply.raw.once('close', () => (held -= weight));
    done();
  });
}
