/**
 * From what Graph answered, or failed to answer, to one code of the catalogue.
 *
 * The status and `error.code` decide, never the message, which "can change at any time". A write is reported as not
 * carried out only where that is certain: docs/adr/0004-when-a-write-is-unknown.md.
 */
import { cut } from '../core/cut.js';
import { missingPermission } from './missing-permission.js';
import { relayedChallenge, type RelayedChallenge } from './relayed-challenge.js';
import type { Secret } from '../core/secret.js';
import { readRetryAfter } from '../core/retry-after.js';
import { readGraphErrorBody, type GraphErrorBody } from './graph-words.js';
import { GatewayError, type ErrorCode, type ErrorDetails, type GraphExchange } from '../core/gateway-error.js';
import type { ExchangeResponse, ExchangeError } from './graph-transport.js';
import type { Access } from '../core/token-source.js';

const notOffered = /No method match route template|No OData route exists|Resource not found for the segment/i;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As in HTTP, or as in an `innerError`: without a zone. */
const dates = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})?$/,
];

const sentences: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'Graph refused the token of this request.',
  FORBIDDEN: 'Graph does not allow this caller to do that.',
  NOT_FOUND: 'Graph has no such object, or hides it from this caller.',
  CONFLICT: 'Graph reports a conflict with an object that exists.',
  PRECONDITION_FAILED: 'Graph holds another version of the object than the one named.',
  RATE_LIMITED: 'Graph asks to send fewer requests.',
  GRAPH_OPERATION_NOT_OFFERED: 'Graph documents this operation but does not offer it here; the input is not at fault.',
  GRAPH_REJECTED: 'Graph refused the request.',
  GRAPH_UNAVAILABLE: 'Graph is unavailable.',
  GRAPH_TIMEOUT: 'Graph did not answer in time.',
  OUTCOME_UNKNOWN: 'Graph may have carried out this write: look for the object before you send it again.',
  GRAPH_BAD_RESPONSE: 'Graph answered with something that its metadata does not promise.',
};

/** Names the exchange for a support ticket. */
export function exchangeOf(
  clientRequestId: string,
  head?: Pick<ExchangeResponse, 'status' | 'headers'>,
  body?: GraphErrorBody,
  secret?: Secret,
): GraphExchange {
  const inner = body?.innerError ?? {};
  /** The first one of the right form; what repeats the secret has not. */
  const first = (forms: readonly RegExp[], ...values: readonly unknown[]): string | null =>
    values.find(
      (value): value is string =>
        typeof value === 'string' && forms.some((form) => form.test(value)) && !secret?.isIn(value),
    ) ?? null;
  return {
    status: head?.status ?? null,
    code: body?.code ?? null,
    requestId: first([guid], head?.headers['request-id'], inner['request-id']),
    clientRequestId,
    date: first(dates, inner['date'], head?.headers.date),
  };
}

/**
 * An answer other than 2xx. `json` is its parsed body, undefined when that is missing or no JSON. Nothing of it that
 * repeats `secret`, the token that was sent, becomes part of the failure.
 */
export function errorOfResponse(
  head: Pick<ExchangeResponse, 'status' | 'headers'>,
  json: unknown,
  access: Access,
  clientRequestId: string,
  secret?: Secret,
): GatewayError {
  const body = readGraphErrorBody(json, secret);
  const retryAfter = readRetryAfter(single(head.headers['retry-after']) ?? body?.retryAfter, Date.now());
  const relayed = challengeOf(head, body, secret);
  const code = codeOf(head.status, body, access, retryAfter, relayed);
  const { challenge, claims } = relayed;
  const scopes = code === 'FORBIDDEN' ? missingPermission(access, body, relayed) : undefined;
  return graphError(code, body?.words, {
    graph: exchangeOf(clientRequestId, head, body, secret),
    ...(retryAfter !== undefined && (code === 'RATE_LIMITED' || code === 'GRAPH_UNAVAILABLE')
      ? { retryAfterSeconds: retryAfter }
      : {}),
    ...(scopes === undefined ? {} : { requiredScopes: scopes }),
    ...(code === 'UNAUTHENTICATED' && challenge !== undefined ? { challenge } : {}),
    ...(claims === undefined ? {} : { claims }),
  });
}

