/** Clients: their connections and requests. */
import type { Counted, To } from './event-log.js';

/** The begin of each request with a readable head. It ends with `requestAnswered` or `probeAnswered`. */
export const requestBegan = (log: Counted): void => log.metrics?.requestBegan();

/** `path` is the route: a GET has the caller's variables in its URL. */
export interface AnsweredFields {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly callerLeft?: true;
}

/** Every request ends with this, or with `probeAnswered`. */
export function requestAnswered(log: To<'info'>, fields: AnsweredFields): void {
  const traceId = log.span?.recordedTraceId;
  log.metrics?.requestAnswered(traceId === undefined ? fields : { ...fields, traceId });
  log.span?.answered(fields);
  log.info(fields, 'answered');
}

/** `/live` or `/ready` with 200: some ten thousand a day. */
export function probeAnswered(log: To<'debug'>, fields: AnsweredFields): void {
  log.metrics?.requestAnswered(fields);
  log.debug(fields, 'answered');
}

/** What a page of `origin` asked to send, and which of the three CORS refused. Texts are cut to 300 characters. */
export const preflightRefused = (
  log: To<'debug'>,
  fields: { refused: readonly string[]; origin: string; method: string; headers: string },
): void => log.debug(fields, 'A preflight is refused: the page may not send its request');

/** The client sent something that one connection may not send. */
export const connectionCloses = (log: To<'info'>, fields: { reason: string }): void =>
  log.info(fields, 'The connection closes after its last pending response');

/** More pipelined requests wait than the gateway holds. */
export function longestQueueClosed(log: To<'warn'>): void {
  log.metrics?.loadShed('pipelined-requests');
  log.warn({}, 'Too many pipelined requests are waiting; the connection with the most of them is closed');
}

export function oldestBodyCutOff(log: To<'info'>): void {
  log.metrics?.loadShed('unfinished-bodies');
  log.info({}, 'Too many request bodies are unfinished; the client of the oldest is disconnected');
}

export const requestUnreadable = (log: To<'info'>, fields: { reqId?: string; status: number }): void =>
  log.info(fields, 'A client has sent bytes that are not an HTTP request');

export function longBodyRejected(log: To<'warn'>): void {
  log.metrics?.loadShed('long-bodies');
  log.warn({}, 'Too many operations with long bodies are running; another one is rejected');
}

export const responseNotTaken = (log: To<'info'>): void =>
  log.info({}, 'A client did not read its response in time and is disconnected');

export function oldestResponseDropped(log: To<'info'>): void {
  log.metrics?.loadShed('unread-responses');
  log.info({}, 'Too many responses are unread; the client of the oldest is disconnected');
}

/** It has no line of its own: the line of the request has the code. */
export const requestRateLimited = (log: Counted): void => log.metrics?.rateLimited();

/** Like the above. */
export const requestShed = (log: Counted, why: 'event-loop' | 'draining'): void => log.metrics?.loadShed(why);
