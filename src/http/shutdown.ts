/**
 * Stops the HTTP server in two steps. First `/ready` reports it while everything is still served, because a load
 * balancer needs time to notice. Then new operations are rejected, running ones end within a time limit and are
 * answered, and every connection closes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Time to write the responses of operations that had to end. */
const cutOffMarginMs = 500;

export interface ShutdownTimes {
  /** Length of the first step. */
  readonly shutdownDelayMs: number;
  /** Of the second step. */
  readonly shutdownTimeoutMs: number;
}

/** The reason of an abort. */
const stopped = new Error('The gateway stops.');

export class Shutdown {
  #isStopping = false;
  #isDraining = false;
  #skipsDelay = false;

  /** The running operations. Each one that is left at the end of the second step is aborted, so that it is answered. */
  readonly running = new Set<AbortController>();

  constructor(private readonly times: ShutdownTimes) {}

  /** From the first step on. Each response is the last one of its connection. */
  readonly isStopping = (): boolean => this.#isStopping;

  /** In the second step. */
  readonly isDraining = (): boolean => this.#isDraining;

  /** For a process that has failed. */
  skipDelay(): void {
    this.#skipsDelay = true;
  }

  async stop(http: FastifyInstance): Promise<void> {
    const { shutdownDelayMs, shutdownTimeoutMs } = this.times;
    this.#isStopping = true;
    // A server that could not start has nothing to wait for.
    const waits = shutdownDelayMs > 0 && !this.#skipsDelay && http.server.listening;
    if (waits) await pause(shutdownDelayMs);
    this.#isDraining = true;
    const abort = setTimeout(() => {
      for (const operation of this.running) operation.abort(stopped);
    }, shutdownTimeoutMs);
    // Every operation has ended by then. The remaining clients neither send nor read.
    const cutOff = setTimeout(() => http.server.closeAllConnections(), shutdownTimeoutMs + cutOffMarginMs);
    try {
      await http.close();
    } finally {
      clearTimeout(abort);
      clearTimeout(cutOff);
    }
  }
}
