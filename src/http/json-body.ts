/**
 * Request bodies: JSON in UTF-8. Other bytes are rejected, because decoding would replace them and store a different
 * text.
 *
 * A long body may have only a limited number of values, is parsed in its turn, and only the members of a GraphQL
 * request are kept.
 */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRecord } from '../core/is-record.js';
import { turnFor } from '../core/turns.js';
import { limits } from '../graphql/limits/limits.js';
import { RequestError } from './error-responses.js';
import { countJsonValues } from './json-values.js';
import { longBodyBytes, measureBody } from './running-bodies.js';

const valueLimit = limits.bodyValues.toLocaleString('en');
const tooManyValues = `The request body has more than ${valueLimit} JSON values; the limit is ${valueLimit}.`;

/** The members of a request in GraphQL over HTTP. */
const members = ['query', 'operationName', 'variables', 'extensions'] as const;

export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const isLong = body.length > longBodyBytes;
    const read = (): void => {
      if (!isUtf8(body)) return done(Object.assign(new Error('the body is not UTF-8'), { statusCode: 400 }));
      void parse(request, body.toString('utf8'), (error, value) => done(error, isLong ? membersOf(value) : value));
    };
    if (!isLong) return read();
    const values = countJsonValues(body, limits.bodyValues);
    if (values > limits.bodyValues) return done(new RequestError(400, 'BAD_REQUEST', tooManyValues));
    measureBody(request, body.length, values);
    // Parsing takes some nanoseconds for each byte.
    const turn = turnFor(body.length);
    if (turn === undefined) read();
    else void turn.then(() => (hasLeft(request) ? done(new Error('the client has disconnected')) : read()));
  });
}

function hasLeft(request: FastifyRequest): boolean {
  return request.raw.socket.destroyed;
}

/** Without members that the gateway does not read, which would stay in memory as long as the operation runs. */
function membersOf(body: unknown): unknown {
  if (!isRecord(body)) return body;
  const request: Record<string, unknown> = {};
  for (const name of members) if (Object.hasOwn(body, name)) request[name] = body[name];
  const { extensions } = request;
  if (isRecord(extensions)) {
    request['extensions'] = Object.hasOwn(extensions, 'persistedQuery')
      ? { persistedQuery: extensions['persistedQuery'] }
      : {};
  }
  return request;
}
