/**
 * One request at a time on each connection.
 *
 * An HTTP/1.1 client may send further requests before it has read the first response. Node.js would start all of them
 * immediately and keep their responses in memory until the client reads. Here a request starts only when the client's
 * system has received every earlier response of its connection. Until then the socket is not read, so that the client
 * must wait as well. The price is that a disconnected client is noticed only when it gets its next response.
 *
 * A request that comes alone costs one entry in a map. The turn of a request begins when its response gets the socket:
 * `response.socket` is null before, and the response emits `socket` then.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../telemetry/logger.js';
import { connectionCloses, longestQueueClosed } from '../telemetry/events.js';

/** Requests that may wait on one connection: enough for a usual pipeline, in about 100 kB of memory. */
export const maxWaitingRequests = 16;
/** Requests that Node.js holds for all connections together, about 4 kB each. One chunk of 64 kB may contain 2,500. */
export const maxWaitingRequestsInTotal = 4096;
/**
 * How long a closing connection is read, so that a reset does not destroy responses that its client has not read yet:
 * as long as bytes arrive, and at most so long altogether. They are the defaults of nginx.
 */
const lingerIdleMs = 5_000;
const lingerMs = 30_000;
/** How much of it is discarded: more than any request that a common proxy lets through. */
const maxDiscardedBytes = 16 * 1024 * 1024;

type Response = ServerResponse<IncomingMessage>;

/** A connection whose client has pipelined requests. */
interface Queue {
  readonly waiting: Response[];
  /** Requests that Node.js holds: the waiting ones, and those that arrived when the queue was full. */
  held: number;
  /** Nothing more is accepted; the connection closes after its last pending response. */
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
    const destroySoon = socket.destroySoon.bind(socket);
    // Node.js calls this after a response with `connection: close`. A client, or a proxy in front of it, that still sends its
    // body would get a reset instead of the response.
    socket.destroySoon = () => {
      if (this.#current.get(socket)?.req.complete === false) this.#linger(socket);
      else destroySoon();
    };
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#forget(socket);
    });
  };

  /** True while a client waits for the response to a fully received request. */
  owes(socket: Socket): boolean {
    if ((this.#queues.get(socket)?.waiting.length ?? 0) > 0) return true;
    const current = this.#current.get(socket);
    return current !== undefined && current.req.complete && !current.writableFinished && !current.destroyed;
  }

  /** True if the next response on this connection is its last one. */
  isLast(socket: Socket): boolean {
    const queue = this.#queues.get(socket);
    return (queue?.closing === true || this.#isStopping()) && (queue === undefined || queue.waiting.length === 0);
  }

  /** Accepts no more requests on this connection, and closes it after its last pending response. */
  closeAfterResponses(socket: Socket, reason: string): void {
    const queue = this.#queues.get(socket) ?? this.#addQueue(socket);
    if (queue.closing) return;
    queue.closing = true;
    connectionCloses(this.#logger, { reason });
    // The socket is no longer read, so the rest of this request would never arrive.
    if (queue.waiting.at(-1)?.req.complete === false) queue.waiting.pop();
    socket.pause();
    for (const response of [this.#current.get(socket), ...queue.waiting]) {
      response?.once('close', () => this.#closeIfDone(socket));
    }
  }

  /** Closes idle connections now, and every other one after its last pending response. */
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
    // Node.js parses all bytes that it has read, even if the connection is closed.
    if (socket.destroyed) return;
    const queue = this.#queues.get(socket) ?? this.#addQueue(socket);
    queue.held += 1;
    this.#held += 1;
    if (this.#held > maxWaitingRequestsInTotal) this.#closeLongestQueue();
    if (queue.closing || socket.destroyed) return;
    if (queue.waiting.length === maxWaitingRequests) {
      return this.closeAfterResponses(socket, `a client has pipelined more than ${maxWaitingRequests} requests`);
    }
    if (response.req.headers['transfer-encoding'] !== undefined) return this.#rejectChunked(socket, response.req);
    queue.waiting.push(response);
    socket.pause();
    // Deferred: this is called while the earlier response ends, and other connections should have their turn between
    // two requests.
    response.once('socket', () => setImmediate(() => this.#startNext(socket, queue)));
  }

  /**
   * 64 kB that Node.js has already parsed may be 10,000 chunks of one byte, which would use 2 MB while they wait. No
   * known client pipelines such a body.
   */
  #rejectChunked(socket: Socket, request: IncomingMessage): void {
    request.on('data', () => undefined);
    this.closeAfterResponses(socket, 'a client has pipelined a chunked body');
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
    // Node.js resumes reading when a request has arrived; its own listener runs first.
    socket.on('resume', pauseAgain);
    // Node.js calls this after a response with `connection: close`. Closing a socket with unread bytes resets it.
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

  /**
   * Ends the connection, then reads and discards what the client sends, until it closes its side, is silent, or the time is over.
   */
  #linger(socket: Socket): void {
    if (socket.destroyed || socket.writableEnded) return;
    const queue = this.#queues.get(socket);
    if (queue !== undefined) queue.closing = true;
    socket.off('resume', pauseAgain);
    const close = (): void => void socket.destroy();
    const timers = [setTimeout(close, lingerMs), setTimeout(close, lingerIdleMs)] as const;
    let discarded = 0;
    const discard = (chunk: Buffer): void => {
      timers[1].refresh();
      discarded += chunk.length;
      if (discarded > maxDiscardedBytes) socket.destroy();
    };
    socket
      .once('end', close)
      .once('close', () => timers.forEach(clearTimeout))
      .end();
    // Node.js starts to read in its own listener for `resume`; only after that can its parser be detached.
    socket.once('resume', () => socket.removeAllListeners('data').on('data', discard));
    socket.pause().resume();
  }
}

function pauseAgain(this: Socket): void {
  this.pause();
}
