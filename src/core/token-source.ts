/** How a caller's rights reach Graph. `auth/` implements {@link TokenSource}, with one class for each mode. */
import type { Access } from './access.js';
import type { GatewayError } from './gateway-error.js';
import type { Caller } from './caller.js';
import type { AuditIdentity } from '../telemetry/audit-line.js';
import type { Operation } from './operation.js';

/** The share of all callers whose tokens Graph has not recently accepted. */
export const unknownCallers = 'unknown';

export type { Access } from './access.js';

/** Every failure is a `GatewayError` and occurs within the operation's deadline. */
export interface TokenSource {
  /** Rejects a caller without a usable token (`UNAUTHENTICATED`), whatever the operation, before any other work. */
  authenticate(operation: Operation): void | Promise<void>;
  /** Rejects a caller before the input is validated: `UNAUTHENTICATED` or `FORBIDDEN`. */
  admit(operation: Operation, access: Access): void | Promise<void>;
  /** The `Authorization` header with which Graph is called for this caller. Fails like {@link admit}. */
  authorizationFor(operation: Operation, access: Access): string | Promise<string>;
  /** Equal for callers that Graph throttles together; it is not the token. Only for admitted callers. */
  identityOf(caller: Caller): string;
  /**
   * Equal for callers that have one share of the common resources: slots, retries, the circuit. Tokens that any client
   * could invent share {@link unknownCallers}. Only for admitted callers.
   */
  shareOf(caller: Caller): string;
  /** For the audit. Only for authenticated callers. */
  auditIdentityOf(caller: Caller): AuditIdentity;
  /**
   * Equal for one caller's requests however often its token is renewed: tenant, user and application. In forward mode
   * this is what the token says, so it decides about nothing that Graph does not check. Only for admitted callers.
   */
  scopeOf(caller: Caller): string;
  /**
   * Equal for callers whose requests Graph counts together: those of one application in one tenant. In forward mode this
   * is what the token says, so it must do no more than slow calls down. Only for admitted callers.
   */
  quotaOf(caller: Caller): string;
  /** Graph's response shows that it accepts this caller's token. */
  accepted(caller: Caller): void;
  /** Graph answered 401 to this `Authorization`, which must not be used again. Returns the error for the client. */
  refused(operation: Operation, authorization: string, failure: GatewayError): GatewayError;
}
