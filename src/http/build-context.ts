/**
 * One RequestContext for each GraphQL operation: its caller, its deadline, and whether the client is still connected.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyedCreations, type Idempotency } from '../idempotency/keyed-creation.js';
import { CostLedger } from '../core/cost-ledger.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../graphql/request-context.js';
import { callerOf } from './caller-of.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
  /** The cost limit of one operation. */
  readonly maxCost: number;
  /** The operations that a stopping gateway aborts at last. */
  readonly running: Set<AbortController>;
  readonly nestedExpand: boolean;
  readonly idempotency: Idempotency;
}

/** One instance for all operations, because an error with its stack is expensive. */
const closed = new Error('The client disconnected.');

export function buildContext(request: FastifyRequest, reply: FastifyReply, options: ContextOptions): RequestContext {
  const running = new AbortController();
  // Aborts when the client disconnects, and also after the response: an error in a non-null field ends an operation
  // while other fields still wait for Graph, and their results are not used.
  options.running.add(running);
  reply.raw.once('close', () => {
    options.running.delete(running);
    running.abort(closed);
  });
  const { headers } = request;
  const { required } = options.idempotency;
  const now = performance.now();
  request.record.beganAt = now;
  return {
    caller: callerOf(request),
    signal: running.signal,
    deadline: now + options.requestDeadlineMs,
    nestedExpand: options.nestedExpand,
    idempotency: new KeyedCreations(
      options.idempotency,
      headers['idempotency-key'] as string | undefined,
      required === 'all' || (required === 'browsers' && isOfWebPage(headers)),
    ),
    logger: request.log as Logger,
    record: request.record,
    ledger: new CostLedger(options.maxCost),
    written: [],
  };
}

/** A script of a page cannot leave these out. Browsers send the first one to secure origins alone. */
function isOfWebPage(headers: FastifyRequest['headers']): boolean {
  return headers['sec-fetch-mode'] !== undefined || headers.origin !== undefined;
}
