/**
 * Optional pacing below Graph's limits: a maximum number of requests, and of writes among them, in any 20 seconds.
 *
 * Intune allows 1,000 requests and 100 writes in 20 s for one app in one tenant. Each request inside a `$batch` counts.
 * One caller can use at most seven eighths of both, so that others do not have to wait until the window has passed.
 */

const windowMs = 20_000;
/** The part of a limit that one caller cannot use. */
const keptForOthers = 1 / 8;

export interface Pace {
  /** Requests of any kind in 20 s; 0 turns the limit off. */
  readonly requests: number;
  /** Writes in 20 s; 0 turns the limit off. */
  readonly writes: number;
}

export class Pacing {
  readonly #requests: FairWindow;
  readonly #writes: FairWindow;

  constructor(pace: Pace, now: () => number = () => performance.now()) {
    this.#requests = new FairWindow(pace.requests, now);
    this.#writes = new FairWindow(pace.writes, now);
  }

  /** What was sent in the last 20 seconds, of the limits that are on. */
  get counts(): { readonly requests: number; readonly writes: number } {
    return { requests: this.#requests.count, writes: this.#writes.count };
  }

  /** Milliseconds until `requests` may be sent together. 0 counts them; any other result counts nothing. */
  take(share: string, requests: number, writes: number): number {
    const waitMs = Math.max(this.#requests.waitMs(share, requests), this.#writes.waitMs(share, writes));
    if (waitMs === 0) {
      this.#requests.take(share, requests);
      this.#writes.take(share, writes);
    }
    return waitMs;
  }
}

/** One window for all callers, and one for each caller with requests in it. */
class FairWindow {
  readonly #all: SlidingWindow;
  readonly #limitOfOne: number;
  readonly #each = new Map<string, SlidingWindow>();

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {
    this.#all = new SlidingWindow(limit, now);
    this.#limitOfOne = limit - Math.floor(limit * keptForOthers);
  }

  get count(): number {
    return this.#all.count;
  }

  waitMs(share: string, count: number): number {
    if (this.limit === 0 || count === 0) return 0;
    return Math.max(this.#all.waitMs(count), this.#each.get(share)?.waitMs(count) ?? 0);
  }

  take(share: string, count: number): void {
    if (this.limit === 0 || count === 0) return;
    // At most as many callers as the limit allows requests, and those that have left the window.
    if (this.#each.size > this.limit)
      for (const [name, window] of this.#each) if (window.isEmpty) this.#each.delete(name);
    const own = this.#each.get(share) ?? new SlidingWindow(this.#limitOfOne, this.now);
    this.#each.set(share, own);
    own.take(count);
    this.#all.take(count);
  }
}

/** The times of the last `limit` events, oldest first. */
class SlidingWindow {
  readonly #times: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  get count(): number {
    this.#forget();
    return this.#times.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  waitMs(count: number): number {
    this.#forget();
    // A group larger than the limit waits until the window is empty, then passes as a whole.
    const mustLeave = Math.min(this.#times.length + count - this.limit, this.#times.length);
    const leaves = this.#times[mustLeave - 1];
    return leaves === undefined ? 0 : leaves + windowMs - this.now();
  }

  take(count: number): void {
    for (let taken = 0; taken < count; taken += 1) this.#times.push(this.now());
  }

  #forget(): void {
    const from = this.now() - windowMs;
    while (this.#times[0] !== undefined && this.#times[0] <= from) this.#times.shift();
  }
}
