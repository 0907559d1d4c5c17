/**
 * So many calls to Graph at once, so many that wait for a place; whoever comes then is refused at once.
 *
 * The places are cockatiel's. The queue is ours: cockatiel's knows no deadline, and keeps those who have left.
 */
import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import { GraphError } from '../graph-error.js';
import type { Operation } from '../operation.js';

/** A guess: places come free as calls end, and most calls end within a second. */
const retryAfterSeconds = 1;

export class GraphBulkhead {
  readonly #places: BulkheadPolicy;
  /** In order of arrival. */
  readonly #queue = new Set<() => void>();
  /** Places that are free but promised to somebody who waited. */
  #promised = 0;

  constructor(
    concurrency: number,
    private readonly maxQueue: number,
  ) {
    this.#places = bulkhead(concurrency);
  }

  /** True when the next call would be refused. */
  get isFull(): boolean {
    return this.#free <= 0 && this.#queue.size >= this.maxQueue;
  }

  get #free(): number {
    return this.#places.executionSlots - this.#promised;
  }

  async execute<T>(call: () => Promise<T>, operation: Operation): Promise<T> {
    if (this.#free <= 0) {
      await this.#waitForPlace(operation);
      this.#promised -= 1;
    }
    try {
      return await this.#places.execute(call);
    } finally {
      this.#callNext();
    }
  }

  #callNext(): void {
    while (this.#free > 0) {
      const [next] = this.#queue;
      if (next === undefined) return;
      this.#queue.delete(next);
      this.#promised += 1;
      next();
    }
  }

  #waitForPlace({ deadline, signal }: Operation): Promise<void> {
    if (signal.aborted) return Promise.reject(tooLate());
    if (this.#queue.size >= this.maxQueue) return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
      };
      const turn = (): void => {
        stopWaiting();
        resolve();
      };
      const giveUp = (): void => {
        stopWaiting();
        this.#queue.delete(turn);
        reject(tooLate());
      };
      const timer = setTimeout(giveUp, Math.max(0, deadline - performance.now()));
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(turn);
    });
  }
}

export function tooMany(): GraphError {
  const message = 'Too many requests to Graph are waiting already; this one was not sent.';
  return new GraphError('GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
}

export function tooLate(): GraphError {
  const message = 'The request waited for its turn until the time was over; it was not sent.';
  return new GraphError('GRAPH_TIMEOUT', message);
}
