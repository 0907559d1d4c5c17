/** Request bodies that are incomplete or wait to be parsed: how much memory all of them may hold. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { MemoryBound } from './memory-bound.js';
import { oldestBodyCutOff } from '../telemetry/events.js';

/** A body of this length usually arrives with its head. A connection may send up to 64 kB at once. */
const uncountedBytes = 16 * 1024;
/** What Node.js keeps for each chunk besides its bytes, rounded up. A body may arrive in chunks of one byte. */
const bytesPerChunk = 256;

export class UnfinishedBodies {
  readonly #memory: MemoryBound<IncomingMessage>;

  constructor(maxBytes: number) {
    this.#memory = new MemoryBound(maxBytes);
  }

  /** Call this just before `body` is read. */
  watch(request: IncomingMessage, response: ServerResponse, body: Readable, logger: FastifyBaseLogger): void {
    const { 'content-length': length = 0, 'transfer-encoding': coding } = request.headers;
    if (coding === undefined && Number(length) <= uncountedBytes) return;
    this.#memory.hold(request, 0, () => {
      oldestBodyCutOff(logger);
      request.socket.destroy();
    });
    body.on('data', (chunk: Buffer) => this.#memory.grow(request, chunk.length + bytesPerChunk));
    // Also if it did not end, or is never parsed.
    response.once('close', () => this.release(request));
  }

  /** Call this when the body is parsed. */
  release(request: IncomingMessage): void {
    this.#memory.release(request);
  }
}
