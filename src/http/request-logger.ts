/**
 * The logger of one request: its number, and the ids of its trace. It carries the span of the request, so that every
 * event of the request reaches it.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { RequestSpan } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { readTraceparent } from '../telemetry/trace-context.js';

/** Undefined for a request without a trace of the gateway's own. */
export type BeginTrace = (request: IncomingMessage) => RequestSpan | undefined;

type Bindings = Readonly<Record<string, unknown>>;

export function requestLoggers(
  beginTrace: BeginTrace | undefined,
): (logger: FastifyBaseLogger, bindings: Bindings, options: object, request: IncomingMessage) => Logger {
  let requests = 0;
  return (logger, bindings, options, request) => {
    const span = beginTrace?.(request);
    const { traceparent } = request.headers;
    const ids = span?.ids ?? (traceparent === undefined ? undefined : readTraceparent(traceparent));
    // Requests of one operation of a router have the same `x-request-id`.
    const child: Logger = (logger as Logger).child({ ...bindings, number: ++requests, ...ids }, options);
    return span === undefined ? child : Object.assign(child, { span });
  };
}
