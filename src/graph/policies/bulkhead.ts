/**
 * So many calls to Graph at once, so many that wait for a place; whoever comes then is refused at once.
 *
 * Who waits does so no longer than their operation lasts: cockatiel's queue knows no deadline.
 */
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { GraphError } from '../graph-error.js';
import type { Operation } from '../operation.js';

/** A guess: places come free as calls end, and most calls end within a second. */
const retryAfterSeconds = 1;

export class GraphBulkhead {
  readonly #policy: BulkheadPolicy;

  constructor(concurrency: number, queue: number) {
    this.#policy = bulkhead(concurrency, queue);
  }

  /** True when the next call would be refused. */
  get isFull(): boolean {
    return this.#policy.executionSlots <= 0 && this.#policy.queueSlots <= 0;
  }

  async execute<T>(call: () => Promise<T>, operation: Operation): Promise<T> {
    try {
      if (this.#policy.executionSlots > 0) return await this.#policy.execute(call);
      return await this.#executeQueued(call, operation);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      const message = 'Too many requests to Graph are waiting already; this one was not sent.';
      throw new GraphError('GRAPH_UNAVAILABLE', message, { retryAfterSeconds });
    }
  }

  #executeQueued<T>(call: () => Promise<T>, { deadline, signal }: Operation): Promise<T> {
    return new Promise((resolve, reject) => {
      let gaveUp = false;
      const giveUp = (): void => {
        gaveUp = true;
        stopWaiting();
        const message = 'The request waited for its turn until the time was over; it was not sent.';
        reject(new GraphError('GRAPH_TIMEOUT', message));
      };
      const timer = setTimeout(giveUp, Math.max(0, deadline - performance.now()));
      signal.addEventListener('abort', giveUp, { once: true });
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
      };
      const turn = (): Promise<T> => {
        stopWaiting();
        return gaveUp ? Promise.reject(new Error('nobody waits for this call any more')) : call();
      };
      this.#policy.execute(turn).then(resolve, reject).finally(stopWaiting);
    });
  }
}
