/**
 * One RequestContext for each GraphQL operation: its caller, its deadline, and whether the client is still connected.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CostLedger } from '../core/cost-ledger.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../graphql/request-context.js';
import { callerOf } from './caller-of.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
  /** The cost limit of one operation. */
  readonly maxCost: number;
  /** The latest deadline of any operation, in milliseconds of `performance.now()`: the gateway stops then. */
  readonly latestDeadline: () => number;
  readonly nestedExpand: boolean;
}

/** One instance for all operations, because an error with its stack is expensive. */
const closed = new Error('the response has closed');

export function buildContext(request: FastifyRequest, reply: FastifyReply, options: ContextOptions): RequestContext {
  const running = new AbortController();
  // Aborts when the client disconnects, and also after the response: an error in a non-null field ends an operation
  // while other fields still wait for Graph, and their results are not used.
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
