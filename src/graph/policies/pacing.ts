/**
 * Optional pacing below Graph's limits: at most so many requests, and so many writes among them, in any 20 seconds.
 *
 * Intune allows 1,000 requests and 100 writes in 20 s for one app in one tenant. Each request inside a `$batch` counts.
 */

const windowMs = 20_000;

export interface Pace {
  /** Requests of any kind in 20 s; 0 is without a limit. */
  readonly requests: number;
  /** Writes in 20 s; 0 is without a limit. */
  readonly writes: number;
}

export class Pacing {
  readonly #requests: SlidingWindow;
  readonly #writes: SlidingWindow;

  constructor(pace: Pace, now: () => number = () => performance.now()) {
    this.#requests = new SlidingWindow(pace.requests, now);
    this.#writes = new SlidingWindow(pace.writes, now);
  }

  /** Milliseconds until `requests` may go out together: 0 takes them, anything else takes nothing. */
  take(requests: number, writes: number): number {
    const waitMs = Math.max(this.#requests.waitMs(requests), this.#writes.waitMs(writes));
    if (waitMs === 0) {
      this.#requests.take(requests);
      this.#writes.take(writes);
    }
    return waitMs;
  }
}

/** The moments of the last `limit` events, oldest first. */
class SlidingWindow {
  readonly #times: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  waitMs(count: number): number {
    if (this.limit === 0 || count === 0) return 0;
    const now = this.now();
    while (this.#times[0] !== undefined && this.#times[0] <= now - windowMs) this.#times.shift();
    // More at once than the limit allows at all has to wait until the window is empty, then passes as a whole.
    const mustLeave = Math.min(this.#times.length + count - this.limit, this.#times.length);
    const leaves = this.#times[mustLeave - 1];
    return leaves === undefined ? 0 : leaves + windowMs - now;
  }

  take(count: number): void {
    if (this.limit === 0) return;
    for (let taken = 0; taken < count; taken += 1) this.#times.push(this.now());
  }
}
