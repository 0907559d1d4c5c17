/**
 * The way of one call to Graph: pause and pace, bulkhead, breaker, the call itself, and perhaps the same again.
 *
 * The loops, the queue and the circuit are cockatiel's; what may be repeated and how long to wait is decided here. Nobody
 * waits for what would come after their deadline: then the answer is a failure at once, with the time to come back.
 */
import { ConstantBackoff, handleType, retry } from 'cockatiel';
import { GraphError } from '../graph-error.js';
import type { Operation } from '../operation.js';
import type { Access, Caller } from '../token-source.js';
import { Backoff } from './backoff.js';
import { GraphBulkhead } from './bulkhead.js';
import { GraphCircuitBreaker } from './circuit-breaker.js';
import { mayRetry, needsFreshConnection } from './may-retry.js';
import { Pacing, type Pace } from './pacing.js';
import { RetryBudget } from './retry-budget.js';
import { ThrottlePauses } from './throttle-pauses.js';
import { wait } from './wait.js';

export const maxRetries = 3;
/** Where Graph throttles one request of a batch and names no time. */
const pauseOfItemMs = 1000;
/** Those who waited together do not all go at the same moment. */
const maxReleaseJitterMs = 200;

export interface PolicyOptions {
  /** Calls to Graph at once. */
  readonly concurrency: number;
  /** Calls that may wait for a place. */
  readonly queue: number;
  /** How long the circuit stays open before a probe. */
  readonly breakerResetMs: number;
  readonly pace: Pace;
}

export interface PlannedCall {
  readonly access: Access;
  /** How many requests Graph will count: 1, or as many as are in a batch. */
  readonly requests: number;
}

export interface Try {
  /** 0 for the first one. */
  readonly attempt: number;
  /** This try should not go over a connection that is already open. */
  readonly fresh: boolean;
}

/** Tells cockatiel's loop to go round once more. */
class Again extends Error {
  override readonly name = 'Again';
}

export class GraphPolicies {
  readonly #retry = retry(handleType(Again), { maxAttempts: maxRetries, backoff: new ConstantBackoff(0) });
  readonly #budget = new RetryBudget();
  readonly #pauses = new ThrottlePauses();
  readonly #bulkhead: GraphBulkhead;
  readonly #breaker: GraphCircuitBreaker;
  readonly #pacing: Pacing;

  constructor(
    options: PolicyOptions,
    /** Whom Graph throttles together. */
    private readonly identityOf: (caller: Caller) => string,
  ) {
    this.#bulkhead = new GraphBulkhead(options.concurrency, options.queue);
    this.#breaker = new GraphCircuitBreaker(options.breakerResetMs);
    this.#pacing = new Pacing(options.pace);
  }

  /** True while the next call would be refused because too many wait. */
  get overloaded(): boolean {
    return this.#bulkhead.isFull;
  }

  /** One call, repeated where that is safe and may help. Fails with the failure of the last try. */
  execute<T>(call: PlannedCall, operation: Operation, exchange: (which: Try) => Promise<T>): Promise<T> {
    let backoff: Backoff | undefined;
    let fresh = false;
    return this.#retry.execute(async ({ attempt }) => {
      try {
        await this.#waitForTurn(call, operation);
        if (attempt === 0) this.#budget.countFirstTry();
        const guarded = (): Promise<T> => this.#breaker.execute(() => exchange({ attempt, fresh }));
        return await this.#bulkhead.execute(guarded, operation);
      } catch (failure) {
        if (!(failure instanceof GraphError) || !mayRetry(failure, call.access)) throw failure;
        backoff ??= new Backoff();
        const waitMs = backoff.waitMs([failure]);
        this.#pauseAfter(failure, waitMs, operation);
        if (!(await this.#mayGoOn([failure], attempt, 1, waitMs, operation))) throw failure;
        fresh = needsFreshConnection(failure);
        throw new Again();
      }
    });
  }

  /** Repeats a round of batches as long as it returns failures of single requests that may be repeated. */
  async repeat(
    operation: Operation,
    round: (attempt: number) => Promise<{ failures: readonly GraphError[]; calls: number }>,
  ): Promise<void> {
    const backoff = new Backoff();
    await this.#retry.execute(async ({ attempt }) => {
      const { failures, calls } = await round(attempt);
      if (failures.length === 0) return;
      if (await this.#mayGoOn(failures, attempt, calls, backoff.waitMs(failures), operation)) throw new Again();
    });
  }

  /** To be told of each throttled request of a batch at once: the batches that follow should wait for its time. */
  noticeItem(failure: GraphError, operation: Operation): void {
    this.#pauseAfter(failure, (failure.details.retryAfterSeconds ?? 0) * 1000 || pauseOfItemMs, operation);
  }

  #pauseAfter({ code, details }: GraphError, waitMs: number, { caller }: Operation): void {
    // Without an exchange the failure is the pause's own.
    if (code === 'RATE_LIMITED' && details.graph !== undefined) this.#pauses.pause(this.identityOf(caller), waitMs);
  }

  /** True once the wait is over and the budget has paid. */
  async #mayGoOn(
    failures: readonly GraphError[],
    attempt: number,
    calls: number,
    waitMs: number,
    { deadline, signal, logger }: Operation,
  ): Promise<boolean> {
    if (attempt >= maxRetries || signal.aborted || performance.now() + waitMs >= deadline) return false;
    if (!this.#budget.take(calls)) {
      logger.warn('The retry budget is spent');
      return false;
    }
    logger.info(
      { codes: [...new Set(failures.map(({ code }) => code))], attempt: attempt + 1, waitMs },
      'Asking Graph again',
    );
    return wait(waitMs, signal);
  }

  async #waitForTurn({ access, requests }: PlannedCall, operation: Operation): Promise<void> {
    const { deadline, signal, caller } = operation;
    for (;;) {
      const pausedMs = this.#pauses.any ? this.#pauses.remainingMs(this.identityOf(caller)) : 0;
      const waitMs = pausedMs > 0 ? pausedMs : this.#pacing.take(requests, access === 'write' ? requests : 0);
      if (waitMs === 0) return;
      const remainingMs = deadline - performance.now();
      if (waitMs >= remainingMs) throw tooSoon(waitMs, pausedMs > 0);
      const jitterMs = Math.min(Math.random() * Math.min(waitMs / 10, maxReleaseJitterMs), remainingMs - waitMs);
      if (!(await wait(waitMs + jitterMs, signal))) throw new GraphError('GRAPH_TIMEOUT', 'The caller left.');
    }
  }
}

function tooSoon(waitMs: number, throttled: boolean): GraphError {
  const why = throttled ? 'Graph asks to send fewer requests' : 'The gateway sends no more requests at the moment';
  const retryAfterSeconds = Math.ceil(waitMs) / 1000;
  return new GraphError('RATE_LIMITED', `${why}; this one was not sent.`, { retryAfterSeconds });
}
