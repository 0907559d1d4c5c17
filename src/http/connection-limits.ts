/**
 * What one connection may cost: how long a client may take to ask and to listen, and how long what it sends may be.
 *
 * Node.js and Fastify hold most of the bounds. Here they get their values, and their GraphQL responses.
 */
import { maxBodyBytes } from '../graphql/limits/body.js';
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

/** Times in milliseconds, memory in bytes. Together with one interval between two looks, none of them leaves a client 15 s. */
export interface ConnectionLimits {
  /** From the connection, or from the previous answer's next byte, to the end of the headers. */
  readonly headersTimeoutMs: number;
  /** To the end of the body. */
  readonly requestTimeoutMs: number;
  /** From the first byte of an answer until the client's system has taken the last one. */
  readonly answerTimeoutMs: number;
  /** How often Node.js looks for late requests. */
  readonly lookEveryMs: number;
  /** What responses that clients have not taken yet may hold in memory, all together. */
  readonly maxUnreadBytes: number;
  /** What bodies that have not arrived as a whole, or are not parsed yet, may hold in memory, all together. */
  readonly maxUnfinishedBytes: number;
  /** What long bodies of operations that run may hold in memory, all together. */
  readonly maxRunningBytes: number;
  readonly maxConnections: number;
}

export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 14_000,
  answerTimeoutMs: 14_000,
  lookEveryMs: 1_000,
  // An eighth of a container of 512 MB; 200 clients that are slow to take 300 kB each.
  maxUnreadBytes: 64 * 1024 * 1024,
  maxUnfinishedBytes: 64 * 1024 * 1024,
  // Some 75 creations of 1,000 reports.
  maxRunningBytes: 96 * 1024 * 1024,
  // An idle one costs 11 kB.
  maxConnections: 10_000,
};

/** Longer than the 60 s of most proxies, which are to be the side that closes. */
const keepAliveTimeoutMs = 72_000;

const maxHeaderBytes = 16 * 1024;

/** Both halves: options of `fastify()`, and the hooks of that server. */
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
      clientErrorHandler: (error: ClientError, socket: Socket): void => refuseConnection(error, socket, turns),
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
      maxHeaderSize: maxHeaderBytes,
      // Node.js would answer these two itself, out of turn; `refuseHead` does it.
      requireHostHeader: false,
    },
    take,
  );
  server.on('checkExpectation', take);
  server.on('connection', turns.add);
  server.maxConnections = maxConnections;
  // Called when the server closes. For Node.js a connection is idle while its client still reads the last response.
  server.closeIdleConnections = turns.drain;
  return server;
}

function addHooks(
  server: FastifyInstance,
  turns: RequestTurns,
  unread: UnreadResponses,
  unfinished: UnfinishedBodies,
): void {
  // A form's text is not an operation; without this Fastify would read it, only for Apollo Server to refuse it.
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

  server.addHook('onSend', (request, reply, _payload, done) => {
    if (turns.isLast(request.raw.socket)) void reply.header('connection', 'close');
    // Fastify sets it on every response of a server that closes, also where another response is still to follow.
    else if (reply.raw.hasHeader('connection')) reply.raw.removeHeader('connection');
    unread.watch(reply.raw, request.log);
    done();
  });
}

const clientErrors: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The request headers are longer than 16 KiB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The request body is longer than 1 MiB.'],
};

/**
 * What Node.js could not read as a request. The client learns it on the bare socket, unless a response to an earlier
 * request is to come: its own would be taken for that one. Either way the connection closes.
 */
function refuseConnection(error: ClientError, socket: Socket, turns: RequestTurns): void {
  if (socket.writable && turns.owes(socket))
    return turns.closeAfterResponses(socket, 'a client has sent bytes that are not a request');
  if (socket.writable && error.code !== 'ECONNRESET') {
    const [status, sentence] = clientErrors[error.code ?? ''] ?? [400, 'The request is not well-formed HTTP.'];
    const body = JSON.stringify(errorBody('BAD_REQUEST', sentence));
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        `content-type: ${responseTypeFor(acceptIn(error.rawPacket)) ?? jsonType}`,
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

/** One repetition only: with a second one, for the blank space before the value, a packet of blank space takes 100 ms. */
const acceptHeader = /\r\naccept:([^\r\n]{1,1000})\r\n/i;

/** The client's Accept, if it stands in the part of the request that Node.js could not parse. */
function acceptIn(packet: unknown): string | undefined {
  return Buffer.isBuffer(packet) ? acceptHeader.exec(packet.toString('latin1'))?.[1] : undefined;
}
