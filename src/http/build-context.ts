/**
 * One RequestContext for each GraphQL operation: its caller, its deadline, and whether the client is still connected.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerLeft } from '../core/operation.js';
import { KeyedCreations, type Idempotency } from '../idempotency/keyed-creation.js';
import type { Undelivered } from '../idempotency/undelivered.js';
import { CostLedger } from '../core/cost-ledger.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from '../graphql/request-context.js';
import { callerOf } from './caller-of.js';
import { requestName } from './request-name.js';

export interface ContextOptions {
  readonly requestDeadlineMs: number;
  /** The cost limit of one operation. */
  readonly maxCost: number;
  /** The operations that a stopping gateway aborts at last. */
  readonly running: Set<AbortController>;
  readonly nestedExpand: boolean;
  readonly idempotency: Idempotency;
  readonly undelivered: Undelivered;
}

export function buildContext(request: FastifyRequest, reply: FastifyReply, options: ContextOptions): RequestContext {
  const running = new AbortController();
  // Aborts when the client disconnects, and also after the response: an error in a non-null field ends an operation
  // while other fields still wait for Graph, and their results are not used.
  options.running.add(running);
  reply.raw.once('close', () => {
    options.running.delete(running);
    running.abort(callerLeft);
    const { undelivered } = options;
    if (wasWritten(request, reply)) undelivered.delivered(context.idempotency);
    else undelivered.lost(() => requestName(request), context.idempotency, context);
  });
  const { headers } = request;
  const { required } = options.idempotency;
  const now = performance.now();
  request.record.beganAt = now;
  const context = {
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
  return context;
}

/** Up to the last byte, into the buffers of the system. Node.js counts a write that failed as finished. */
function wasWritten({ raw: { socket } }: FastifyRequest, { raw }: FastifyReply): boolean {
  return raw.writableFinished && socket.errored === null;
}

/**
 * A script of a page cannot leave these out. Browsers send the first one to secure origins alone. `Sec-Fetch-Mode` says less:
 * `fetch` of Node.js sends it too.
 */
function isOfWebPage(headers: FastifyRequest['headers']): boolean {
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}
