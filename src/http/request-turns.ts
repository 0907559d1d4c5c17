/**
 * One request at a time on each connection.
 *
 * An HTTP/1.1 client may send further requests before it has read the first response. Node.js would start all of them at
 * once and keep their responses in memory until the client reads. Here a request starts only when the client's system has
 * taken every earlier response of its connection. Until then the socket is not read, so that the client has to wait as well;
 * the price is that a client that leaves is noticed only when it gets its next response.
 *
 * A request that comes alone pays one entry in a map. What Node.js calls its turn is the moment in which its response gets
 * the socket: `response.socket` is null before, and the response emits `socket` then.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../telemetry/logger.js';
import { connectionCloses, longestQueueClosed } from '../telemetry/events.js';

/** Requests that may wait on one connection: as many as fit into a usual pipeline, and some 100 kB of memory. */
export const maxWaitingRequests = 16;
/** Requests that Node.js holds for all connections together, at some 4 kB each. One chunk of 64 kB may hold 2,500. */
export const maxWaitingRequestsInTotal = 4096;
/** How long a closing connection is read, so that no reset destroys the responses that its client has not read yet. */
const lingerMs = 2000;

type Response = ServerResponse<IncomingMessage>;

/** A connection whose client has sent requests ahead. */
interface Queue {
  readonly waiting: Response[];
  /** Requests that Node.js holds: those that wait, and those that came when no more could wait. */
  held: number;
  /** Nothing more is accepted; the connection closes after the last response that it is owed. */
  closing: boolean;
}

export class RequestTurns {
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #isStopping: () => boolean;
  readonly #sockets = new Set<Socket>();
  readonly #current = new WeakMap<Socket, Response>();
  readonly #queues = new Map<Socket, Queue>();
  #handle: RequestListener = () => undefined;
  #held = 0;
  #draining = false;

  constructor(logger: Pick<Logger, 'info' | 'warn'>, isStopping: () => boolean) {
    this.#logger = logger;
    this.#isStopping = isStopping;
  }

  /** A listener for `request` that calls `handle` for each request when its turn has come. */
  listener(handle: RequestListener): RequestListener {
    this.#handle = handle;
    return (request, response) => {
      if (response.socket === null) this.#wait(request.socket, response);
      else this.#start(request.socket, response);
    };
  }

