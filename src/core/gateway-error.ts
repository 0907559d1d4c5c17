/**
 * What can go wrong between a client, the gateway and Graph: one code for each thing that a client can act on.
 *
 * docs/errors.md says what a client can do about each code. A test compares the two.
 */
import { StacklessError } from './stackless-error.js';
import { problemAt, type BrokenRule, type Segments, type ValidationProblem } from './validation-problem.js';

export type { ValidationProblem } from './validation-problem.js';

export const errorCodes = {
  BAD_USER_INPUT: 'An argument or a variable breaks a rule; nothing was sent to Graph.',
  UNAUTHENTICATED:
    'The request has no bearer token, or the token was rejected by a check of the gateway or by Graph (401, or claims with any status).',
  FORBIDDEN:
    'The caller is known but not allowed to do this: by Graph (403), or because the token lacks a permission for the gateway.',
  NOT_FOUND: 'Graph has no such object, or hides it from this caller (404).',
  CONFLICT: 'The object already exists, or was changed in the meantime (409).',
  PRECONDITION_FAILED: 'The object has changed since the version that the request named (412).',
  COST_LIMIT_EXCEEDED:
    'The operation needs more requests to Graph than its cost limit allows; the requests of this field were not sent.',
  RATE_LIMITED: 'Graph throttles the caller, and the time of the operation does not allow to wait longer (429).',
  GRAPH_OPERATION_NOT_OFFERED: 'Graph documents the operation but does not offer it here (400, no route).',
  GRAPH_REJECTED: 'Graph rejected the request for another reason (any other 4xx).',
  GRAPH_UNAVAILABLE: 'Graph failed or could not be reached; nothing was written.',
  GRAPH_TIMEOUT: 'Graph did not respond in time; nothing was written.',
  OUTCOME_UNKNOWN: 'Graph may have carried out the write, but its response is missing or unreadable.',
  IDEMPOTENCY_KEY_IN_USE:
    'A creation with this idempotency key is still running; nothing was sent to Graph for this one.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used for another creation; nothing was sent to Graph.',
  IDEMPOTENCY_UNAVAILABLE: 'Idempotency keys cannot be checked; nothing was sent to Graph.',
  GRAPH_BAD_RESPONSE: 'Graph answered a read with a response that its metadata does not allow.',
  INTERNAL_SERVER_ERROR: 'The gateway itself failed.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What Microsoft's support asks for: the ids of one exchange with Graph. Unknown members are null. */
export interface GraphExchange {
  readonly status: number | null;
  /** Graph's own `error.code`. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
  readonly date: string | null;
}

/** In the log. With the first, Graph is not at fault, and another gateway may have room. */
export type NotSent =
  'full queue' | 'open circuit' | 'deadline' | 'pause of Graph' | 'own pace' | 'caller-left' | 'idempotency';

export interface ErrorDetails {
  readonly graph?: GraphExchange;
  /** As Graph or the authority gave it, with fractions. */
  readonly retryAfterSeconds?: number;
  readonly requiredScopes?: readonly string[];
  /** The sent properties that show whether Graph has stored the object. */
  readonly lookUp?: readonly string[];
  /** `WWW-Authenticate` for the client: the challenge of Graph or of the gateway. */
  readonly challenge?: string;
  /** What the client's next token must satisfy, as in the `claims` of the challenge: JSON in base64. */
  readonly claims?: string;
  readonly validationErrors?: readonly ValidationProblem[];
  /** The report that an earlier request with the same idempotency key has stored. */
  readonly idempotency?: { readonly id: string };
  /** Why the gateway itself sent nothing. */
  readonly notSent?: NotSent;
  readonly cause?: unknown;
}

/** GraphQL's `Int` and `Retry-After` can hold it. */
const mostSeconds = 2 ** 31 - 1;

/** A failure with a code of the catalogue. `message` is one sentence for a person and contains nothing confidential. */
export class GatewayError extends StacklessError {
  override readonly name = 'GatewayError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }

  /** For clients: whole seconds, rounded up, so that a client that waits as long is not too early. */
  get retryAfterSeconds(): number | undefined {
    const { retryAfterSeconds: exact } = this.details;
    return exact === undefined ? undefined : Math.min(Math.ceil(exact), mostSeconds);
  }
}

/** Sentences in one message. `validationErrors` has them all. */
const maxSentences = 5;

/** One or more rules of the input are broken. Nothing was sent to Graph. */
export function badUserInput(validationErrors: readonly ValidationProblem[]): GatewayError {
  const count = validationErrors.length;
  const sentences = validationErrors.slice(0, maxSentences).map(({ message }) => message);
  const more = count > maxSentences ? `; and ${count - maxSentences} more` : '';
  const message = `The input breaks ${count} ${count === 1 ? 'rule' : 'rules'}: ${sentences.join('; ')}${more}.`;
  return new GatewayError('BAD_USER_INPUT', message, { validationErrors });
}

/** One rule of the input is broken. */
export function brokenRule(segments: Segments, rule: BrokenRule, message: string): GatewayError {
  return badUserInput([problemAt(segments, rule, message)]);
}
