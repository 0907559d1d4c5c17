/**
 * What happens in the gateway and concerns its operators: one function for each event, the only place for its level,
 * its fields and its sentence. Metrics and spans of the event belong here too, so that all three agree.
 *
 * docs/logging.md lists every event; a test compares it with this file. Fields never hold headers, bodies or tokens.
 */

/** A pino logger: the process's, or that of one request. */
export interface EventLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
}

type To<Level extends keyof EventLog> = Pick<EventLog, Level>;

/** The process */

/** `limits` in force, and `off`: the protections that are not used. */
export const gatewayListens = (
  log: To<'info'>,
  fields: {
    url: string;
    version: string;
    commit?: string;
    graph: string;
    proxy?: string;
    auth: string;
    production: boolean;
    limits: Readonly<Record<string, number>>;
    off: readonly string[];
  },
): void => log.info(fields, 'The gateway listens');

export const gatewayCannotStart = (log: To<'fatal'>, fields: { reason: string; problems?: readonly string[] }): void =>
  log.fatal(fields, 'The gateway cannot start');

/** It starts all the same. */
export const configurationDoubtful = (log: To<'warn'>, fields: { warning: string }): void =>
  log.warn(fields, 'The configuration may be wrong');

export const gatewayDrains = (log: To<'info'>, fields: { signal: string | undefined; afterMs: number }): void =>
  log.info(fields, 'The gateway drains');

/** An uncaught failure. */
export const gatewayFailedToContinue = (log: To<'fatal'>, fields: { err: unknown }): void =>
  log.fatal(fields, 'The gateway stops after a failure');

export const partFailedToStop = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'A part of the gateway did not stop after a failed start');

/** Clients */

/** `path` is the route: a GET has the caller's variables in its URL. */
interface AnsweredFields {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly callerLeft?: true;
}

/** Every request ends with this, or with `probeAnswered`. */
export const requestAnswered = (log: To<'info'>, fields: AnsweredFields): void => log.info(fields, 'answered');

/** `/live` or `/ready` with 200: some ten thousand a day. */
export const probeAnswered = (log: To<'debug'>, fields: AnsweredFields): void => log.debug(fields, 'answered');

/** What a page of `origin` asked to send, and which of the three CORS refused. Texts are cut to 300 characters. */
export const preflightRefused = (
  log: To<'debug'>,
  fields: { refused: readonly string[]; origin: string; method: string; headers: string },
): void => log.debug(fields, 'A preflight is refused: the page may not send its request');

/** The client sent something that one connection may not send. */
export const connectionCloses = (log: To<'info'>, fields: { reason: string }): void =>
  log.info(fields, 'The connection closes after its last pending response');

/** More pipelined requests wait than the gateway holds. */
export const longestQueueClosed = (log: To<'warn'>): void =>
  log.warn({}, 'Too many pipelined requests are waiting; the connection with the most of them is closed');

export const oldestBodyCutOff = (log: To<'info'>): void =>
  log.info({}, 'Too many request bodies are unfinished; the client of the oldest is disconnected');

export const requestUnreadable = (log: To<'info'>, fields: { reqId?: string; status: number }): void =>
  log.info(fields, 'A client has sent bytes that are not an HTTP request');

export const longBodyRejected = (log: To<'warn'>): void =>
  log.warn({}, 'Too many operations with long bodies are running; another one is rejected');

export const responseNotTaken = (log: To<'info'>): void =>
  log.info({}, 'A client did not read its response in time and is disconnected');

export const oldestResponseDropped = (log: To<'info'>): void =>
  log.info({}, 'Too many responses are unread; the client of the oldest is disconnected');

/** Operations */

/** In requests to Graph, as docs/errors.md counts them. Some were not sent. */
export const costLimitReached = (log: To<'info'>, fields: { estimate: number; charged: number }): void =>
  log.info(fields, 'An operation reached its cost limit');

export const costUnderestimated = (log: To<'debug'>, fields: { estimate: number; charged: number }): void =>
  log.debug(fields, 'An operation cost more than estimated');

