/** One RequestContext for each GraphQL operation: who calls, until when, and whether they are still there. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../graph/token-source.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../summaries/shared/request-context.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
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
    caller: new Caller(authorizationHeaders(request.raw.rawHeaders)),
    signal: callerLeft.signal,
    deadline: Math.min(performance.now() + options.requestDeadlineMs, options.latestDeadline()),
    nestedExpand: options.nestedExpand,
    logger: request.log as Logger,
    written: [],
  };
}

/** From the raw headers, because Node drops a second `Authorization` silently, and a proxy might have read the other one. */
function authorizationHeaders(rawHeaders: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') found.push(rawHeaders[index + 1] ?? '');
  }
  return found;
}
