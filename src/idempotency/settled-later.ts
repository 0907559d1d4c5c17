/** Repeats in the background what the store did not take, so that a key is not in use, or unknown, without need. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from './record.js';
import type { IdempotencyStore, RecordName } from './store.js';

const againMs = 500;
/** Beyond it records wait for the end of their lease. */
const maxWaiting = 1000;

export class SettledLater {
  #waiting = 0;

  constructor(private readonly store: IdempotencyStore) {}

  later(owner: string, verdicts: ReadonlyMap<RecordName, Verdict>, forMs: number): void {
    if (this.#waiting >= maxWaiting) return;
    this.#waiting += 1;
    void this.#repeat(owner, verdicts, performance.now() + forMs).finally(() => (this.#waiting -= 1));
  }

  async #repeat(owner: string, verdicts: ReadonlyMap<RecordName, Verdict>, until: number): Promise<void> {
    while (performance.now() < until) {
      await delay(againMs, undefined, { ref: false });
      const isTaken = await this.store.settle(owner, verdicts).then(
        () => true,
        () => false,
      );
      if (isTaken) return;
    }
  }
}