/** `limit` in bytes. */
export const responseTooLarge = (log: To<'warn'>, fields: { limit: number }): void =>
  log.warn(fields, 'A response is too large and was not sent');

/** A failure of the gateway itself. */
export const operationFailed = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The gateway failed');

export const responseNotWritten = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The response cannot be written');

/** Graph */

/** One exchange. `path` without keys and values; `status` is absent if no response arrived. */
export const graphCalled = (
  log: To<'debug'>,
  fields: { method: string; path: string; status?: number; durationMs: number; attempt: number },
): void => log.debug(fields, 'Graph was called');

/**
 * After the last try, with the time of all tries. `graph` identifies the exchange for Microsoft's support. `reason` says
 * why a response is missing, as in `ECONNREFUSED` or `CERT_HAS_EXPIRED`. `sent`: whether Graph may have received it.
 */
export const graphCallFailed = (
  log: To<'warn'>,
  fields: {
    code: string;
    graph: object | undefined;
    method: string;
    host: string;
    sent: boolean;
    durationMs: number;
    reason?: string;
  },
): void => log.warn(fields, 'Graph call failed');

/** At most one a second: such a call was not sent, and Graph is not at fault. */
export const callsNotQueued = (log: To<'warn'>, fields: { refused: number }): void =>
  log.warn(fields, 'The queue of calls to Graph is full: calls are refused');

/** At most one a second, while nothing is sent because most calls have failed. */
export const callsRefusedByCircuit = (log: To<'warn'>, fields: { refused: number; host: string }): void =>
  log.warn(fields, 'Graph keeps failing: calls are refused until it answers again');

/** `attempt` is 1 for the first retry; the other fields are those of the failures before it. */
export const graphCallRetried = (
  log: To<'info'>,
  fields: { codes: readonly string[]; attempt: number; waitMs: number; sent?: boolean; reason?: string },
): void => log.info(fields, 'Retrying a Graph call');

/** On-behalf-of mode: Graph answered 401 to the token that the gateway got for the user. */
export const userTokenRejected = (
  log: To<'warn'>,
  fields: { graph: object | undefined; asksForClaims: boolean },
): void => log.warn(fields, 'Graph rejected a user token');

/** Application mode: Graph answered 401. `setting` is the key to check. */
export const ownTokenRejected = (log: To<'error'>, fields: { graph: object | undefined; setting: string }): void =>
  log.error(fields, "Graph rejected the gateway's own token");

/** Callers */

/** `audience`: that of a token that the authority signed for another application. */
export const callerRejected = (log: To<'warn'>, fields: { reason: string; audience?: string }): void =>
  log.warn(fields, 'A token is rejected');

export const permissionMissing = (log: To<'warn'>, fields: { access: string; kind: string }): void =>
  log.warn(fields, 'A token lacks the permission');

/** On-behalf-of mode needs a user. */
export const userMissing = (log: To<'warn'>): void => log.warn({}, 'An application called without a user');

/** A server that may not have been reached. `sent`: whether it may have received the request. */
interface ExchangeFields {
  readonly reason: string;
  readonly host: string;
  readonly sent: boolean;
  readonly durationMs: number;
}

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

/** Redis: `durationMs` is the time of the command, or since the connection was begun. */

export const redisFailed = (log: To<'warn'>, fields: ExchangeFields): void =>
  log.warn(fields, 'Redis cannot be used: requests are served without counting');

export const redisRecovered = (log: To<'info'>): void => log.info({}, 'Redis is back: requests are counted');

/** The log itself */

/** Standard output was blocked for longer than the buffer lasts. */
export const logLinesDropped = (log: To<'error'>, fields: { lines: number }): void =>
  log.error(fields, 'The reader of the log was too slow: lines were dropped');

/** What a library says in its own words: its `logger` option. */
export const libraryLog = (log: EventLog): Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void> => ({
  debug: (message) => log.debug({}, message),
  info: (message) => log.info({}, message),
  warn: (message) => log.warn({}, message),
  error: (message) => log.error({}, message),
});
