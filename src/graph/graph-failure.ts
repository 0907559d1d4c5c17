/**
 * From Graph's response, or the lack of one, to one code of the catalogue.
 *
 * The status and `error.code` decide, never the message, which "can change at any time". A write is reported as not
 * carried out only if that is certain: docs/adr/0004-when-a-write-is-unknown.md.
 */
import { cut } from '../core/cut.js';
import { foreignResponse } from './foreign-response.js';
import { missingPermission } from './missing-permission.js';
import { quotesOf, type Quotes } from './quotes.js';
import type { RelayedChallenge } from './relayed-challenge.js';
import type { Secret } from '../core/secret.js';
import { readRetryAfter } from '../core/retry-after.js';
import { readGraphErrorBody, type GraphErrorBody } from './graph-words.js';
import { GatewayError, type ErrorCode, type ErrorDetails, type GraphExchange } from '../core/gateway-error.js';
import type { ExchangeResponse, ExchangeError } from './graph-transport.js';
import type { Access } from '../core/token-source.js';
import { unreachableSentence } from './unreachable.js';

const notOffered = /No method match route template|No OData route exists|Resource not found for the segment/i;

const sentences: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'Microsoft Graph rejected the token of this request.',
  FORBIDDEN: 'Microsoft Graph does not allow this caller to do that.',
  NOT_FOUND: 'Microsoft Graph has no such object, or hides it from this caller.',
  CONFLICT: 'Microsoft Graph reports a conflict with an existing object.',
  PRECONDITION_FAILED: 'Microsoft Graph holds another version of the object than the one in the request.',
  RATE_LIMITED: 'Microsoft Graph is throttling requests.',
  GRAPH_OPERATION_NOT_OFFERED:
    'Microsoft Graph documents this operation but does not offer it here; the input is not at fault.',
  GRAPH_REJECTED: 'Microsoft Graph rejected the request.',
  GRAPH_UNAVAILABLE: 'Microsoft Graph is unavailable.',
  GRAPH_TIMEOUT: 'Microsoft Graph did not respond in time.',
  OUTCOME_UNKNOWN: 'Microsoft Graph may have carried out this write: look for the object before you send it again.',
  GRAPH_BAD_RESPONSE: 'Microsoft Graph returned a response that its metadata does not allow.',
};

/** The parts of a sent request that its failure needs. */
export interface SentRequest {
  readonly access: Access;
  readonly clientRequestId: string;
  /** The token. Nothing in a response that repeats it becomes part of a failure. */
  readonly secret: Secret;
}

/** A response other than 2xx. `json` is its parsed body, undefined if that is missing or not JSON. */
export function errorOfResponse(
  head: Pick<ExchangeResponse, 'status' | 'headers'>,
  json: unknown,
  sent: SentRequest,
): GatewayError {
  const { access } = sent;
  const body = readGraphErrorBody(json);
  const quotes = quotesOf(head, body, sent.secret);
  const { challenge, claims } = quotes.challenge;
  // A challenge with claims is about the token, whatever stands around it.
  const foreign = json === undefined && claims === undefined ? foreignResponse(head, sent.secret) : undefined;
  if (foreign !== undefined) {
    return new GatewayError('GRAPH_REJECTED', foreign.message, {
      graph: exchangeOf(sent, head, quotes),
      cause: foreign,
    });
  }
  const retryAfter = readRetryAfter(single(head.headers['retry-after']) ?? body?.retryAfter, Date.now());
  const code = codeOf(head.status, body, access, retryAfter, quotes.challenge);
  const scopes = code === 'FORBIDDEN' ? missingPermission(access, body, quotes.challenge) : undefined;
  return graphError(code, quotes.words, {
    graph: exchangeOf(sent, head, quotes),
    ...(retryAfter !== undefined && (code === 'RATE_LIMITED' || code === 'GRAPH_UNAVAILABLE')
      ? { retryAfterSeconds: retryAfter }
      : {}),
    ...(scopes === undefined ? {} : { requiredScopes: scopes }),
    ...(code === 'UNAUTHENTICATED' && challenge !== undefined ? { challenge } : {}),
    ...(claims === undefined ? {} : { claims }),
  });
}

/** No complete response arrived. */
export function errorOfExchange(error: ExchangeError, request: SentRequest): GatewayError {
  const { head, failure, sent } = error;
  // An error status decides on its own; only the body is lost.
  if (head !== undefined && head.status >= 400) return errorOfResponse(head, undefined, request);
  const details = { graph: exchangeOf(request, head), cause: error };
  if (request.access === 'write' && sent) return graphError('OUTCOME_UNKNOWN', null, details);
  if (['timeout', 'deadline', 'haste', 'caller-left'].includes(failure)) {
    return graphError('GRAPH_TIMEOUT', null, details);
  }
  if (failure === 'too-large') return graphError('GRAPH_BAD_RESPONSE', 'The response is longer than 10 MiB', details);
  const sentence = unreachableSentence(error);
  if (sentence !== undefined) return new GatewayError('GRAPH_UNAVAILABLE', sentence, details);
  return graphError('GRAPH_UNAVAILABLE', null, details);
}

/** The body of a success is not JSON: a page of a proxy, or cut short. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
  /** `reason` is for the log. */
  constructor(readonly reason: string) {
    super('The body of a success is not JSON.');
  }
}

/** A 2xx with an unexpected body: a write has or may have happened, a read has no usable result. */
export function errorOfUnreadableSuccess(
  answer: ExchangeResponse,
  sent: SentRequest,
  cause?: NotJsonError,
): GatewayError {
  const code = sent.access === 'write' ? 'OUTCOME_UNKNOWN' : 'GRAPH_BAD_RESPONSE';
  return graphError(code, null, { graph: exchangeOf(sent, answer), cause });
}

/** Names the exchange for a support ticket. */
function exchangeOf(
  { clientRequestId, secret }: SentRequest,
  head: Pick<ExchangeResponse, 'status' | 'headers'> | undefined,
  { exchange }: Quotes = quotesOf(head, undefined, secret),
): GraphExchange {
  const { code, requestId, date } = exchange;
  return { status: head?.status ?? null, code, requestId, clientRequestId, date };
}

/** The sentence of the code, then Graph's own message if it adds something; 300 characters at most. */
function graphError(code: ErrorCode, words: string | null, details: ErrorDetails): GatewayError {
  const sentence = sentences[code] ?? 'Microsoft Graph failed.';
  const message =
    words && code !== 'GRAPH_OPERATION_NOT_OFFERED' ? `${sentence} Microsoft Graph said: ${words}` : sentence;
  return new GatewayError(code, message.length > 300 ? `${cut(message, 299).trimEnd()}…` : message, details);
}

function codeOf(
  status: number,
  body: GraphErrorBody | undefined,
  access: Access,
  retryAfter: number | undefined,
  { claims }: RelayedChallenge,
): ErrorCode {
  // If the response has claims, a new token is enough, whatever the status. A write that may have happened stays
  // OUTCOME_UNKNOWN.
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

/**
 * 502 and 504 come from a layer between the gateway and the acting service; error pages of other layers prove nothing
 * either.
 */
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
