/**
 * Gets Graph tokens for both modes: from the cache, or by one token request that all waiting callers share, through the
 * breaker and logged once.
 */
import pTimeout from 'p-timeout';
import type { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import type { AuthorityBreaker } from './authority-breaker.js';
import { AuthorityError, logAuthorityError, internalError, clientError } from './authority-failure.js';
import type { GraphToken, TokenCache } from './token-cache.js';
import { Refusals } from './recent-refusals.js';
import { withinDeadline } from '../../core/within-deadline.js';
import { tokenRequestFailed } from '../../telemetry/events.js';

/** The characters that a header may contain; RFC 6750, section 2.1. */
const b64token = /^[A-Za-z0-9\-._~+/]+=*$/;

export class TokenBroker {
  readonly #refusals = new Refusals();

  constructor(
    private readonly cache: TokenCache,
    private readonly breaker: AuthorityBreaker,
    /** The start of a 401's challenge. */
    private readonly challenge: string,
    private readonly timeoutMs: number,
    /** For the log. */
    private readonly authority: string,
  ) {}

  /**
   * The `Authorization` header for Graph, cached under `key`. Fails with a `GatewayError`. Failures of the authority
   * count for the user `whose`.
   */
  async authorization(
    { key, whose }: { readonly key: string; readonly whose: string },
    operation: Operation,
    acquire: () => Promise<GraphToken>,
  ): Promise<string> {
    const throughBreaker = (): Promise<GraphToken> => this.breaker.execute(whose, () => this.#inTime(acquire()));
    const token = await withinDeadline(
      this.cache.get(key, () => this.#acquire(key, operation, throughBreaker)),
      operation,
    );
    return `Bearer ${token}`;
  }

  /** Graph rejected this `Authorization`: it is not used again, and further ones are not requested repeatedly. */
  refused(key: string, authorization: string, failure: GatewayError): void {
    this.cache.drop(key, authorization.replace(/^Bearer /, ''));
    this.#refusals.byGraph(key, authorization, failure);
  }

  /** Only a token that is not cached gets here, so a refusal never blocks a valid token. */
  async #acquire(key: string, operation: Operation, acquire: () => Promise<GraphToken>): Promise<GraphToken> {
    const refusal = this.#refusals.of(key);
    if (refusal !== undefined) throw refusal;
    const began = performance.now();
    try {
      const token = await acquire();
      if (b64token.test(token.token)) return token;
      const exchange = { host: this.authority, sent: true, durationMs: Math.round(performance.now() - began) };
      throw new AuthorityError('unavailable', { reason: 'a response without a token', exchange });
    } catch (error) {
      if (!(error instanceof AuthorityError)) {
        // Errors of libraries can hold requests, so only the name is logged.
        const name = error instanceof Error ? error.name : typeof error;
        tokenRequestFailed(operation.logger, { name });
        throw internalError();
      }
      logAuthorityError(error, this.authority, operation);
      const failure = clientError(error, this.challenge);
      // The breaker remembers outages.
      if (error.kind !== 'unavailable') this.#refusals.byAuthority(key, failure);
      throw failure;
    }
  }

  /** A token request continues even if its caller no longer waits for it. */
  #inTime<T>(acquisition: Promise<T>): Promise<T> {
    const { authority: host, timeoutMs: milliseconds } = this;
    return pTimeout(acquisition, {
      milliseconds,
      fallback: () => {
        const exchange = { host, sent: true, durationMs: milliseconds };
        throw new AuthorityError('unavailable', { reason: 'timeout', exchange });
      },
    });
  }
}
