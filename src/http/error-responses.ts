/** Responses to requests that never become an operation: the shape of a GraphQL response, for every HTTP error. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OperationRecord } from '../core/operation-record.js';
import { jsonType, responseTypeFor } from './response-type.js';
import { operationFailed, requestUnreadable } from '../telemetry/events.js';

const sentences: Readonly<Record<number, string>> = {
  404: 'This path does not exist; send operations to /graphql.',
  405: 'Send operations to /graphql with POST; queries may also use GET.',
  408: 'The request did not arrive in time.',
  413: 'The request body is longer than 1 MiB.',
  415: 'The Content-Type of the request body must be application/json.',
};

/** A rejection with its HTTP status and code. `message` is one sentence for a person. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The body of a response that reports one error. `requestId`: the `x-request-id` of the response. */
export function errorBody(
  requestId: string,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): object {
  return { errors: [{ message, extensions: { code, ...details, requestId } }] };
}

export function addErrorResponses(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof RequestError) {
      return sendError(reply, error.statusCode, error.code, error.message, error.details);
    }
    if (error.code === 'ERR_INVALID_URL')
      return sendError(reply, 400, 'BAD_REQUEST', 'The Host header does not name a host.');
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      operationFailed(request.log, { err: error });
      return sendError(reply, status, 'INTERNAL_SERVER_ERROR', 'The gateway failed.');
    }
    return sendError(
      reply,
      status,
      'BAD_REQUEST',
      sentences[status] ?? 'The request cannot be read: its body must be JSON.',
    );
  });
  server.setNotFoundHandler((request, reply) => {
    const isDoor = /^\/graphql(\?|$)/.test(request.url);
    if (isDoor) void reply.header('allow', 'GET, POST');
    const status = isDoor ? 405 : 404;
    return sendError(reply, status, 'BAD_REQUEST', sentences[status] ?? '');
  });
}

/**
 * A URL that the router cannot decode; the response does not repeat it. Fastify calls this before any hook or handler
 * exists.
 */
export function rejectBadUrl(reply: FastifyReply): void {
  requestUnreadable(reply.request.log, { status: 400 });
  void sendError(reply, 400, 'BAD_REQUEST', 'The URL cannot be read.');
}

/** Every error response outside of Apollo Server, in the media type that the client prefers. */
export function sendError(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { id } = reply.request;
  // Undefined before any hook has run.
  const record = reply.request.record as OperationRecord | undefined;
  if (record !== undefined) {
    record.codes = [code];
    record.hasRequestId = true;
  }
  return reply
    .code(status)
    .header('x-request-id', id)
    .type(responseTypeFor(reply.request.headers.accept) ?? jsonType)
    .send(errorBody(id, code, message, details));
}
