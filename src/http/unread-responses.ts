/**
 * Responses that their clients have not taken yet: how long each may stay in memory, and how much all of them may hold.
 *
 * Each connection has one at most (request-turns.ts).
 */
import type { ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { MemoryBound } from './memory-bound.js';
import { oldestResponseDropped, responseNotTaken } from '../telemetry/events.js';

export class UnreadResponses {
  readonly #timeoutMs: number;
  readonly #memory: MemoryBound<ServerResponse>;

  constructor(timeoutMs: number, maxBytes: number) {
    this.#timeoutMs = timeoutMs;
    this.#memory = new MemoryBound(maxBytes);
  }

  /** To be called just before a response is written. */
  watch(response: ServerResponse, logger: FastifyBaseLogger): void {
    // Most responses are with the client's system by then, and need no timer.
    setImmediate(this.#look, response, logger);
  }

  readonly #look = (response: ServerResponse, logger: FastifyBaseLogger): void => {
    const { socket } = response;
    if (response.writableFinished || response.destroyed || socket === null) return;
    const close = (event: typeof responseNotTaken): void => {
      event(logger);
      socket.destroy();
    };
    // Not the socket's own idle time: a client that takes one byte now and then would never be idle.
    const late = setTimeout(close, this.#timeoutMs, responseNotTaken);
    response.once('close', () => {
      clearTimeout(late);
      this.#memory.release(response);
    });
    this.#memory.hold(response, response.writableLength, () => close(oldestResponseDropped));
  };
}
