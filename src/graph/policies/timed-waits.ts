/**
 * How many calls wait for a time: a pause, the pace, the next try. The limit is that of the queue, and half of it for
 * one caller.
 */
import type { Operation } from '../../core/operation.js';
import { graphCallWaited, type WaitReason } from '../../telemetry/events.js';
import { wait } from './wait.js';

export type TimedReason = Exclude<WaitReason, 'place'>;

export class TimedWaits {
  readonly #counts: Record<TimedReason, number> = { pause: 0, pace: 0, retry: 0 };
  readonly #each = new Map<string, number>();
  #all = 0;

  constructor(private readonly max: number) {}

  hasRoomFor(share: string): boolean {
    return this.#all < this.max && (this.#each.get(share) ?? 0) < Math.ceil(this.max / 2);
  }

  get counts(): Readonly<Record<TimedReason, number>> {
    return this.#counts;
  }

  /** False if the operation is aborted before the time has passed. */
  async wait(ms: number, reason: TimedReason, share: string, operation: Operation): Promise<boolean> {
    const { logger, record, signal } = operation;
    const began = performance.now();
    record.waitsForGraph();
    this.enter(share, reason);
    try {
      return await wait(ms, signal);
    } finally {
      this.leave(share, reason);
      record.hasWaitedForGraph();
      graphCallWaited(logger, reason, performance.now() - began);
    }
  }

  enter(share: string, reason: TimedReason): void {
    this.#counts[reason] += 1;
    this.#all += 1;
    this.#each.set(share, (this.#each.get(share) ?? 0) + 1);
  }

  leave(share: string, reason: TimedReason): void {
    this.#counts[reason] -= 1;
    this.#all -= 1;
    const left = (this.#each.get(share) ?? 0) - 1;
    if (left > 0) this.#each.set(share, left);
    else this.#each.delete(share);
  }
}
