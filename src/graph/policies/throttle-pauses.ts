/**
 * After a 429 every call of the same identity waits until its time is over, rather than each finding out alone:
 * requests in between are rejected and, because Graph counts them, prolong the pause.
 */
import { LRUCache } from 'lru-cache';

/** Identities that can be remembered at once; the least recently used one is dropped, at the cost of one more 429. */
const maxIdentities = 10_000;
/** Identities of tokens that Graph has not recently accepted. They are free to create, and must not replace others. */
const maxUnknown = 1000;
/** One excessive `Retry-After` must not block a caller forever. */
const maxPauseMs = 3_600_000;

export class ThrottlePauses {
  readonly #known = new LRUCache<string, number>({ max: maxIdentities });
  readonly #unknown = new LRUCache<string, number>({ max: maxUnknown });
  /** The end of the last pause. */
  #latest = 0;

  /** False while no identity pauses, so that no identity has to be looked up. */
  get any(): boolean {
    if (this.#latest === 0) return false;
    if (performance.now() < this.#latest) return true;
    this.#known.clear();
    this.#unknown.clear();
    this.#latest = 0;
    return false;
  }

  /** Identities that pause. */
  get count(): number {
    if (!this.any) return 0;
    const now = performance.now();
    const identities = new Set<string>();
    for (const pauses of [this.#known, this.#unknown]) {
      for (const [identity, until] of pauses.entries()) if (until > now) identities.add(identity);
    }
    return identities.size;
  }

  /** A pause is made longer, never shorter. */
  pause(identity: string, ms: number, isKnown: boolean): void {
    const until = performance.now() + Math.min(ms, maxPauseMs);
    const pauses = isKnown ? this.#known : this.#unknown;
    if (until > (pauses.get(identity) ?? 0)) pauses.set(identity, until);
    this.#latest = Math.max(this.#latest, until);
  }

  /** The remaining pause of this identity, in milliseconds; 0 without one. */
  remainingMs(identity: string): number {
    const until = Math.max(this.#known.get(identity) ?? 0, this.#unknown.get(identity) ?? 0);
    return Math.max(0, until - performance.now());
  }
}
