/**
 * Limits concurrent calls to Graph and the queue behind them, and shares both fairly between callers.
 *
 * One caller can use at most seven eighths of the slots, so that others find one while that caller's calls hang. A free
 * slot goes to the waiting caller with the fewest running calls; within one caller the first call comes first. If the
 * queue is full, the caller with the most waiting calls loses the latest of them; a caller with few is not rejected.
 *
 * The queue is implemented here because those of cockatiel and p-queue know neither callers nor deadlines. p-queue,
 * extended with both, costs several times as much (docs/performance.md).
 */
import { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { graphCallWaited } from '../../telemetry/events.js';

/** An estimate: slots become free as calls end, and most calls end within a second. */
const retryAfterSeconds = 1;
/** The part of the slots that one caller cannot use. */
const keptForOthers = 1 / 8;

/** The slots and waiting calls of one caller. It exists while there is at least one. */
interface Share {
  readonly name: string;
  running: number;
  /** In order of arrival; created for the first waiting call, since calls rarely wait. */
  waiting: Set<Waiting>;
}

/** Never written to. */
const none = new Set<Waiting>();

interface Waiting {
  readonly turn: () => void;
  readonly giveUp: (error: GatewayError) => void;
}

export class GraphBulkhead {
  readonly #shares = new Map<string, Share>();
  /** The caller that has waited longest for its last turn comes first. */
  readonly #waitingShares = new Set<Share>();
  readonly #maxOfOne: number;
  #running = 0;
  #waiting = 0;

  constructor(
    private readonly concurrency: number,
    private readonly maxQueue: number,
  ) {
    this.#maxOfOne = concurrency - Math.floor(concurrency * keptForOthers);
  }

  /**
   * True while callers are rejected because too many calls wait, and not only calls of one caller: another gateway
   * could not help that caller, and the other callers here are not affected.
   */
  get isOverloaded(): boolean {
    const isFull = this.#running >= this.concurrency && this.#waiting >= this.maxQueue;
    return isFull && (this.#longest()?.waiting.size ?? 0) <= Math.ceil(this.maxQueue / 2);
  }

  async execute<T>(name: string, call: () => Promise<T>, operation: Operation): Promise<T> {
    const share = this.#shareOf(name);
    try {
      if (this.#running < this.concurrency && this.#mayRun(share)) this.#take(share);
      else await this.#timed(this.#waitForPlace(share, operation), operation);
      try {
        return await call();
      } finally {
        share.running -= 1;
        this.#running -= 1;
        this.#callNext();
      }
    } finally {
      if (share.running === 0 && share.waiting.size === 0) this.#shares.delete(name);
    }
  }

  /** Running and waiting calls. */
  get counts(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting };
  }

  async #timed(place: Promise<void>, { logger }: Operation): Promise<void> {
    const began = performance.now();
    try {
      await place;
    } finally {
      graphCallWaited(logger, 'place', performance.now() - began);
    }
  }

  #shareOf(name: string): Share {
    let share = this.#shares.get(name);
    if (share === undefined) {
      share = { name, running: 0, waiting: none };
      this.#shares.set(name, share);
    }
    return share;
  }

  #mayRun({ running }: Share): boolean {
    return running < this.#maxOfOne;
  }

  #take(share: Share): void {
    share.running += 1;
    this.#running += 1;
  }

  #callNext(): void {
    while (this.#waiting > 0 && this.#running < this.concurrency) {
      const share = this.#nextShare();
      const [next] = share?.waiting ?? [];
      if (share === undefined || next === undefined) return;
      this.#remove(share, next);
      this.#take(share);
      if (this.#waitingShares.delete(share) && share.waiting.size > 0) this.#waitingShares.add(share);
      next.turn();
    }
  }

  #nextShare(): Share | undefined {
    let fewest: Share | undefined;
    for (const share of this.#waitingShares) {
      if (this.#mayRun(share) && share.running < (fewest?.running ?? Infinity)) fewest = share;
    }
    return fewest;
  }

  #longest(): Share | undefined {
    let longest: Share | undefined;
    for (const share of this.#waitingShares) {
      if (share.waiting.size > (longest?.waiting.size ?? 0)) longest = share;
    }
    return longest;
  }

  #waitForPlace(share: Share, { deadline, signal }: Operation): Promise<void> {
    if (signal.aborted) return Promise.reject(tooLate());
    if (this.#waiting >= this.maxQueue && !this.#makeRoom(share)) return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const waiting: Waiting = {
        turn: () => {
          stopWaiting();
          resolve();
        },
        giveUp: (error) => {
          stopWaiting();
          this.#remove(share, waiting);
          reject(error);
        },
      };
      const leave = (): void => waiting.giveUp(tooLate());
      const timer = setTimeout(leave, Math.max(0, deadline - performance.now()));
      signal.addEventListener('abort', leave, { once: true });
      if (share.waiting === none) share.waiting = new Set();
      share.waiting.add(waiting);
      this.#waitingShares.add(share);
      this.#waiting += 1;
    });
  }

  /** False if no caller has enough waiting calls that removing one would be fairer. */
  #makeRoom(share: Share): boolean {
    const longest = this.#longest();
    if (longest === undefined || longest.waiting.size <= share.waiting.size + 1) return false;
    [...longest.waiting].at(-1)?.giveUp(new QueueFullError());
    return true;
  }

  #remove(share: Share, waiting: Waiting): void {
    if (!share.waiting.delete(waiting)) return;
    this.#waiting -= 1;
    if (share.waiting.size === 0) this.#waitingShares.delete(share);
  }
}

/** The gateway's own limit; Graph is not at fault. */
export class QueueFullError extends GatewayError {
  constructor() {
    super('GRAPH_UNAVAILABLE', 'Too many requests to Microsoft Graph are already waiting; this one was not sent.', {
      retryAfterSeconds,
      notSent: 'full queue',
    });
  }
}

export function tooLate(): GatewayError {
  const message = 'The request waited for a slot until its time was over; it was not sent.';
  return new GatewayError('GRAPH_TIMEOUT', message, { notSent: 'deadline' });
}
