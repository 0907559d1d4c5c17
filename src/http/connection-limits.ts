/**
 * Limits of connections, one alone and all together: how long a client may take to send and to read, and how much memory
 * its requests and responses may hold.
 *
 * Node.js and Fastify enforce most of these limits. This file sets their values and the responses for each.
 */
import { maxBodyBytes } from '../graphql/limits/body.js';
import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../telemetry/logger.js';
import { rejectBadUrl, errorBody } from './error-responses.js';
import { nameHost, refuseHead } from './request-head.js';
import { jsonType, responseTypeFor } from './response-type.js';
import { RequestTurns } from './request-turns.js';
import { boundRunningBodies } from './running-bodies.js';
import { UnfinishedBodies } from './unfinished-bodies.js';
import { UnreadResponses } from './unread-responses.js';
import { requestUnreadable } from '../telemetry/events.js';

/** Times in milliseconds, memory in bytes. With the interval between two checks added, each time ends within 15 s. */
export interface ConnectionLimits {
  /** From the connection, or from the first byte after the previous response, to the end of the headers. */
  readonly headersTimeoutMs: number;
  /** To the end of the body. */
  readonly requestTimeoutMs: number;
  /** From the first byte of a response until the client's system has received the last one. */
  readonly answerTimeoutMs: number;
  /** How often Node.js checks for late requests. */
  readonly lookEveryMs: number;
  /** Memory of all responses together that clients have not received yet. */
  readonly maxUnreadBytes: number;
  /** Memory of all request bodies together that are incomplete or not yet parsed. */
  readonly maxUnfinishedBytes: number;
  /** Memory of all long bodies together whose operations are running. */
  readonly maxRunningBytes: number;
  readonly maxConnections: number;
}

export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 14_000,
  answerTimeoutMs: 14_000,
  lookEveryMs: 1_000,
  // An eighth of a 512 MB container; 200 slow clients with 300 kB each.
  maxUnreadBytes: 64 * 1024 * 1024,
  maxUnfinishedBytes: 64 * 1024 * 1024,
  // Some 75 creations of 1,000 reports.
  maxRunningBytes: 96 * 1024 * 1024,
  // An idle one costs 11 kB.
  maxConnections: 10_000,
};

/** Longer than the 60 s of most proxies: the proxy should close first. */
const keepAliveTimeoutMs = 72_000;
/** Clients are promised the time above, and a request that is sent in its last moment still arrives. */
const keepAliveBufferMs = 3_000;

const maxHeaderBytes = 16 * 1024;

/** Both halves: the options of `fastify()`, and the hooks of that server. */
export function limitConnections(
  limits: ConnectionLimits,
  { logger, isStopping }: { logger: Pick<Logger, 'info' | 'warn'>; isStopping: () => boolean },
) {
  const turns = new RequestTurns(logger, isStopping);
  const unread = new UnreadResponses(limits.answerTimeoutMs, limits.maxUnreadBytes);
  return {
    options: {
      bodyLimit: maxBodyBytes,
      serverFactory: (handle: RequestListener): Server => httpServer(limits, turns, handle),
      clientErrorHandler: (error: ClientError, socket: Socket): void => refuseConnection(error, socket, turns, logger),
      frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
        unread.watch(reply.raw, request.log);
        rejectBadUrl(reply);
      },
    },
    addHooks: (server: FastifyInstance): void => {
      const unfinished = new UnfinishedBodies(limits.maxUnfinishedBytes);
      addHooks(server, turns, unread, unfinished);
      boundRunningBodies(server, limits.maxRunningBytes, unfinished);
    },
  };
}

/** `rawPacket`: a Buffer with the bytes that Node.js was parsing. */
type ClientError = Error & { code?: string; rawPacket?: unknown };

function httpServer(
  { headersTimeoutMs, requestTimeoutMs, lookEveryMs, maxConnections }: ConnectionLimits,
  turns: RequestTurns,
  handle: RequestListener,
): Server {
  const take = turns.listener(handle);
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: lookEveryMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      keepAliveTimeoutBuffer: keepAliveBufferMs,
      maxHeaderSize: maxHeaderBytes,
      // Node.js would answer these two itself, out of order; `refuseHead` does it instead.
      requireHostHeader: false,
    },
    take,
  );
  server.on('checkExpectation', take);
  server.on('connection', turns.add);
  server.maxConnections = maxConnections;
  // Called when the server closes. Node.js counts a connection as idle while its client still reads the last response.
  server.closeIdleConnections = turns.drain;
  return server;
}

function addHooks(
  server: FastifyInstance,
  turns: RequestTurns,
  unread: UnreadResponses,
  unfinished: UnfinishedBodies,
): void {
  // A form's text is not an operation. Without this, Fastify would read it and then Apollo Server would reject it.
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', (request, _reply, done) => {
    const refused = refuseHead(request.raw);
    if (refused) return done(refused);
    nameHost(request.raw);
    done();
  });

  server.addHook('preParsing', (request, reply, body, done) => {
    unfinished.watch(request.raw, reply.raw, body, request.log);
    done(null, body);
  });

  server.addHook('onSend', (request, reply, payload, done) => {
    if (turns.isLast(request.raw.socket)) void reply.header('connection', 'close');
    // Fastify sets it on every response of a closing server, even if another response follows.
    else if (reply.raw.hasHeader('connection')) reply.raw.removeHeader('connection');
    unread.watch(reply.raw, request.log, typeof payload === 'string' ? payload.length : 0);
    done();
  });
}

const clientErrors: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The request headers are longer than 16 KiB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions of the request body are longer than 16 KiB.'],
};

/**
 * Input that Node.js could not parse as a request. The error is written to the bare socket, unless an earlier request
 * still waits for its response: the client would mistake the error for that one. Either way the connection closes.
 */
function refuseConnection(error: ClientError, socket: Socket, turns: RequestTurns, logger: Pick<Logger, 'info'>): void {
  if (socket.writable && turns.owes(socket))
    return turns.closeAfterResponses(socket, 'a client has sent a malformed request');
  if (socket.writable && error.code !== 'ECONNRESET') {
    const [status, sentence] = clientErrors[error.code ?? ''] ?? [400, 'The request is not well-formed HTTP.'];
    const requestId = randomUUID();
    requestUnreadable(logger, { reqId: requestId, status });
    const body = JSON.stringify(errorBody(requestId, 'BAD_REQUEST', sentence));
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        `content-type: ${responseTypeFor(acceptIn(error.rawPacket)) ?? jsonType}`,
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        `x-request-id: ${requestId}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy(error);
}

/** Only one repetition: with a second one, for the blanks before the value, a packet of blanks takes 100 ms. */
const acceptHeader = /\r\naccept:([^\r\n]{1,1000})\r\n/i;

/** The client's Accept header, if it is in the part of the request that Node.js could not parse. */
function acceptIn(packet: unknown): string | undefined {
  return Buffer.isBuffer(packet) ? acceptHeader.exec(packet.toString('latin1'))?.[1] : undefined;
}
