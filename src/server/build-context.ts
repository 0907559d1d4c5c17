/** One RequestContext for each GraphQL operation: who calls, until when, and whether they are still there. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../summaries/shared/request-context.js';
import { callerOf } from './caller-of.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
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
    deadline: performance.now() + options.requestDeadlineMs,
    nestedExpand: options.nestedExpand,
    logger: request.log as Logger,
  };
}
