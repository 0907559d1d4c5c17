/**
 * The pace of each application in each tenant, which Graph counts apart. This gateway's own counts; with Redis,
 * shared/shared-pace.ts counts those of all replicas, and this one what it sends while Redis cannot be used.
 */
import { LRUCache } from 'lru-cache';
import type { Counted } from '../../telemetry/events.js';
import { Pacing, type Pace, type PaceCounts } from './pacing.js';

/** Applications and tenants at once; the least recently used one is forgotten. */
const maxQuotas = 10_000;

/** Some requests that are sent together. */
export interface PacedCall {
  /** Equal for requests that Graph counts together. */
  readonly quota: string;
  /** Equal for those of one caller. */
  readonly share: string;
  readonly counts: PaceCounts;
  /** Of the request that waits for its turn. */
  readonly log?: Counted;
}

export interface PaceTurn {
  /** Milliseconds until the requests may be sent. 0: they are counted; otherwise nothing is. */
  readonly waitMs: number;
  /** Once: Graph has not counted them. */
  readonly giveBack: () => void;
}

export interface PaceKeeper {
  take(call: PacedCall): PaceTurn | Promise<PaceTurn>;
  /** Of the application and tenant that has sent most in the last 20 seconds. */
  readonly used: PaceCounts;
  /** How many gateways keep the pace together, as far as this one knows. */
  readonly replicas: number;
}

export const isPaced = ({ requests, writes }: Pace): boolean => requests > 0 || writes > 0;

export class Paces implements PaceKeeper {
  readonly replicas = 1;
  readonly #each = new LRUCache<string, Pacing>({ max: maxQuotas });

  constructor(private readonly pace: Pace) {}

  get used(): PaceCounts {
    let [requests, writes] = [0, 0];
    for (const { counts } of this.#each.values()) {
      requests = Math.max(requests, counts.requests);
      writes = Math.max(writes, counts.writes);
    }
    return { requests, writes };
  }

  /** `parts`: among how many gateways the limits are divided. */
  take(call: PacedCall, parts = 1): PaceTurn {
    const waitMs = this.#each.get(call.quota)?.waitMs(call.share, call.counts, parts) ?? 0;
    return waitMs > 0 ? notTaken(waitMs) : this.count(call);
  }

  count({ quota, share, counts }: PacedCall): PaceTurn {
    const pacing = this.#each.get(quota) ?? new Pacing(this.pace);
    this.#each.set(quota, pacing);
    const at = pacing.count(share, counts);
    return {
      waitMs: 0,
      giveBack: () => {
        pacing.giveBack(share, counts, at);
        // Tokens that any client could invent have quotas, which must not replace those of others.
        const { requests, writes } = pacing.counts;
        if (requests === 0 && writes === 0 && this.#each.peek(quota) === pacing) this.#each.delete(quota);
      },
    };
  }
}

export const notTaken = (waitMs: number): PaceTurn => ({ waitMs, giveBack: () => undefined });
