/** One RequestContext for each GraphQL operation: who calls, until when, and whether they are still there. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../graph/token-source.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../summaries/shared/request-context.js';

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
    caller: new Caller(authorizationHeaders(request.raw.rawHeaders)),
    signal: callerLeft.signal,
    deadline: performance.now() + options.requestDeadlineMs,
    nestedExpand: options.nestedExpand,
    logger: request.log as Logger,
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
