/**
 * An outage must not be amplified: over a window, at most a fifth more calls go to Graph than were tried for the first
 * time. A small reserve lets a quiet gateway retry at all.
 *
 * A caller's retries are paid by that caller's own first tries. No caller gets more than half of the reserve.
 */

export const retryShare = 0.2;
export const windowMs = 10_000;
/** Retries that are possible in a window without any first tries to pay for them. */
export const reserve = 10;
/** As many of them one caller may have. */
export const reserveOfOne = 5;

const slots = 10;

interface Count {
  firstTries: number;
  retries: number;
}

export class RetryBudget {
  /** What callers did in each second of the window; those who did nothing are not in it. */
  readonly #slots = Array.from({ length: slots }, () => new Map<string, Count>());
  readonly #total: Count = { firstTries: 0, retries: 0 };
  #slot = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  countFirstTry(share: string): void {
    this.#of(share).firstTries += 1;
    this.#total.firstTries += 1;
  }

  /** Takes `calls` retries out of the budget; false, and nothing is taken, when it has not as many. */
  take(share: string, calls: number): boolean {
    const present = this.#of(share);
    const own = { firstTries: 0, retries: 0 };
    for (const slot of this.#slots) {
      const { firstTries = 0, retries = 0 } = slot.get(share) ?? {};
      own.firstTries += firstTries;
      own.retries += retries;
    }
    const { firstTries, retries } = this.#total;
    if (own.retries + calls > Math.max(reserveOfOne, Math.floor(own.firstTries * retryShare))) return false;
    if (retries + calls > reserve + Math.floor(firstTries * retryShare)) return false;
    present.retries += calls;
    this.#total.retries += calls;
    return true;
  }

  #of(share: string): Count {
    const slot = this.#turn();
    let count = slot.get(share);
    if (count === undefined) {
      count = { firstTries: 0, retries: 0 };
      slot.set(share, count);
    }
    return count;
  }

  /** Empties what has fallen out of the window; returns the present slot. */
  #turn(): Map<string, Count> {
    const present = Math.floor(this.now() / (windowMs / slots));
    for (let slot = Math.max(this.#slot + 1, present - slots + 1); slot <= present; slot += 1) {
      const left = this.#slots[slot % slots] as Map<string, Count>;
      for (const { firstTries, retries } of left.values()) {
        this.#total.firstTries -= firstTries;
        this.#total.retries -= retries;
      }
      left.clear();
    }
    this.#slot = present;
    return this.#slots[present % slots] as Map<string, Count>;
  }
}
