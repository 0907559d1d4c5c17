/**
 * A creation without a key. It keeps what it creates and how it ended, so that it can be given a key if its answer does not
 * reach its client: undelivered.ts.
 */
import type { Payload } from './fingerprint.js';
import type { Verdict } from './record.js';

export class UnkeyedCreation {
  #payload: Payload | undefined;
  #verdict: (() => Verdict) | undefined;
  #onEnd: (() => void) | undefined;

  constructor(
    /** In the response. */
    readonly path: readonly (string | number)[],
  ) {}

  /** Undefined until it may be sent. */
  get payload(): Payload | undefined {
    return this.#payload;
  }

  /** Undefined while it runs. */
  get verdict(): Verdict | undefined {
    return this.#verdict?.();
  }

  // For a creation with a key, what an earlier request has stored.
  get isReplayed(): boolean {
    return false;
  }

  begins(payload: Payload): void {
    this.#payload = payload;
  }

  /** The verdict is needed for few creations. */
  ended(verdict: () => Verdict): void {
    this.#verdict = verdict;
    this.#onEnd?.();
  }

  /** Resolves when it has ended. */
  end(): Promise<void> {
    if (this.#verdict !== undefined) return Promise.resolve();
    return new Promise((resolve) => (this.#onEnd = resolve));
  }
}
