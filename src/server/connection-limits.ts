/**
 * What one connection may cost: how long a client may take to ask and to listen, and how long what it sends may be.
 *
 * Node.js and Fastify hold most of the bounds. Here they get their values, and the answers of a GraphQL door.
 */
import { STATUS_CODES, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedRequest, refusal } from './error-answers.js';

/** Times in milliseconds. Together with one interval between two looks, none of them leaves a client 15 s. */
export interface ConnectionLimits {
  /** From the connection, or from the previous answer's next byte, to the end of the headers. */
  readonly headersTimeoutMs: number;
  /** To the end of the body. */
  readonly requestTimeoutMs: number;
  /** From the first byte of an answer until the client's system has taken the last one. */
  readonly answerTimeoutMs: number;
  /** How often Node.js looks for late requests. */
  readonly lookEveryMs: number;
}

export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 14_000,
  answerTimeoutMs: 14_000,
  lookEveryMs: 1_000,
};

export const maxBodyBytes = 1024 * 1024;
const maxHeaderBytes = 16 * 1024;
const maxUrlCharacters = 8 * 1024;

/** Options of `fastify()`; {@link addConnectionLimits} is the other half. */
export function connectionOptions({ headersTimeoutMs, requestTimeoutMs, lookEveryMs }: ConnectionLimits): {
  bodyLimit: number;
  requestTimeout: number;
  http: ServerOptions;
  clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => void;
} {
  return {
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: lookEveryMs,
      maxHeaderSize: maxHeaderBytes,
    },
    clientErrorHandler: refuseConnection,
  };
}

/** Connections on which an operation runs: the next bytes of such a client get no answer before the operation's own. */
const working = new WeakSet<Socket>();

export function addConnectionLimits(server: FastifyInstance, { answerTimeoutMs }: ConnectionLimits): void {
  // A form's text is no operation; without this Fastify would read it, only for Apollo Server to refuse it.
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', (request, _reply, done) => {
    const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
    if ((request.raw.url ?? '').length > maxUrlCharacters) {
      done(new RefusedRequest(414, 'BAD_REQUEST', 'The URL is longer than 8 KiB; send the operation by POST.'));
    } else if (encoding !== 'identity') {
      // Never unpacked, so there is nothing that could unpack to more than it seems.
      const sentence = 'The request body is compressed (Content-Encoding); send it as it is, it may have 1 MiB.';
      done(new RefusedRequest(415, 'BAD_REQUEST', sentence));
    } else {
      done();
    }
  });

  server.addHook('preHandler', (request, _reply, done) => {
    working.add(request.raw.socket);
    done();
  });

  server.addHook('onSend', (request, reply, _payload, done) => {
    // Most answers are with the client's system by then, and need no timer.
    setImmediate(watchAnswer, request, reply, answerTimeoutMs);
    done();
  });
}

/** Closes the connection of a client that does not take its answer in time. */
function watchAnswer(request: FastifyRequest, reply: FastifyReply, answerTimeoutMs: number): void {
  const { socket } = request.raw;
  if (reply.raw.writableFinished || reply.raw.destroyed) return void working.delete(socket);
  // Not the socket's own idle time: a client that takes one byte now and then would never be idle.
  const late = setTimeout(() => {
    // The answer still waits behind the one to an earlier request of this connection.
    if (reply.raw.socket === null) return void late.refresh();
    request.log.info('the caller did not take the answer in time');
    socket.destroy();
  }, answerTimeoutMs);
  reply.raw.once('close', () => {
    clearTimeout(late);
    working.delete(socket);
  });
}

const clientErrors: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The request headers are longer than 16 KiB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The request body is longer than 1 MiB.'],
};

/** What Node.js could not read as a request: told on the bare socket, which is closed. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET' && !working.has(socket)) {
    const [status, sentence] = clientErrors[error.code ?? ''] ?? [400, 'This is no well-formed HTTP request.'];
    const body = JSON.stringify(refusal('BAD_REQUEST', sentence));
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy(error);
}
