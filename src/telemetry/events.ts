/**
 * What happens in the gateway and its operators should see: one function for each event, which alone knows its level, its
 * fields and its sentence. A metric or a span of the event belongs here too, so that all three agree.
 *
 * docs/logging.md lists every event; a test compares it with this file. Fields never hold headers, bodies or tokens.
 */

/** A log of pino's, or of one request. */
export interface EventLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
}

type To<Level extends keyof EventLog> = Pick<EventLog, Level>;

/** The process */

export const gatewayListens = (
  log: To<'info'>,
  fields: { url: string; graph: string; proxy?: string; production: boolean },
): void => log.info(fields, 'The gateway listens');

export const gatewayDrains = (log: To<'info'>, fields: { signal: string | undefined; afterMs: number }): void =>
  log.info(fields, 'The gateway drains');

/** A failure that nothing has caught. */
export const gatewayFailedToContinue = (log: To<'fatal'>, fields: { err: unknown }): void =>
  log.fatal(fields, 'The gateway stops after a failure');

export const partFailedToStop = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'A part of the gateway did not stop after a failed start');

/** Clients */

/** Every request ends with it. `path` is the route: a GET has the caller's variables in its URL. */
export const requestAnswered = (
  log: To<'info'>,
  fields: { method: string; path: string; status: number; durationMs: number; callerLeft?: true },
): void => log.info(fields, 'answered');

/** The client sent what one connection may not have. */
export const connectionCloses = (log: To<'info'>, fields: { reason: string }): void =>
  log.info(fields, 'The connection closes after the responses that it is owed');

/** More requests wait behind others than the gateway holds. */
export const longestQueueClosed = (log: To<'warn'>): void =>
  log.warn({}, 'Too many requests wait behind others; the connection with the most of them is closed');

export const oldestBodyCutOff = (log: To<'info'>): void =>
  log.info({}, 'Too many request bodies are unfinished; the client of the oldest is disconnected');

export const longBodyRejected = (log: To<'warn'>): void =>
  log.warn({}, 'Too many operations with long bodies run; another one is rejected');

export const responseNotTaken = (log: To<'info'>): void =>
  log.info({}, 'A client did not take its response in time and is disconnected');

export const oldestResponseDropped = (log: To<'info'>): void =>
  log.info({}, 'Too many responses wait for their clients; the client of the oldest is disconnected');

/** Operations */

/** In requests to Graph, as docs/errors.md counts them. Some were not sent. */
export const costLimitReached = (log: To<'info'>, fields: { estimate: number; charged: number }): void =>
  log.info(fields, 'An operation reached the limit of its cost');

export const costUnderestimated = (log: To<'debug'>, fields: { estimate: number; charged: number }): void =>
  log.debug(fields, 'An operation cost more than estimated');

/** `limit` in bytes. */
export const responseTooLarge = (log: To<'warn'>, fields: { limit: number }): void =>
  log.warn(fields, 'A response is too large and was not sent');

/** A fault of the gateway itself. */
export const operationFailed = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The gateway failed');

export const responseNotWritten = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The response cannot be written');

/** Graph */

/**
 * After the last try. `graph` names the exchange for Microsoft's support; without it nothing was sent. `reason` says why a
 * response is missing, as in `ECONNREFUSED` or `CERT_HAS_EXPIRED`.
 */
export const graphCallFailed = (
  log: To<'warn'>,
  fields: { code: string; graph: object | undefined; method: string; reason?: string },
): void => log.warn(fields, 'Graph call failed');

/** `attempt` is 1 for the first retry; `codes` are those of the failures before it. */
export const graphCallRetried = (
  log: To<'info'>,
  fields: { codes: readonly string[]; attempt: number; waitMs: number },
): void => log.info(fields, 'Asking Graph again');

/** On-behalf-of mode: Graph answered 401 to the token that the gateway got for the user. */
export const userTokenRejected = (
  log: To<'warn'>,
  fields: { graph: object | undefined; asksForClaims: boolean },
): void => log.warn(fields, 'Graph refused a user token');

/** Application mode: Graph answered 401. `setting` is the key to check. */
export const ownTokenRejected = (log: To<'error'>, fields: { graph: object | undefined; setting: string }): void =>
  log.error(fields, "Graph refused the gateway's own token");

/** Callers */

/** `audience` is of a token that the authority signed for another application. */
export const callerRejected = (log: To<'warn'>, fields: { reason: string; audience?: string }): void =>
  log.warn(fields, 'A token is refused');

export const permissionMissing = (log: To<'warn'>, fields: { access: string; kind: string }): void =>
  log.warn(fields, 'A token lacks the permission');

/** On-behalf-of mode needs a user. */
export const userMissing = (log: To<'warn'>): void => log.warn({}, 'An application called without a user');

/** The authority: `reason` is an AADSTS number, a status or a few words; `correlationId` is for Microsoft's support. */

interface AuthorityFields {
  readonly reason: string;
  readonly correlationId?: string;
  readonly setting?: string;
}

/** `setting` is the key to check. */
export const gatewayRejected = (log: To<'error'>, fields: AuthorityFields): void =>
  log.error(fields, 'The authority refuses the gateway itself: check this setting');

export const consentRequired = (log: To<'warn'>, fields: AuthorityFields): void =>
  log.warn(fields, 'The gateway may not call Graph for users: grant admin consent');

/** The user has to sign in again, or prove more. */
export const moreProofRequired = (log: To<'info'>, fields: AuthorityFields): void =>
  log.info(fields, "The authority requires more than the caller's token");

export const authorityUnavailable = (log: To<'warn'>, fields: AuthorityFields): void =>
  log.warn(fields, 'The authority returns no tokens');

/** A library failed in a way that nothing expects. Its error may hold a request, so only its name is logged. */
export const tokenRequestFailed = (log: To<'error'>, fields: { name: string }): void =>
  log.error(fields, 'Requesting a token failed');

/** The keys that were read before remain in use. */
export const signingKeysUnreadable = (log: To<'warn'>, fields: { reason: string; url: string }): void =>
  log.warn(fields, "The authority's keys cannot be read");

/** Redis */

export const redisFailed = (log: To<'warn'>, fields: { reason: string }): void =>
  log.warn(fields, 'Redis cannot be used: requests are served without counting');

export const redisRecovered = (log: To<'info'>): void => log.info({}, 'Redis is back: requests are counted');

/** The log itself */

/** Standard output was blocked for longer than the buffer reaches. */
export const logLinesDropped = (log: To<'error'>, fields: { lines: number }): void =>
  log.error(fields, 'The reader of the log was too slow: lines were dropped');

/** What a library says in its own words: its `logger` option. */
export const libraryLog = (log: EventLog): Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void> => ({
  debug: (message) => log.debug({}, message),
  info: (message) => log.info({}, message),
  warn: (message) => log.warn({}, message),
  error: (message) => log.error({}, message),
});
