/**
 * The pace of all replicas together, counted in Redis. While Redis cannot be used, each gateway sends its part of the
 * limits: the limit divided by the number of gateways that were last seen.
 */
import { hash } from 'node:crypto';
import { sharedStateMissed } from '../../telemetry/events.js';
import type { Logger } from '../../telemetry/logger.js';
import { limitOfOne, type Pace, type PaceCounts } from '../policies/pacing.js';
import { notTaken, type PacedCall, type PaceKeeper, type Paces, type PaceTurn } from '../policies/paces.js';
import { windowMs } from '../policies/sliding-window.js';
import type { PaceWindow, RedisCommands } from './commands.js';

/** After a failure Redis is not asked for this long, so that at most one call in this time waits for it in vain. */
const restMs = 1000;
/** Enough to keep names apart. */
const nameCharacters = 22;

export interface SharedPaceOptions {
  /** The start of all keys. */
  readonly prefix: string;
  /** Quotas of other gateways have the same names. */
  readonly fleet: string;
  /** This gateway's, unlike that of any other. */
  readonly id: string;
  readonly pace: Pace;
}

export class SharedPace implements PaceKeeper {
  #restsUntil = 0;
  #taken = 0;

  constructor(
    private readonly commands: Pick<RedisCommands, 'takePace' | 'giveBackPace'>,
    private readonly own: Paces,
    private readonly replicas: { readonly count: number },
    private readonly options: SharedPaceOptions,
    private readonly logger: Pick<Logger, 'info' | 'metrics'>,
  ) {}

  /** What this gateway has sent. */
  get used(): PaceCounts {
    return this.own.used;
  }

  take(call: PacedCall): PaceTurn | Promise<PaceTurn> {
    return performance.now() < this.#restsUntil ? this.#takeAlone(call) : this.#takeShared(call);
  }

  #takeAlone(call: PacedCall): PaceTurn {
    sharedStateMissed(this.logger, 'pace');
    return this.own.take(call, this.replicas.count);
  }

  async #takeShared(call: PacedCall): Promise<PaceTurn> {
    const windows = this.#windowsOf(call);
    if (windows.length === 0) return notTaken(0);
    this.#taken += 1;
    const name = `${this.options.id}:${this.#taken}`;
    try {
      const waitMs = await this.commands.takePace(windowMs, name, windows);
      // The clock of Redis may have been set back.
      if (waitMs > 0) return notTaken(Math.min(waitMs, windowMs));
    } catch {
      this.#restsUntil = performance.now() + restMs;
      return this.#takeAlone(call);
    }
    const own = this.own.count(call);
    return {
      waitMs: 0,
      giveBack: () => {
        own.giveBack();
        void this.commands.giveBackPace(name, windows).catch(() => undefined);
      },
    };
  }

  /** Those of all callers, and those of this one. The part in braces keeps the windows of one quota in one slot of a Redis Cluster. */
  #windowsOf({ quota, share, counts }: PacedCall): readonly PaceWindow[] {
    const { prefix, fleet, pace } = this.options;
    const start = `${prefix}{${nameOf(JSON.stringify([fleet, quota]))}}:`;
    const kinds = (['requests', 'writes'] as const).filter((kind) => pace[kind] > 0 && counts[kind] > 0);
    const caller = nameOf(share);
    return [
      ...kinds.map((kind) => ({ key: `${start}${kind}`, limit: pace[kind], count: counts[kind] })),
      ...kinds.map((kind) => ({
        key: `${start}${kind}:${caller}`,
        limit: limitOfOne(pace[kind]),
        count: counts[kind],
      })),
    ];
  }
}

function nameOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, nameCharacters);
}
