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
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#count > 0) this.write(this.#count);
      this.#count = 0;
    }, intervalMs).unref();
  }
}
