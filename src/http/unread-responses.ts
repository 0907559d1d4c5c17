/**
 * Responses that their clients have not received yet: how long each may stay in memory, and how much all of them may
 * hold.
 *
 * Each connection has at most one (request-turns.ts).
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

  /** Call this just before a response is written. `length` is that of its text before compression. */
  watch(response: ServerResponse, logger: FastifyBaseLogger, length = 0): void {
    // Most responses have left the process by then and need no timer.
    setImmediate(this.#look, response, logger, length);
  }

  readonly #look = (response: ServerResponse, logger: FastifyBaseLogger, length: number): void => {
    const { socket } = response;
    if (response.writableFinished || response.destroyed || socket === null) return;
    const close = (event: typeof responseNotTaken): void => {
      event(logger);
      socket.destroy();
    };
    // The socket's own idle timeout does not help: a client that reads one byte now and then is never idle.
    const late = setTimeout(close, this.#timeoutMs, responseNotTaken);
    response.once('close', () => {
      clearTimeout(late);
      this.#memory.release(response);
    });
    // The text of a long response stays in memory while it is compressed, and the compressed one outside the response.
    const bytes = response.writableEnded ? response.writableLength : Math.max(length, response.writableLength);
    this.#memory.hold(response, bytes, () => close(oldestResponseDropped));
  };
}
