/**
 * How many calls wait for a time: a pause, the pace, the next try. The limit is that of the queue, and half of it for
 * one caller.
 */
export class TimedWaits {
  readonly #each = new Map<string, number>();
  #all = 0;

  constructor(private readonly max: number) {}

  hasRoomFor(share: string): boolean {
    return this.#all < this.max && (this.#each.get(share) ?? 0) < Math.ceil(this.max / 2);
  }

  enter(share: string): void {
    this.#all += 1;
    this.#each.set(share, (this.#each.get(share) ?? 0) + 1);
  }

  leave(share: string): void {
    this.#all -= 1;
    const left = (this.#each.get(share) ?? 0) - 1;
    if (left > 0) this.#each.set(share, left);
    else this.#each.delete(share);
  }
}
