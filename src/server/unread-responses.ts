/**
 * Responses that their clients have not taken yet: how long each may stay in memory, and how much all of them may hold.
 *
 * Each connection has one at most (request-turns.ts). When all together are too much, the connection that has waited the
 * longest is closed: refusing new operations instead would let clients that never read stop the service for all others.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';

interface Unread {
  readonly bytes: number;
  readonly close: (reason: string) => void;
}

export class UnreadResponses {
  readonly #timeoutMs: number;
  readonly #maxBytes: number;
  /** The one that has waited the longest comes first. */
  readonly #all = new Map<ServerResponse, Unread>();
  #bytes = 0;

  constructor(timeoutMs: number, maxBytes: number) {
    this.#timeoutMs = timeoutMs;
    this.#maxBytes = maxBytes;
  }

  /** To be called just before a response is written. */
  watch(response: ServerResponse, logger: FastifyBaseLogger): void {
    // Most responses are with the client's system by then, and need no timer.
    setImmediate(this.#look, response, logger);
  }

  readonly #look = (response: ServerResponse, logger: FastifyBaseLogger): void => {
    const { socket } = response;
    if (response.writableFinished || response.destroyed || socket === null) return;
    const bytes = response.writableLength;
    const close = (reason: string): void => {
      logger.info(reason);
      socket.destroy();
    };
    // Not the socket's own idle time: a client that takes one byte now and then would never be idle.
    const late = setTimeout(close, this.#timeoutMs, 'the caller did not take the answer in time');
    this.#all.set(response, { bytes, close });
    this.#bytes += bytes;
    response.once('close', () => {
      clearTimeout(late);
      this.#forget(response);
    });
    while (this.#bytes > this.#maxBytes) this.#closeOldest();
  };

  #closeOldest(): void {
    for (const [response, { close }] of this.#all) {
      this.#forget(response);
      return close('too many answers wait for their callers; the caller of the oldest is disconnected');
    }
  }

  #forget(response: ServerResponse): void {
    this.#bytes -= this.#all.get(response)?.bytes ?? 0;
    this.#all.delete(response);
  }
}
