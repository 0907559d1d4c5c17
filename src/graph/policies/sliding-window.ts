/** The exact times of what was sent in the last 20 seconds: a limit over it holds in any 20 seconds, not in each one. */

/** Graph counts requests in windows of this length. */
export const windowMs = 20_000;

export class SlidingWindow {
  /** Oldest first. */
  readonly #times: number[] = [];

  constructor(private readonly now: () => number) {}

  get count(): number {
    this.#forget();
    return this.#times.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  waitMs(count: number, limit: number): number {
    this.#forget();
    // A group larger than the limit waits until the window is empty, then passes as a whole.
    const mustLeave = Math.min(this.#times.length + count - limit, this.#times.length);
    const leaves = this.#times[mustLeave - 1];
    return leaves === undefined ? 0 : leaves + windowMs - this.now();
  }

  /** `at`: the present. */
  take(count: number, at: number): void {
    for (let taken = 0; taken < count; taken += 1) this.#times.push(at);
  }

  /** Those that were taken then, unless they have left. */
  giveBack(count: number, at: number): void {
    const first = this.#times.indexOf(at);
    if (first >= 0) this.#times.splice(first, count);
  }

  #forget(): void {
    const from = this.now() - windowMs;
    while (this.#times[0] !== undefined && this.#times[0] <= from) this.#times.shift();
  }
}
