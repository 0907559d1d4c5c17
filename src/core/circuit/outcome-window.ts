/**
 * The last outcomes of calls. Only a few of them may belong to one caller, so that no caller alone decides the result.
 *
 * Nothing is recorded before the first failure, because most calls happen before any failure.
 */

export interface OutcomeRule {
  /** Number of outcomes that are kept. */
  readonly size: number;
  /** With fewer outcomes than this, the result stays undecided. */
  readonly minimum: number;
  /** The part of the outcomes, from 0 to 1, above which the window counts as failing. */
  readonly threshold: number;
  /** Number of outcomes that one caller may have; the caller's oldest one is replaced. */
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

  /** The index of the outcome to remove before this caller's next one is added. */
  #givesWay(share: string): number | undefined {
    const { size, ofOne } = this.rule;
    let own = 0;
    for (const each of this.#shares) if (each === share) own += 1;
    if (own >= ofOne) return this.#shares.indexOf(share);
    return this.#shares.length >= size ? 0 : undefined;
  }
}
