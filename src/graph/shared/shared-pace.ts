/**
 * The pace of all replicas together, counted in Redis. While Redis cannot be used, each gateway sends its part of the
 * limits: the limit divided by the number of gateways that were last seen.
 */
import { hash } from 'node:crypto';
import { asPartOf } from '../../redis/as-part-of.js';
import { sharedStateMissed } from '../../telemetry/events.js';
import type { Logger } from '../../telemetry/logger.js';
import { limitOfOne, type Pace, type PaceCounts } from '../policies/pacing.js';
import { notTaken, type PacedCall, type PaceKeeper, type Paces, type PaceTurn } from '../policies/paces.js';
import { windowMs } from '../policies/sliding-window.js';
import type { PaceWindow, RedisCommands } from './commands.js';

/** After a failure Redis is not asked for this long, so that calls wait for it in vain at most once in this time. */
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

interface Unrecorded {
  /** With it Redis counts the requests once, however often it is asked to. */
  readonly name: string;
  readonly windows: readonly PaceWindow[];
  readonly at: number;
  isOnItsWay: boolean;
}

export class SharedPace implements PaceKeeper {
  #restsUntil = 0;
  #taken = 0;
  /** What was sent without a question, which Redis learns when it is back. */
  readonly #unrecorded = new Set<Unrecorded>();

  constructor(
    private readonly commands: Pick<RedisCommands, 'takePace' | 'recordPace' | 'giveBackPace'>,
    private readonly own: Paces,
    private readonly fleet: { readonly count: number },
    private readonly options: SharedPaceOptions,
    private readonly logger: Pick<Logger, 'info' | 'metrics'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What this gateway has sent. */
  get used(): PaceCounts {
    return this.own.used;
  }

  get replicas(): number {
    return this.fleet.count;
  }

  take(call: PacedCall): PaceTurn | Promise<PaceTurn> {
    return this.now() < this.#restsUntil ? this.#takeAlone(call) : this.#takeShared(call);
  }

  /** `name`: that of a question without an answer, which Redis may have counted nevertheless. */
  #takeAlone(call: PacedCall, name = this.#name()): PaceTurn {
    sharedStateMissed(this.logger, 'pace');
    const turn = this.own.take(call, this.replicas);
    if (turn.waitMs > 0) return turn;
    this.#forgetOld();
    const windows = this.#windowsOf(call);
    const sent: Unrecorded = { name, windows, at: this.now(), isOnItsWay: false };
    this.#unrecorded.add(sent);
    return {
      waitMs: 0,
      giveBack: () => {
        turn.giveBack();
        this.#unrecorded.delete(sent);
        void this.commands.giveBackPace(name, windows).catch(ignored);
      },
    };
  }

  async #takeShared(call: PacedCall): Promise<PaceTurn> {
    const windows = this.#windowsOf(call);
    if (windows.length === 0) return notTaken(0);
    this.#record();
    const name = this.#name();
    try {
      const take = () => this.commands.takePace(windowMs, name, windows);
      const waitMs = await asPartOf(call.log, 'pace', take);
      // The clock of Redis may have been set back.
      if (waitMs > 0) return notTaken(Math.min(waitMs, windowMs));
    } catch {
      this.#restsUntil = this.now() + restMs;
      return this.#takeAlone(call, name);
    }
    const own = this.own.count(call);
    return {
      waitMs: 0,
      giveBack: () => {
        own.giveBack();
        void this.commands.giveBackPace(name, windows).catch(ignored);
      },
    };
  }

  /** Redis carries out commands in their order, so the next question counts these. */
  #record(): void {
    this.#forgetOld();
    for (const sent of this.#unrecorded) {
      if (sent.isOnItsWay) continue;
      sent.isOnItsWay = true;
      this.commands.recordPace(windowMs, sent.name, this.now() - sent.at, sent.windows).then(
        () => this.#unrecorded.delete(sent),
        () => (sent.isOnItsWay = false),
      );
    }
  }

  #forgetOld(): void {
    const from = this.now() - windowMs;
    for (const sent of this.#unrecorded) {
      if (sent.at > from) return;
      this.#unrecorded.delete(sent);
    }
  }

  #name(): string {
    this.#taken += 1;
    return `${this.options.id}:${this.#taken}`;
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

const ignored = (): void => undefined;

function nameOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, nameCharacters);
}
