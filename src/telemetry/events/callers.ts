/** Callers and the authority that knows them. */
import type { Counted, ExchangeFields, To } from './event-log.js';
import type { CallSpan } from './request-span.js';

/** `audience`: that of a token that the authority signed for another application. */
export const callerRejected = (log: To<'warn'>, fields: { reason: string; audience?: string }): void =>
  log.warn(fields, 'A token is rejected');

export const permissionMissing = (log: To<'warn'>, fields: { access: string; kind: string }): void =>
  log.warn(fields, 'A token lacks the permission');

/** On-behalf-of mode needs a user. */
export const userMissing = (log: To<'warn'>): void => log.warn({}, 'An application called without a user');

/** Undefined while the trace of the request that caused it is not recorded. */
export const authorityCallBegan = (log: Counted, method: string, host: string): CallSpan | undefined =>
  log.span?.callBegan({ to: 'authority', method, host });

/** Each exchange with the authority: `code` is the HTTP status, or why no response arrived. */
export const authorityCalled = (log: Counted, code: number | string, durationMs: number): void =>
  log.metrics?.authorityCalled(code, durationMs);

/** The authority: `reason` is an AADSTS number, a status or a few words; `correlationId` is for Microsoft's support. */
export interface AuthorityFields extends ExchangeFields {
  readonly correlationId?: string;
  readonly setting?: string;
}

/** `setting` is the key to check. */
export const gatewayRejected = (log: To<'error'>, fields: AuthorityFields): void =>
  log.error(fields, 'The authority rejects the gateway itself: check this setting');

export const consentRequired = (log: To<'warn'>, fields: AuthorityFields): void =>
  log.warn(fields, 'The gateway may not call Graph for users: grant admin consent');

/** The user must sign in again, or satisfy further claims. */
export const moreProofRequired = (log: To<'info'>, fields: AuthorityFields): void =>
  log.info(fields, "The authority requires more than the caller's token");

export const authorityUnavailable = (log: To<'warn'>, fields: AuthorityFields): void =>
  log.warn(fields, 'The authority returns no tokens');

/** At startup. The gateway serves as soon as the cause is gone. */
export const authorityCheckFailed = (log: To<'warn'>, fields: AuthorityFields): void =>
  log.warn(fields, 'The authority would not serve this gateway');

/** `aheadSeconds` is negative if this machine's clock is behind. */
export const clockIsWrong = (log: To<'warn'>, fields: { aheadSeconds: number }): void =>
  log.warn(fields, "The clock differs from the authority's: tokens will be rejected");

/** An unexpected failure of a library. Its error may hold a request, so only its name is logged. */
export const tokenRequestFailed = (log: To<'error'>, fields: { name: string }): void =>
  log.error(fields, 'Requesting a token failed');

/** The keys that were read before stay in use. */
export const signingKeysUnreadable = (log: To<'warn'>, fields: AuthorityFields & { url: string }): void =>
  log.warn(fields, "The authority's keys cannot be read");
