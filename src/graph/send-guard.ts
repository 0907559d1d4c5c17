/** Decides right before each try which creations may still be sent, and learns what became of them. */
import type { GatewayError } from '../core/gateway-error.js';

/** Positions are those in the list of creations. */
export interface SendGuard<Created> {
  /**
   * The failures of those that must not be sent. `tryMs`: the longest time that the try takes. It is called in the slot of
   * the bulkhead, so that no wait lies between the decision and the first byte.
   */
  refused(positions: readonly number[], tryMs: number): Promise<ReadonlyMap<number, GatewayError>>;
  /** Called for each creation once, as soon as its outcome is final; also for those that were not sent. */
  settled(outcomes: ReadonlyMap<number, Created | GatewayError>): Promise<void>;
}

/** Reports each outcome of a bulk creation once, as soon as it is final, while other batches are still sent. */
export class Settling<Created> {
  readonly #settled = new Set<number>();
  readonly #reports: Promise<void>[] = [];

  constructor(
    private readonly guard: SendGuard<Created>,
    private readonly outcomes: ReadonlyMap<number, Created | GatewayError>,
  ) {}

  settle(positions: readonly number[]): void {
    const final = positions.filter((position) => !this.#settled.has(position));
    for (const position of final) this.#settled.add(position);
    const outcomes = final.map(
      (position) => [position, this.outcomes.get(position) as Created | GatewayError] as const,
    );
    if (outcomes.length > 0) this.#reports.push(this.guard.settled(new Map(outcomes)));
  }

  /** The remaining ones too; resolves when all are reported. */
  async settleAll(): Promise<void> {
    this.settle([...this.outcomes.keys()]);
    await Promise.all(this.#reports);
  }
}
