/** How a caller's rights reach Graph. `auth/` implements {@link TokenSource}, one class for each mode. */
import type { Access } from './access.js';
import type { GatewayError } from './gateway-error.js';
import type { Caller } from './caller.js';
import type { Operation } from './operation.js';

/** The share of all callers whose tokens Graph has not accepted lately. */
export const unknownCallers = 'unknown';

export type { Access } from './access.js';

/** Every failure is a `GatewayError`, and comes within the operation's deadline. */
export interface TokenSource {
  /** Refuses a caller without a usable token (`UNAUTHENTICATED`), whatever they want: before anything else is done for them. */
  authenticate(operation: Operation): void | Promise<void>;
  /** Refuses a caller at the door, before their input is looked at: `UNAUTHENTICATED` or `FORBIDDEN`. */
  admit(operation: Operation, access: Access): void | Promise<void>;
  /** The `Authorization` header with which Graph is called for this caller. Fails as {@link admit} does. */
  authorizationFor(operation: Operation, access: Access): string | Promise<string>;
  /** Equal for callers whom Graph throttles together, and not their token. For callers that were admitted. */
  identityOf(caller: Caller): string;
  /**
   * Equal for callers who have one share together of what all callers share: places, retries, the circuit. Tokens that
   * anybody could have made up have {@link unknownCallers} as their share. For callers that were admitted.
   */
  shareOf(caller: Caller): string;
  /** Graph answered this caller in a way that shows that it takes their token. */
  accepted(caller: Caller): void;
  /** Graph answered 401 to this `Authorization`, which must not be used again. Returns the failure for the client. */
  refused(operation: Operation, authorization: string, failure: GatewayError): GatewayError;
}