  readonly add = (socket: Socket): void => {
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#forget(socket);
    });
  };

  /** True while a client waits for the response to a request that has arrived as a whole. */
  owes(socket: Socket): boolean {
    if ((this.#queues.get(socket)?.waiting.length ?? 0) > 0) return true;
    const current = this.#current.get(socket);
    return current !== undefined && current.req.complete && !current.writableFinished && !current.destroyed;
  }

  /** True if the response that is about to be sent on this connection is its last one. */
  isLast(socket: Socket): boolean {
    const queue = this.#queues.get(socket);
    return (queue?.closing === true || this.#isStopping()) && (queue === undefined || queue.waiting.length === 0);
  }

  /** Accepts no more from this connection, and closes it after the last response that it is owed. */
  closeAfterResponses(socket: Socket, reason: string): void {
    const queue = this.#queues.get(socket) ?? this.#addQueue(socket);
    if (queue.closing) return;
    queue.closing = true;
    connectionCloses(this.#logger, { reason });
    // The socket is not read any more, so the rest of this one would never arrive.
    if (queue.waiting.at(-1)?.req.complete === false) queue.waiting.pop();
    socket.pause();
    for (const response of [this.#current.get(socket), ...queue.waiting]) {
      response?.once('close', () => this.#closeIfDone(socket));
    }
  }

  /** Closes idle connections now and every other one after the last response that it is owed. */
  readonly drain = (): void => {
    const first = !this.#draining;
    this.#draining = true;
    for (const socket of this.#sockets) {
      const current = this.#current.get(socket);
      const idle = !this.owes(socket) && (current === undefined || current.writableFinished || current.destroyed);
      if (idle && !this.#queues.get(socket)?.closing) socket.destroy();
      else if (first) current?.once('close', () => this.#closeIfDone(socket));
    }
  };

  #start(socket: Socket, response: Response): void {
    this.#current.set(socket, response);
    if (this.#draining) response.once('close', () => this.#closeIfDone(socket));
    this.#handle(response.req, response);
  }

  #wait(socket: Socket, response: Response): void {
    // Node.js parses what it has read to its end, although the connection is gone.
    if (socket.destroyed) return;
    const queue = this.#queues.get(socket) ?? this.#addQueue(socket);
    queue.held += 1;
    this.#held += 1;
    if (this.#held > maxWaitingRequestsInTotal) this.#closeLongestQueue();
    if (queue.closing || socket.destroyed) return;
    if (queue.waiting.length === maxWaitingRequests) {
      return this.closeAfterResponses(socket, `a client has sent more than ${maxWaitingRequests} requests ahead`);
    }
    if (response.req.headers['transfer-encoding'] !== undefined) return this.#rejectChunked(socket, response.req);
    queue.waiting.push(response);
    socket.pause();
    // Not at once: it comes while the earlier response ends, and between two requests it is the turn of other connections.
    response.once('socket', () => setImmediate(() => this.#startNext(socket, queue)));
  }

  /**
   * 64 kB that Node.js has parsed already may be 10,000 chunks of one byte, which would wait as 2 MB. No client is known that
   * sends such a body ahead.
   */
  #rejectChunked(socket: Socket, request: IncomingMessage): void {
    request.on('data', () => undefined);
    this.closeAfterResponses(socket, 'a client has sent a chunked body ahead');
  }

  #startNext(socket: Socket, queue: Queue): void {
    if (socket.destroyed) return;
    const response = queue.waiting.shift();
    if (response === undefined) return;
    queue.held -= 1;
    this.#held -= 1;
    if (queue.waiting.length === 0 && !queue.closing) {
      this.#forget(socket);
      socket.resume();
    }
    this.#start(socket, response);
  }

  #addQueue(socket: Socket): Queue {
    const queue: Queue = { waiting: [], held: 0, closing: false };
    this.#queues.set(socket, queue);
    // Node.js reads on whenever a request has arrived; its own listener runs first.
    socket.on('resume', pauseAgain);
    // What Node.js calls after a response with `connection: close`. Closing a socket with unread bytes resets it.
    socket.destroySoon = () => this.#linger(socket);
    return queue;
  }

  #forget(socket: Socket): void {
    const queue = this.#queues.get(socket);
    if (queue === undefined) return;
    this.#held -= queue.held;
    this.#queues.delete(socket);
    socket.off('resume', pauseAgain);
  }

  #closeLongestQueue(): void {
    let longest: [Socket, Queue] | undefined;
    for (const entry of this.#queues) {
      if (longest === undefined || entry[1].held > longest[1].held) longest = entry;
    }
    if (longest === undefined) return;
    longestQueueClosed(this.#logger);
    longest[0].destroy();
    this.#forget(longest[0]);
  }

  #closeIfDone(socket: Socket): void {
    if (!this.owes(socket) && !socket.destroyed) socket.destroySoon();
  }

  /** Ends the connection, then reads and drops what the client still sends, until it has closed its side or for a while. */
  #linger(socket: Socket): void {
    if (socket.destroyed || socket.writableEnded) return;
    const queue = this.#queues.get(socket);
    if (queue !== undefined) queue.closing = true;
    socket.off('resume', pauseAgain);
    const late = setTimeout(() => socket.destroy(), lingerMs);
    socket
      .once('end', () => socket.destroy())
      .once('close', () => clearTimeout(late))
      .end();
    // Node.js starts to read in its own listener for `resume`; only then can the bytes be taken from its parser.
    socket.once('resume', () => socket.removeAllListeners('data').on('data', () => undefined));
    socket.pause().resume();
  }
}

function pauseAgain(this: Socket): void {
  this.pause();
}
