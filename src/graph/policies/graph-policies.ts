/**
 * The steps of one call to Graph: bulkhead, pause and pace, breaker, the call itself, and perhaps a retry.
 *
 * These policies decide what may be repeated, how long to wait and what one caller may use. A call whose turn would
 * come after its deadline fails immediately, with the time after which to try again.
 */
import { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { unknownCallers, type TokenSource } from '../../core/token-source.js';
import { Backoff } from './backoff.js';
import { GraphBulkhead, QueueFullError, tooLate } from './bulkhead.js';
import { graphCircuit, judgeOfOptions } from './circuit-breaker.js';
import type { FairCircuit } from '../../core/circuit/fair-circuit.js';
import { mayRetry, needsFreshConnection } from './may-retry.js';
import type { Pace } from './pacing.js';
import { RetryBudget } from './retry-budget.js';
import { SendTimes, type CountedCall, type SendTurn, type SharedPolicies } from './send-times.js';
import { TimedWaits, type TimedReason } from './timed-waits.js';
import { causeFields, mayHaveArrived } from '../cause-fields.js';
import { graphCallRetried, graphCircuitOpened } from '../../telemetry/events.js';
import type { Logger } from '../../telemetry/logger.js';
import type { GraphLoad } from '../../telemetry/metrics/readings.js';

export const maxRetries = 3;
/** A try with less time left than this would only fail again. */
const usefulMs = 100;
/** Timers may fire this much too early, so a call with less time left than this has none. */
export const timerSlackMs = 2;
/** If Graph throttles one request of a batch without naming a time. */
const pauseOfItemMs = 1000;
/** Calls that waited together do not all continue at the same moment. */
const maxReleaseJitterMs = 200;

export interface PolicyOptions {
  /** Concurrent calls to Graph. */
  readonly concurrency: number;
  /** Calls that may wait for a slot. */
  readonly queue: number;
  /** How long the circuit stays open before a probe. */
  readonly breakerResetMs: number;
  readonly pace: Pace;
}

export interface PlannedCall extends CountedCall {
  /** It repeats single requests of a batch, so it is not a first try. */
  readonly repeated?: boolean;
  /** It has query options that Graph may reject, even with a 500. */
  readonly hasOptions?: boolean;
}

export interface Try {
  /** 0 for the first one. */
  readonly attempt: number;
  /** This try should use a new connection. */
  readonly fresh: boolean;
}

const firstTry: Try = { attempt: 0, fresh: false };

export class GraphPolicies {
  readonly #budget = new RetryBudget();
  readonly #bulkhead: GraphBulkhead;
  readonly #circuit: FairCircuit;
  readonly #times: SendTimes;
  readonly #waits: TimedWaits;

  constructor(
    options: PolicyOptions,
    private readonly callers: Pick<TokenSource, 'identityOf' | 'shareOf' | 'quotaOf'>,
    logger: Logger,
    shared?: SharedPolicies,
  ) {
    this.#bulkhead = new GraphBulkhead(options.concurrency, options.queue);
    this.#circuit = graphCircuit(options.breakerResetMs, (of) => graphCircuitOpened(logger, of));
    this.#times = new SendTimes(options.pace, callers, shared);
    this.#waits = new TimedWaits(options.queue);
  }

  /** True while callers are rejected because too many calls wait. */
  get overloaded(): boolean {
    return this.#bulkhead.isOverloaded;
  }

  /** For the metrics. */
  get load(): GraphLoad {
    const { running, waiting } = this.#bulkhead.counts;
    return {
      active: running,
      waiting: { place: waiting, ...this.#waits.counts },
      circuits: this.#circuit.open,
      ...this.#times.load,
    };
  }

  /** One call, repeated if that is safe and may help. Fails with the failure of the last try. */
  async execute<T>(call: PlannedCall, operation: Operation, exchange: (which: Try) => Promise<T>): Promise<T> {
    let backoff: Backoff | undefined;
    let which = firstTry;
    for (;;) {
      try {
        return await this.#takeTurn(call, operation, (share) => {
          // Only what goes out pays for retries.
          if (which.attempt === 0 && call.repeated !== true) this.#budget.countFirstTry(share);
          return exchange(which);
        });
      } catch (failure) {
        if (!(failure instanceof GatewayError) || !mayRetry(failure, call.access)) throw failure;
        backoff ??= new Backoff();
        const waitMs = backoff.waitMs([failure]);
        this.#times.pauseAfter(failure, waitMs, operation);
        const { attempt } = which;
        const mayTryAgain =
          this.#mayTryAgain(waitMs, attempt, operation) && this.#budget.take(this.#shareOf(operation), 1);
        if (!mayTryAgain || !(await this.#waitToGoOn([failure], attempt, waitMs, operation))) throw failure;
        which = { attempt: attempt + 1, fresh: needsFreshConnection(failure) };
      }
    }
  }

  /**
   * Repeats a round of batches as long as it returns failures of single requests that may be repeated. The next round
   * may make `calls` calls: as many of those that the failures need as the retry budget allows.
   */
  async repeat(
    operation: Operation,
    round: (attempt: number, calls: number) => Promise<{ failures: readonly GatewayError[]; calls: number }>,
  ): Promise<void> {
    const backoff = new Backoff();
    let paid = Infinity;
    for (let attempt = 0; ; attempt += 1) {
      const { failures, calls } = await round(attempt, paid);
      if (failures.length === 0) return;
      const waitMs = backoff.waitMs(failures);
      if (!this.#mayTryAgain(waitMs, attempt, operation)) return;
      paid = 0;
      const share = this.#shareOf(operation);
      while (paid < calls && this.#budget.take(share, 1)) paid += 1;
      if (paid === 0 || !(await this.#waitToGoOn(failures, attempt, waitMs, operation))) return;
    }
  }

  /** Call this immediately for each throttled request of a batch: the following batches should wait for its time. */
  noticeItem(failure: GatewayError, operation: Operation): void {
    const { retryAfterSeconds } = failure.details;
    const waitMs = retryAfterSeconds === undefined ? pauseOfItemMs : retryAfterSeconds * 1000;
    this.#times.pauseAfter(failure, waitMs, operation);
  }

  #shareOf({ caller }: Operation): string {
    return this.callers.shareOf(caller);
  }

  #mayTryAgain(waitMs: number, attempt: number, operation: Operation): boolean {
    const { deadline, signal } = operation;
    if (attempt >= maxRetries || signal.aborted || !this.#waits.hasRoomFor(this.#shareOf(operation))) return false;
    return performance.now() + waitMs + usefulMs <= deadline;
  }

  async #waitToGoOn(
    failures: readonly GatewayError[],
    attempt: number,
    waitMs: number,
    operation: Operation,
  ): Promise<boolean> {
    const codes = [...new Set(failures.map(({ code }) => code))];
    const [first] = failures;
    const cause = first === undefined ? {} : causeFields(first);
    graphCallRetried(operation.logger, { codes, attempt: attempt + 1, waitMs, ...cause });
    return this.#wait(waitMs, 'retry', operation);
  }

  /** Runs the call in a slot of the bulkhead, once no pause applies and while there is time. */
  async #takeTurn<T>(call: PlannedCall, operation: Operation, exchange: (share: string) => Promise<T>): Promise<T> {
    const arrived = performance.now();
    // Once for the whole turn, during which the caller may become known.
    const share = this.#shareOf(operation);
    const own = (): string => (share === unknownCallers ? this.callers.identityOf(operation.caller) : share);
    for (;;) {
      const early = this.#times.pausedMs(operation);
      if (early > 0) await this.#waitOrFail(early, true, share, operation);
      // Checked again in the slot: while a call waited for it, Graph may have asked for a pause.
      const turn = await this.#bulkhead.execute(
        share,
        async () => {
          const taken = this.#times.turn(share, call, operation);
          const send = taken instanceof Promise ? await taken : taken;
          if (send.waitMs > 0) return { send };
          const now = performance.now();
          const neededMs = Math.max(timerSlackMs, Math.min(usefulMs, now - arrived));
          if (operation.deadline - now <= neededMs) {
            send.giveBack();
            throw tooLate();
          }
          return {
            answer: await this.#circuit
              .execute({ share, own }, () => exchange(share), call.hasOptions === true ? judgeOfOptions : undefined)
              .catch((error: unknown) => this.#notice(error, operation, send)),
          };
        },
        operation,
      );
      if ('answer' in turn) return turn.answer;
      await this.#waitOrFail(turn.send.waitMs, turn.send.paused, share, operation);
    }
  }

  /** Before the next call gets the slot, which may be of the same identity. */
  #notice(error: unknown, operation: Operation, send: SendTurn): never {
    if (error instanceof GatewayError) {
      this.noticeItem(error, operation);
      // Graph counts for the application and tenant of a token that it accepts. Others only claim to have one.
      if (error.code === 'UNAUTHENTICATED' || !mayHaveArrived(error)) send.giveBack();
    }
    throw error;
  }

  async #waitOrFail(waitMs: number, paused: boolean, share: string, operation: Operation): Promise<void> {
    const spareMs = operation.deadline - performance.now() - waitMs - usefulMs;
    if (spareMs < 0) throw tooSoon(waitMs, paused);
    if (!this.#waits.hasRoomFor(share)) throw new QueueFullError();
    const jitterMs = Math.min(Math.random() * Math.min(waitMs / 10, maxReleaseJitterMs), spareMs);
    if (!(await this.#wait(waitMs + jitterMs, paused ? 'pause' : 'pace', operation))) {
      throw new GatewayError('GRAPH_TIMEOUT', (operation.signal.reason as Error).message, { notSent: 'caller-left' });
    }
  }

  /** False if the operation is aborted. */
  #wait(ms: number, reason: TimedReason, operation: Operation): Promise<boolean> {
    return this.#waits.wait(ms, reason, this.#shareOf(operation), operation);
  }
}

function tooSoon(waitMs: number, throttled: boolean): GatewayError {
  const why = throttled ? 'Microsoft Graph is throttling requests' : 'The gateway currently sends no more requests';
  const retryAfterSeconds = Math.ceil(waitMs) / 1000;
  const notSent = throttled ? 'pause of Graph' : 'own pace';
  return new GatewayError('RATE_LIMITED', `${why}; this one was not sent.`, { retryAfterSeconds, notSent });
}
