/**
 * Rejects with 406 a client that accepts no response type of the gateway.
 *
 * Apollo Server negotiates the media type only after it has executed the operation, when a write is already stored.
 */
import type { FastifyInstance } from 'fastify';
import { RequestError } from './error-responses.js';
import { acceptsHtml, responseTypeFor } from './response-type.js';

const sentence =
  'The Accept header must allow application/graphql-response+json or application/json, without parameters other than charset.';

/** With `landingPage`, a browser's GET receives a page, and Apollo Server executes nothing. */
export function rejectUnacceptable(server: FastifyInstance, { landingPage }: { landingPage: boolean }): void {
  server.addHook('onRequest', ({ headers: { accept }, method, routeOptions }, _reply, done) => {
    const isAcceptable =
      routeOptions.url !== '/graphql' ||
      responseTypeFor(accept) !== undefined ||
      (landingPage && method === 'GET' && acceptsHtml(accept));
    if (isAcceptable) done();
    else done(new RequestError(406, 'BAD_REQUEST', sentence));
  });
}
