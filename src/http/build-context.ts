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

export function buildContext(request: FastifyRequest, reply: FastifyReply, options: ContextOptions): RequestContext {
  const callerLeft = new AbortController();
  const response = reply.raw;
  response.once('close', () => {
    if (!response.writableFinished) callerLeft.abort();
  });
  return {
    caller: callerOf(request),
    signal: callerLeft.signal,
    deadline: Math.min(performance.now() + options.requestDeadlineMs, options.latestDeadline()),
    nestedExpand: options.nestedExpand,
    logger: request.log as Logger,
    ledger: new CostLedger(options.maxCost),
    written: [],
  };
}
