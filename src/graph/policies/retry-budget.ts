/**
 * Retries must not amplify an outage: over a window, they add at most a fifth to the number of first tries. A small
 * reserve lets a quiet gateway retry at all.
 *
 * A caller's retries are paid by that caller's own first tries. No caller gets more than half of the reserve.
 */

export const retryShare = 0.2;
export const windowMs = 10_000;
/** Retries that are possible in a window without any first tries. */
export const reserve = 10;
/** The part of the reserve that one caller may use. */
export const reserveOfOne = 5;

const slots = 10;

interface Count {
  firstTries: number;
  retries: number;
}

export class RetryBudget {
  /** The tries of each caller in each second of the window; callers without tries are not in it. */
  readonly #slots = Array.from({ length: slots }, () => new Map<string, Count>());
  readonly #total: Count = { firstTries: 0, retries: 0 };
  #slot = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  countFirstTry(share: string): void {
    this.#of(share).firstTries += 1;
    this.#total.firstTries += 1;
  }

  /** Takes `calls` retries out of the budget; if it does not have as many, returns false and takes nothing. */
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

  /** Clears slots that have left the window; returns the current one. */
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
