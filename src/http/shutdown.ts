/**
 * Stops the HTTP server in two steps. First `/ready` reports it while everything is still served, because a load
 * balancer needs time to notice. Then new operations are rejected, running ones are answered, and every connection
 * closes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Time to write a response after the last deadline. */
const cutOffMarginMs = 500;

export interface ShutdownTimes {
  /** Length of the first step. */
  readonly shutdownDelayMs: number;
  readonly requestDeadlineMs: number;
}

export class Shutdown {
  #isStopping = false;
  #drainEnds = Infinity;
  #skipsDelay = false;

  constructor(private readonly times: ShutdownTimes) {}

  /** From the first step on. Each response is the last one of its connection. */
  readonly isStopping = (): boolean => this.#isStopping;

  /** In the second step. */
  readonly isDraining = (): boolean => this.#drainEnds < Infinity;

  /** The latest deadline of any operation, in the clock of `performance.now()`. */
  readonly latestDeadline = (): number => this.#drainEnds;

  /** For a process that has failed. */
  skipDelay(): void {
    this.#skipsDelay = true;
  }

  async stop(http: FastifyInstance): Promise<void> {
    const { shutdownDelayMs, requestDeadlineMs } = this.times;
    this.#isStopping = true;
    // A server that could not start has nothing to wait for.
    const waits = shutdownDelayMs > 0 && !this.#skipsDelay && http.server.listening;
    if (waits) await pause(shutdownDelayMs);
    this.#drainEnds = performance.now() + requestDeadlineMs;
    // Every operation has ended by then. The remaining clients neither send nor read.
    const cutOff = setTimeout(() => http.server.closeAllConnections(), requestDeadlineMs + cutOffMarginMs);
    try {
      await http.close();
    } finally {
      clearTimeout(cutOff);
    }
  }
}
