/** Calls to Graph. One begins where graph/graph-client.ts sends it, once for each try. */
import type { AnswerOf, CallerOf, CircuitOf, GraphCall, WaitReason } from './instruments.js';
import type { Counted, To } from './event-log.js';
import type { BegunGraphCall, CallSpan } from './request-span.js';

/** One exchange. Undefined while traces are off. */
export const graphCallBegan = (log: Counted, call: BegunGraphCall): CallSpan | undefined =>
  log.span?.graphCallBegan(call);

/**
 * One exchange. `path` without keys and values; `status` is absent if no response arrived, and then `failure` says why.
 * `attempt` is 0 for the first try.
 */
export function graphCalled(log: To<'debug'>, call: GraphCall & { readonly attempt: number }): void {
  log.metrics?.graphCalled(call);
  log.debug({ ...call, durationMs: Math.round(call.durationMs) }, 'Graph was called');
}

/**
 * What became of requests that Graph may have received: `OK` or the code of the failure. Graph counts each request of a
 * batch; `of` says whether it answered them one by one.
 */
export const graphAnswered = (log: Counted, access: string, code: string, requests: number, of: AnswerOf): void =>
  log.metrics?.graphAnswered(access, code, requests, of);

/** A write that Graph may have carried out: no response arrived, or an unreadable one. */
export const outcomeUnknown = (log: Counted, caller: CallerOf): void => log.metrics?.outcomeUnknown(caller);

/** A call that the gateway does not send. Its line, if it has one, is `graphCallFailed` or one of the two below it. */
export const graphCallNotSent = (log: Counted, why: string): void => log.metrics?.callNotSent(why);

/** A call or an operation has waited: for a slot, for a pause that Graph asked for, for the pace, or for a retry. */
export function graphCallWaited(log: Counted, reason: WaitReason, ms: number): void {
  log.metrics?.callWaited(reason, ms);
  log.span?.noted('gateway.wait', { 'gateway.wait.reason': reason, 'gateway.wait.ms': Math.round(ms) });
}

/** Most calls fail, of all callers or of one: no further ones are sent for a while. */
export const graphCircuitOpened = (log: Counted, of: CircuitOf): void => log.metrics?.circuitOpened(of);

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
export function graphCallRetried(
  log: To<'info'>,
  fields: { codes: readonly string[]; attempt: number; waitMs: number; sent?: boolean; reason?: string },
): void {
  log.metrics?.graphCallRetried(fields.codes);
  log.info(fields, 'Retrying a Graph call');
}

/** On-behalf-of mode: Graph answered 401 to the token that the gateway got for the user. */
export const userTokenRejected = (
  log: To<'warn'>,
  fields: { graph: object | undefined; asksForClaims: boolean },
): void => log.warn(fields, 'Graph rejected a user token');

/** Application mode: Graph answered 401. `setting` is the key to check. */
export const ownTokenRejected = (log: To<'error'>, fields: { graph: object | undefined; setting: string }): void =>
  log.error(fields, "Graph rejected the gateway's own token");
