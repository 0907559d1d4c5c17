/**
 * Memory that all clients together hold in the gateway: beyond a limit, the client that has held some for the longest
 * time is disconnected.
 *
 * Rejecting new clients instead would let clients that never finish block the service for all others.
 */
export class MemoryBound<Holder extends object> {
  readonly #maxBytes: number;
  /** In order of arrival. */
  readonly #holders = new Map<Holder, { bytes: number; readonly close: () => void }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** `close` ends the request of `holder`, which is already released at that time. */
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
