/**
 * What can go wrong between a client, the gateway and Graph: one code for each thing that a client can act on.
 *
 * docs/errors.md says what clients can do about each code; a test keeps the two equal.
 */
import { StacklessError } from './stackless-error.js';

export const errorCodes = {
  BAD_USER_INPUT: 'An argument or a variable breaks a rule; nothing was sent to Graph.',
  UNAUTHENTICATED:
    'No bearer token came with the request, or it was refused: by its form, by a check of the gateway, or by Graph (401, or claims with any status).',
  FORBIDDEN:
    'The caller is known but may not do that: Graph says so (403), or their token lacks a permission for the gateway.',
  NOT_FOUND: 'Graph has no such object, or hides it from this caller (404).',
  CONFLICT: 'The object exists already or was changed in the meantime (409).',
  PRECONDITION_FAILED: 'The object is no longer the version that was named (412).',
  COST_LIMIT_EXCEEDED:
    'The operation needs more requests to Graph than it may cost; those of this field were not sent.',
  RATE_LIMITED: 'Graph asked for patience and the time budget is spent (429).',
  GRAPH_OPERATION_NOT_OFFERED: 'Graph documents the operation but does not offer it here (400, no route).',
  GRAPH_REJECTED: 'Graph refused the request for another reason (any other 4xx).',
  GRAPH_UNAVAILABLE: 'Graph failed or could not be reached; nothing was written.',
  GRAPH_TIMEOUT: 'Graph did not answer in time; nothing can have been written.',
  OUTCOME_UNKNOWN: 'Graph may have carried out the write, but its answer is missing or unreadable.',
  GRAPH_BAD_RESPONSE: 'Graph answered a read with something that its metadata does not promise.',
  INTERNAL_SERVER_ERROR: 'The gateway itself failed.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What Microsoft's support asks for: names one exchange with Graph. Unknown members are null. */
export interface GraphExchange {
  readonly status: number | null;
  /** Graph's own `error.code`. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
  readonly date: string | null;
}

export interface ErrorDetails {
  readonly graph?: GraphExchange;
  readonly retryAfterSeconds?: number;
  readonly requiredScopes?: readonly string[];
  /** Which properties of what was sent tell whether Graph has stored it. */
  readonly lookUp?: readonly string[];
  /** `WWW-Authenticate` for the client: Graph's own challenge, or ours. */
  readonly challenge?: string;
  /** What the client's next token has to prove, as in the `claims` of the challenge: JSON in base64. */
  readonly claims?: string;
  readonly validationErrors?: readonly ValidationProblem[];
  readonly cause?: unknown;
}

/** One broken rule of an input. `path` starts at the argument, as in `input.displayName`. */
export interface ValidationProblem {
  readonly path: string;
  readonly message: string;
}

/** A failure from the catalogue. `message` is one sentence for a person and holds nothing confidential. */
export class GatewayError extends StacklessError {
  override readonly name = 'GatewayError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }
}

/** One or more rules of the input are broken. Nothing was sent to Graph. */
export function badUserInput(validationErrors: readonly ValidationProblem[]): GatewayError {
  const count = validationErrors.length;
  const message = `The input breaks ${count} ${count === 1 ? 'rule' : 'rules'}: ${validationErrors[0]?.message}${count > 1 ? ', and more' : ''}.`;
  return new GatewayError('BAD_USER_INPUT', message, { validationErrors });
}
