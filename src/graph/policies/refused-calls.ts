/**
 * Calls that the gateway refuses without sending them: one line a second with their number, because each one would be a line
 * otherwise.
 *
 * It is a line of the process, without the id of a request: the calls belong to many.
 */

const intervalMs = 1000;

export class RefusedCalls {
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `write` writes the line. */
  constructor(private readonly write: (refused: number) => void) {}

  /** The first one is logged immediately, the others of the same second together. */
  count(): void {
    if (this.#timer !== undefined) {
      this.#count += 1;
      return;
    }
    this.write(1);
    this.#wait();
  }

  /** Writes the last line. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flush();
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#flush()) this.#wait();
    }, intervalMs).unref();
  }

  #flush(): boolean {
    const refused = this.#count;
    if (refused === 0) return false;
    this.#count = 0;
    this.write(refused);
    return true;
  }
}
