/** One RequestContext for each GraphQL operation: who calls, until when, and whether they are still there. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CostLedger } from '../core/cost-ledger.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../graphql/request-context.js';
import { callerOf } from './caller-of.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
  /** What one operation may cost. */
  readonly maxCost: number;
  /** No operation may last longer, in milliseconds of `performance.now()`: the gateway stops then. */
  readonly latestDeadline: () => number;
  readonly nestedExpand: boolean;
}

/** Made once: an error with its stack would be made for each operation otherwise. */
const closed = new Error('the response has closed');

export function buildContext(request: FastifyRequest, reply: FastifyReply, options: ContextOptions): RequestContext {
  const running = new AbortController();
  // When the caller has left. Also after the response: a field that may not be null ends an operation with its error while
  // others still wait for Graph, and what they get has no reader.
  reply.raw.once('close', () => running.abort(closed));
  return {
    caller: callerOf(request),
    signal: running.signal,
    deadline: Math.min(performance.now() + options.requestDeadlineMs, options.latestDeadline()),
    nestedExpand: options.nestedExpand,
    logger: request.log as Logger,
    ledger: new CostLedger(options.maxCost),
    written: [],
  };
}
