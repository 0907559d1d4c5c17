/** Who calls, and how a caller's rights reach Graph. `auth/` implements {@link TokenSource}, one class for each mode. */
import type { Operation } from './operation.js';

/** The caller as the request brought them. Their token is private: it never shows in a log, an error or JSON. */
export class Caller {
  readonly #authorizationHeaders: readonly string[];

  constructor(authorizationHeaders: readonly string[]) {
    this.#authorizationHeaders = authorizationHeaders;
  }

  /** Every `Authorization` header of the request, as it came. */
  authorizationHeaders(): readonly string[] {
    return this.#authorizationHeaders;
  }
}

/** What a caller wants to do: reading and writing ask for different permissions. */
export type Access = 'read' | 'write';

export interface TokenSource {
  /** Refuses a caller at the door, before their input is looked at: `UNAUTHENTICATED` or `FORBIDDEN`. */
  admit(caller: Caller, access: Access): void | Promise<void>;
  /** The `Authorization` header with which Graph is called for this caller. Fails as {@link admit} does. */
  authorizationFor(operation: Operation): string | Promise<string>;
  /** Equal for callers whom Graph throttles together, and not their token. */
  identityOf(caller: Caller): string;
}
