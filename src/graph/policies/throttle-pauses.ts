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
export const maxPauseMs = 3_600_000;

/** Pauses of other replicas become pauses here, so that each does not find out alone. */
export interface PauseChannel {
  /** The name by which other replicas know an identity. */
  nameOf(identity: string): string;
  publish(pause: Pause): void;
  /** Calls `onPause` for each pause of another replica. */
  listen(onPause: (pause: Pause) => void): void;
}

export interface Pause {
  readonly name: string;
  readonly ms: number;
  readonly isKnown: boolean;
}

/** Calls that run together are throttled together; other replicas need not know each of their answers. */
const worthPublishingMs = 100;

export class ThrottlePauses {
  readonly #known = new LRUCache<string, number>({ max: maxIdentities });
  readonly #unknown = new LRUCache<string, number>({ max: maxUnknown });
  /** The end of the last pause. */
  #latest = 0;

  constructor(private readonly channel?: PauseChannel) {
    channel?.listen((pause) => this.#set(pause));
  }

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

  pause(identity: string, ms: number, isKnown: boolean): void {
    const pause = { name: this.#nameOf(identity), ms: Math.min(ms, maxPauseMs), isKnown };
    const longerMs = this.#set(pause);
    if (longerMs >= Math.min(worthPublishingMs, pause.ms)) this.channel?.publish(pause);
  }

  /** The remaining pause of this identity, in milliseconds; 0 without one. */
  remainingMs(identity: string): number {
    const name = this.#nameOf(identity);
    const until = Math.max(this.#known.get(name) ?? 0, this.#unknown.get(name) ?? 0);
    return Math.max(0, until - performance.now());
  }

  /** A pause is made longer, never shorter. Returns by how much. */
  #set({ name, ms, isKnown }: Pause): number {
    const now = performance.now();
    const until = now + ms;
    const pauses = isKnown ? this.#known : this.#unknown;
    const before = Math.max(now, pauses.get(name) ?? 0);
    if (until > before) pauses.set(name, until);
    this.#latest = Math.max(this.#latest, until);
    return until - before;
  }

  #nameOf(identity: string): string {
    return this.channel === undefined ? identity : this.channel.nameOf(identity);
  }
}
