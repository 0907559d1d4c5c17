/**
 * An outage must not be amplified: over a window, at most a fifth more calls go to Graph than were tried for the first
 * time. A small reserve lets a quiet gateway retry at all. One budget for all callers.
 */

export const retryShare = 0.2;
export const windowMs = 10_000;
/** Retries that are possible in a window without any first tries to pay for them. */
export const reserve = 10;

const slots = 10;

export class RetryBudget {
  readonly #firstTries = new Array<number>(slots).fill(0);
  readonly #retries = new Array<number>(slots).fill(0);
  #slot = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  countFirstTry(): void {
    const slot = this.#turn();
    this.#firstTries[slot] = (this.#firstTries[slot] ?? 0) + 1;
  }

  /** Takes `calls` retries out of the budget; false, and nothing is taken, when it has not as many. */
  take(calls: number): boolean {
    const slot = this.#turn();
    const allowed = Math.max(reserve, Math.floor(sum(this.#firstTries) * retryShare));
    if (sum(this.#retries) + calls > allowed) return false;
    this.#retries[slot] = (this.#retries[slot] ?? 0) + calls;
    return true;
  }

  /** Empties what has fallen out of the window; returns the present slot. */
  #turn(): number {
    const present = Math.floor(this.now() / (windowMs / slots));
    for (let slot = Math.max(this.#slot + 1, present - slots + 1); slot <= present; slot += 1) {
      this.#firstTries[slot % slots] = 0;
      this.#retries[slot % slots] = 0;
    }
    this.#slot = present;
    return present % slots;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
