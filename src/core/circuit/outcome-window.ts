/**
 * The last outcomes of calls, of which one caller's are a few at most: so no caller alone decides what they say.
 *
 * Nothing is remembered before the first failure, which is what most calls come before.
 */

export interface OutcomeRule {
  /** As many outcomes are remembered. */
  readonly size: number;
  /** Fewer than these say nothing. */
  readonly minimum: number;
  /** More than this part of them has to fail, from 0 to 1. */
  readonly threshold: number;
  /** As many of them may be of one caller; an older one gives way. */
  readonly ofOne: number;
}

export class OutcomeWindow {
  /** Oldest first. */
  readonly #shares: string[] = [];
  readonly #failed: boolean[] = [];
  #failures = 0;

  constructor(private readonly rule: OutcomeRule) {}

  get failures(): number {
    return this.#failures;
  }

  get failsMostly(): boolean {
    const { minimum, threshold } = this.rule;
    return this.#shares.length >= minimum && this.#failures > threshold * this.#shares.length;
  }

  add(share: string, failed: boolean): void {
    if (!failed && this.#failures === 0) return;
    const oldest = this.#givesWay(share);
    if (oldest !== undefined) {
      this.#shares.splice(oldest, 1);
      if (this.#failed.splice(oldest, 1)[0]) this.#failures -= 1;
    }
    this.#shares.push(share);
    this.#failed.push(failed);
    if (failed) this.#failures += 1;
    else if (this.#failures === 0) this.clear();
  }

  clear(): void {
    this.#shares.length = 0;
    this.#failed.length = 0;
    this.#failures = 0;
  }

  /** The index of what has to leave before an outcome of this caller comes in. */
  #givesWay(share: string): number | undefined {
    const { size, ofOne } = this.rule;
    let own = 0;
    for (const each of this.#shares) if (each === share) own += 1;
    if (own >= ofOne) return this.#shares.indexOf(share);
    return this.#shares.length >= size ? 0 : undefined;
  }
}
