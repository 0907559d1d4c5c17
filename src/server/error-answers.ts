/** What clients get when a request never becomes an operation: the shape of a GraphQL answer, for every HTTP error. */
import type { FastifyInstance, FastifyReply } from 'fastify';

const sentences: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address; operations go to /graphql.',
  405: 'This method is not possible here.',
  408: 'The request did not arrive in time.',
  413: 'The request body is longer than 1 MiB.',
  415: 'The request body needs the Content-Type application/json.',
};

export function addErrorAnswers(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
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
  server.setNotFoundHandler((_request, reply) => answer(reply, 404, 'BAD_REQUEST', sentences[404] ?? ''));
}

function answer(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
