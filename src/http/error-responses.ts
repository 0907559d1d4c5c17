/** What clients get when a request never becomes an operation: the shape of a GraphQL answer, for every HTTP error. */
import type { FastifyInstance, FastifyReply } from 'fastify';

const sentences: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address; operations go to /graphql.',
  405: 'Operations go to /graphql by POST; queries may also come by GET.',
  408: 'The request did not arrive in time.',
  413: 'The request body is longer than 1 MiB.',
  415: 'The request body needs the Content-Type application/json.',
};

/** A refusal that already knows what to tell. `message` is one sentence for a person. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The body of an answer that tells one refusal. */
export function refusal(code: string, message: string, details: Readonly<Record<string, unknown>> = {}): object {
  return { errors: [{ message, extensions: { code, ...details } }] };
}

export function addErrorAnswers(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof RefusedRequest) {
      return reply.code(error.statusCode).send(refusal(error.code, error.message, error.details));
    }
    if (error.code === 'ERR_INVALID_URL') return answer(reply, 400, 'BAD_REQUEST', 'The Host header names no host.');
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ err: error }, 'The gateway failed');
      return answer(reply, status, 'INTERNAL_SERVER_ERROR', 'The gateway failed.');
    }
    return answer(
      reply,
      status,
      'BAD_REQUEST',
      sentences[status] ?? 'The request cannot be read: its body needs to be JSON.',
    );
  });
  server.setNotFoundHandler((request, reply) => {
    const isDoor = /^\/graphql(\?|$)/.test(request.url);
    if (isDoor) void reply.header('allow', 'GET, POST');
    const status = isDoor ? 405 : 404;
    return answer(reply, status, 'BAD_REQUEST', sentences[status] ?? '');
  });
}

/** A URL that no router can read, told without repeating it. Fastify asks for this before any hook or handler exists. */
export function answerBadUrl(reply: FastifyReply): void {
  void answer(reply, 400, 'BAD_REQUEST', 'The URL cannot be read.');
}

function answer(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send(refusal(code, message));
}
