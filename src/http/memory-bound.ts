/**
 * Memory that clients hold in the gateway, all together: beyond a bound the one that has held some the longest goes.
 *
 * Rejecting the next client instead would let clients that never end stop the service for all others.
 */
export class MemoryBound<Holder extends object> {
  readonly #maxBytes: number;
  /** In the order in which they came. */
  readonly #holders = new Map<Holder, { bytes: number; readonly close: () => void }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** `close` ends what `holder` does; it is released by then. */
  hold(holder: Holder, bytes: number, close: () => void): void {
    this.#holders.set(holder, { bytes: 0, close });
    this.grow(holder, bytes);
  }

  grow(holder: Holder, bytes: number): void {
    const held = this.#holders.get(holder);
    if (held === undefined) return;
    held.bytes += bytes;
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes) this.#closeOldest();
  }

  release(holder: Holder): void {
    this.#bytes -= this.#holders.get(holder)?.bytes ?? 0;
    this.#holders.delete(holder);
  }

  #closeOldest(): void {
    for (const [holder, { close }] of this.#holders) {
      this.release(holder);
      return close();
    }
  }
}
