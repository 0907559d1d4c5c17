/**
 * Optional pacing below Graph's limits: a maximum number of requests, and of writes among them, in any 20 seconds.
 *
 * Intune allows 1,000 requests and 100 writes in 20 s for one app in one tenant. Each request inside a `$batch` counts.
 * One caller can use at most seven eighths of both, so that others do not have to wait until the window has passed.
 */
import { SlidingWindow } from './sliding-window.js';

/** The part of a limit that one caller cannot use. */
const keptForOthers = 1 / 8;

export interface Pace {
  /** Requests of any kind in 20 s; 0 turns the limit off. */
  readonly requests: number;
  /** Writes in 20 s; 0 turns the limit off. */
  readonly writes: number;
}

export type PaceCounts = Readonly<Record<keyof Pace, number>>;

/** The limit of one caller. */
export const limitOfOne = (limit: number): number => limit - Math.floor(limit * keptForOthers);

/** The requests of one application in one tenant. */
export class Pacing {
  readonly #requests: FairWindow;
  readonly #writes: FairWindow;

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#requests = new FairWindow(now);
    this.#writes = new FairWindow(now);
  }

  /** What was sent in the last 20 seconds, of the limits that are on. */
  get counts(): PaceCounts {
    return { requests: this.#requests.count, writes: this.#writes.count };
  }

  /** Milliseconds until `counts` may be sent together, of this part of the limits. */
  waitMs(share: string, { requests, writes }: PaceCounts, parts: number): number {
    return Math.max(
      this.#requests.waitMs(share, requests, partOf(this.pace.requests, parts)),
      this.#writes.waitMs(share, writes, partOf(this.pace.writes, parts)),
    );
  }

  /** Returns their time. */
  count(share: string, { requests, writes }: PaceCounts): number {
    const at = this.now();
    this.#requests.take(share, requests, this.pace.requests, at);
    this.#writes.take(share, writes, this.pace.writes, at);
    return at;
  }

  /** Those that were counted at this time count no longer. */
  giveBack(share: string, { requests, writes }: PaceCounts, at: number): void {
    this.#requests.giveBack(share, requests, at);
    this.#writes.giveBack(share, writes, at);
  }
}

/** At least one, or nothing could be sent at all. 0 stays off. */
function partOf(limit: number, parts: number): number {
  return limit === 0 ? 0 : Math.max(1, Math.floor(limit / parts));
}

/** One window for all callers, and one for each caller with requests in it. */
class FairWindow {
  readonly #all: SlidingWindow;
  readonly #each = new Map<string, SlidingWindow>();

  constructor(private readonly now: () => number) {
    this.#all = new SlidingWindow(now);
  }

  get count(): number {
    return this.#all.count;
  }

  waitMs(share: string, count: number, limit: number): number {
    if (limit === 0 || count === 0) return 0;
    return Math.max(this.#all.waitMs(count, limit), this.#each.get(share)?.waitMs(count, limitOfOne(limit)) ?? 0);
  }

  take(share: string, count: number, limit: number, at: number): void {
    if (limit === 0 || count === 0) return;
    // At most as many callers as the limit allows requests, and those that have left the window.
    if (this.#each.size > limit) for (const [name, window] of this.#each) if (window.isEmpty) this.#each.delete(name);
    const own = this.#each.get(share) ?? new SlidingWindow(this.now);
    this.#each.set(share, own);
    own.take(count, at);
    this.#all.take(count, at);
  }

  giveBack(share: string, count: number, at: number): void {
    this.#each.get(share)?.giveBack(count, at);
    this.#all.giveBack(count, at);
  }
}
