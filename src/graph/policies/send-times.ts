/** When a call may be sent: not while Graph wants its identity to pause, and not faster than the pace. */
import type { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { unknownCallers, type Access, type TokenSource } from '../../core/token-source.js';
import type { Pace, PaceCounts } from './pacing.js';
import { isPaced, notTaken, Paces, type PaceKeeper, type PaceTurn } from './paces.js';
import { ThrottlePauses, type PauseChannel } from './throttle-pauses.js';

/** What replicas share. */
export interface SharedPolicies {
  readonly pauses: PauseChannel;
  /** Undefined while no pace is set. */
  readonly pace: PaceKeeper | undefined;
}

export interface CountedCall {
  readonly access: Access;
  /** How many requests Graph will count: 1, or the number of requests in a batch. */
  readonly requests: number;
}

/** `paused`: the wait is Graph's, and not that of the pace. */
export type SendTurn = PaceTurn & { readonly paused: boolean };

const nothingSent = { requests: 0, writes: 0 };
const now: SendTurn = { ...notTaken(0), paused: false };

export class SendTimes {
  readonly #pauses: ThrottlePauses;
  /** Undefined while no pace is set. */
  readonly #pace: PaceKeeper | undefined;

  constructor(
    pace: Pace,
    private readonly callers: Pick<TokenSource, 'identityOf' | 'shareOf' | 'quotaOf'>,
    shared: SharedPolicies | undefined,
  ) {
    this.#pauses = new ThrottlePauses(shared?.pauses);
    this.#pace = isPaced(pace) ? (shared?.pace ?? new Paces(pace)) : undefined;
  }

  get load(): { readonly pausedIdentities: number; readonly paced: PaceCounts; readonly replicas: number } {
    return {
      pausedIdentities: this.#pauses.count,
      paced: this.#pace?.used ?? nothingSent,
      replicas: this.#pace?.replicas ?? 1,
    };
  }

  pauseAfter({ code, details }: GatewayError, waitMs: number, { caller }: Operation): void {
    // Without an exchange the failure is that of the pause.
    if (code !== 'RATE_LIMITED' || details.graph === undefined) return;
    const isKnown = this.callers.shareOf(caller) !== unknownCallers;
    this.#pauses.pause(this.callers.identityOf(caller), waitMs, isKnown);
  }

  pausedMs({ caller }: Operation): number {
    return this.#pauses.any ? this.#pauses.remainingMs(this.callers.identityOf(caller)) : 0;
  }

  /** Without a pace it costs nothing, and no wait lies between the turn and the call. */
  turn(share: string, call: CountedCall, operation: Operation): SendTurn | Promise<SendTurn> {
    const pausedMs = this.pausedMs(operation);
    if (pausedMs > 0) return { ...notTaken(pausedMs), paused: true };
    return this.#pace === undefined ? now : this.#paced(this.#pace, share, call, operation);
  }

  async #paced(
    pace: PaceKeeper,
    share: string,
    { access, requests }: CountedCall,
    operation: Operation,
  ): Promise<SendTurn> {
    const quota = this.callers.quotaOf(operation.caller);
    const counts = { requests, writes: access === 'write' ? requests : 0 };
    const turn = await pace.take({ quota, share, counts, log: operation.logger });
    if (turn.waitMs > 0) return { ...turn, paused: false };
    // While Redis was asked, a pause may have begun.
    const pausedMs = this.pausedMs(operation);
    if (pausedMs === 0) return { ...turn, paused: false };
    turn.giveBack();
    return { ...notTaken(pausedMs), paused: true };
  }
}