/** Graph's own challenge, or else that of the service behind it. */
function challengeOf(
  { headers }: Pick<ExchangeResponse, 'headers'>,
  body: GraphErrorBody | undefined,
  secret: Secret | undefined,
): RelayedChallenge {
  const own = relayedChallenge(headers['www-authenticate'], secret);
  return own.challenge === undefined ? relayedChallenge(body?.challenge, secret) : own;
}

/** No whole answer arrived. */
export function errorOfExchange(
  error: ExchangeError,
  access: Access,
  clientRequestId: string,
  secret?: Secret,
): GatewayError {
  const { head, failure, sent } = error;
  // An error status decides on its own; only its body is lost.
  if (head !== undefined && head.status >= 400)
    return errorOfResponse(head, undefined, access, clientRequestId, secret);
  const details = { graph: exchangeOf(clientRequestId, head, undefined, secret), cause: error };
  if (access === 'write' && sent) return graphError('OUTCOME_UNKNOWN', undefined, details);
  if (failure === 'timeout' || failure === 'haste' || failure === 'caller-left')
    return graphError('GRAPH_TIMEOUT', undefined, details);
  if (failure === 'too-large') return graphError('GRAPH_BAD_RESPONSE', 'The answer is longer than 10 MiB', details);
  return graphError('GRAPH_UNAVAILABLE', undefined, details);
}

/** The body of a success is not JSON: a page of a proxy, or cut short. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}

/** A 2xx whose body is not what was promised: the write happened or may have happened, the read is worthless. */
export function errorOfUnreadableSuccess(
  answer: ExchangeResponse,
  access: Access,
  clientRequestId: string,
  secret?: Secret,
  cause?: NotJsonError,
): GatewayError {
  const code = access === 'write' ? 'OUTCOME_UNKNOWN' : 'GRAPH_BAD_RESPONSE';
  return graphError(code, undefined, { graph: exchangeOf(clientRequestId, answer, undefined, secret), cause });
}

/** The catalogue's sentence, then Graph's own words where they add something; 300 characters at most. */
export function graphError(code: ErrorCode, words: string | null | undefined, details: ErrorDetails): GatewayError {
  const sentence = sentences[code] ?? 'Graph failed.';
  const message = words && code !== 'GRAPH_OPERATION_NOT_OFFERED' ? `${sentence} Graph said: ${words}` : sentence;
  return new GatewayError(code, message.length > 300 ? `${cut(message, 299).trimEnd()}…` : message, details);
}

function codeOf(
  status: number,
  body: GraphErrorBody | undefined,
  access: Access,
  retryAfter: number | undefined,
  { claims }: RelayedChallenge,
): ErrorCode {
  // With them the next token would do, whatever the status. A write that may have happened is reported as such all the same.
  const isRefusal = access === 'read' || (status >= 400 && status < 500);
  if (claims !== undefined && (isRefusal || saysNothingWasWritten(status, body, retryAfter))) return 'UNAUTHENTICATED';
  switch (status) {
    case 400:
      return notOffered.test(body?.raw ?? '') || body?.phrase === 'FeatureDisabled'
        ? 'GRAPH_OPERATION_NOT_OFFERED'
        : 'GRAPH_REJECTED';
    case 401:
      return 'UNAUTHENTICATED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 409:
      return 'CONFLICT';
    case 412:
      return 'PRECONDITION_FAILED';
    case 429:
      return 'RATE_LIMITED';
  }
  if (status >= 400 && status < 500) return 'GRAPH_REJECTED';
  if (access === 'read') return status >= 500 ? 'GRAPH_UNAVAILABLE' : 'GRAPH_BAD_RESPONSE';
  return saysNothingWasWritten(status, body, retryAfter) ? 'GRAPH_UNAVAILABLE' : 'OUTCOME_UNKNOWN';
}

/** 502 and 504 come from something between us and the service that acts; other layers' pages prove nothing either. */
function saysNothingWasWritten(
  status: number,
  body: GraphErrorBody | undefined,
  retryAfter: number | undefined,
): boolean {
  if (status === 503 && retryAfter !== undefined) return true;
  return status >= 500 && status !== 502 && status !== 504 && body !== undefined;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
