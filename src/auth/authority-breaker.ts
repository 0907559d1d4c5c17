/** While the authority fails, it is left alone: callers are told at once, and one try at a time finds out when it is back. */
import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { AuthorityFailure } from './authority-failure.js';

/** So many failures in a row. */
export const threshold = 5;

export class AuthorityBreaker {
  readonly #policy: CircuitBreakerPolicy;

  constructor(private readonly resetMs: number) {
    const isOutage = ({ kind }: AuthorityFailure): boolean => kind === 'unavailable';
    this.#policy = circuitBreaker(handleType(AuthorityFailure, isOutage), {
      halfOpenAfter: resetMs,
      breaker: new ConsecutiveBreaker(threshold),
    });
  }

  async execute<T>(call: () => Promise<T>): Promise<T> {
    // While the probe runs, the policy would let everybody else wait for it.
    if (this.#policy.state === CircuitState.HalfOpen) throw this.#refusal();
    try {
      return await this.#policy.execute(call);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#refusal() : error;
    }
  }

  #refusal(): AuthorityFailure {
    const retryAfterSeconds = Math.ceil(this.resetMs / 100) / 10;
    return new AuthorityFailure('unavailable', { reason: 'it failed too often just now', retryAfterSeconds });
  }
}
