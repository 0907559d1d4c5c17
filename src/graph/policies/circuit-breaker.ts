/**
 * While Graph fails most of the time, calls are refused at once instead of waiting for it; one probe at a time finds out
 * when Graph is back.
 *
 * A 4xx is no failure of Graph, and neither is a caller who leaves. Should the probe's own caller leave, the circuit
 * closes rather than opens, or impatient callers could keep everybody out; if Graph is still down, it opens again soon.
 */
import {
  circuitBreaker,
  CircuitState,
  CountBreaker,
  handleType,
  type CircuitBreakerPolicy,
  BrokenCircuitError,
} from 'cockatiel';
import { GraphError, type ErrorCode } from '../graph-error.js';
import { ExchangeError } from '../graph-transport.js';

/** Of the last 50 calls more than half have failed, and there were 20 at least. */
export const breakerRule = { threshold: 0.5, size: 50, minimumNumberOfCalls: 20 } as const;

const failuresOfGraph: readonly ErrorCode[] = ['GRAPH_UNAVAILABLE', 'GRAPH_TIMEOUT', 'OUTCOME_UNKNOWN'];

export class GraphCircuitBreaker {
  readonly #policy: CircuitBreakerPolicy;
  #openedAt = 0;

  constructor(private readonly resetMs: number) {
    this.#policy = circuitBreaker(handleType(GraphError, isFailureOfGraph), {
      halfOpenAfter: resetMs,
      breaker: new CountBreaker(breakerRule),
    });
    this.#policy.onBreak(() => (this.#openedAt = performance.now()));
  }

  /** Fails with `GRAPH_UNAVAILABLE`, and sends nothing, while the circuit is open. */
  async execute<T>(call: () => Promise<T>): Promise<T> {
    // While the probe runs, the policy would let everybody else wait for it.
    if (this.#policy.state === CircuitState.HalfOpen) throw this.#refusal();
    try {
      return await this.#policy.execute(call);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#refusal() : error;
    }
  }

  #refusal(): GraphError {
    const remainingMs = Math.max(this.#openedAt + this.resetMs - performance.now(), 100);
    return new GraphError('GRAPH_UNAVAILABLE', 'Graph failed too often just now; nothing was sent to it.', {
      retryAfterSeconds: Math.ceil(remainingMs / 100) / 10,
    });
  }
}

function isFailureOfGraph({ code, details }: GraphError): boolean {
  const { cause } = details;
  const ownDoing = cause instanceof ExchangeError && (cause.failure === 'caller-left' || cause.failure === 'haste');
  return failuresOfGraph.includes(code) && !ownDoing;
}
