/**
 * After a 429 every call of the same identity waits until its time is up, rather than each finding out alone: what is
 * sent in between is refused and, by Graph's count, prolongs the pause.
 */
import { LRUCache } from 'lru-cache';

/** Identities that can be remembered at once; the least recently used one is forgotten, which costs it one 429 more. */
const maxIdentities = 10_000;
/** Of tokens that Graph has not accepted lately. They are free, and must not push others out. */
const maxUnknown = 1000;
/** One absurd `Retry-After` must not lock anybody out for good. */
const maxPauseMs = 3_600_000;

export class ThrottlePauses {
  readonly #known = new LRUCache<string, number>({ max: maxIdentities });
  readonly #unknown = new LRUCache<string, number>({ max: maxUnknown });
  /** The end of the last pause. */
  #latest = 0;

  /** False while no identity pauses, so that none has to be looked up. */
  get any(): boolean {
    if (this.#latest === 0) return false;
    if (performance.now() < this.#latest) return true;
    this.#known.clear();
    this.#unknown.clear();
    this.#latest = 0;
    return false;
  }

  /** A pause is made longer, never shorter. */
  pause(identity: string, ms: number, isKnown: boolean): void {
    const until = performance.now() + Math.min(ms, maxPauseMs);
    const pauses = isKnown ? this.#known : this.#unknown;
    if (until > (pauses.get(identity) ?? 0)) pauses.set(identity, until);
    this.#latest = Math.max(this.#latest, until);
  }

  /** How long this identity still pauses, in milliseconds; 0 when it does not. */
  remainingMs(identity: string): number {
    const until = Math.max(this.#known.get(identity) ?? 0, this.#unknown.get(identity) ?? 0);
    return Math.max(0, until - performance.now());
  }
}
