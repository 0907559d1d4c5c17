/**
 * Calls that the full queue refuses: one line a second with their number, because each one would be a line otherwise.
 *
 * It is a line of the process, without the id of a request: the calls belong to many.
 */
import type { Logger } from '../../telemetry/logger.js';
import { callsNotQueued } from '../../telemetry/events.js';

const intervalMs = 1000;

export class RefusedCalls {
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly logger: Pick<Logger, 'warn'>) {}

  /** The first one is logged immediately, the others of the same second together. */
  count(): void {
    if (this.#timer !== undefined) {
      this.#count += 1;
      return;
    }
    callsNotQueued(this.logger, { refused: 1 });
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#count > 0) callsNotQueued(this.logger, { refused: this.#count });
      this.#count = 0;
    }, intervalMs).unref();
  }
}
