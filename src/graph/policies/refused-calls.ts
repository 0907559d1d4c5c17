/** Calls that the full queue refuses: one line a second with their number, because each one would be a line otherwise. */
import type { Logger } from '../../telemetry/logger.js';
import { callsNotQueued } from '../../telemetry/events.js';

const intervalMs = 1000;

export class RefusedCalls {
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /** The first one is logged immediately, the others of the same second together. */
  count(logger: Logger): void {
    if (this.#timer !== undefined) {
      this.#count += 1;
      return;
    }
    callsNotQueued(logger, { refused: 1 });
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#count > 0) callsNotQueued(logger, { refused: this.#count });
      this.#count = 0;
    }, intervalMs).unref();
  }
}
