/** From an error of Apollo Client to what a person can do about it. Only this file knows the codes of the API. */
import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client';

export type Remedy =
  | 'sign in'
  | 'ask for a permission'
  | 'correct'
  | 'look'
  | 'compare'
  | 'wait'
  | 'go online'
  | 'try again'
  | 'narrow it down'
  | 'go back';

/**
 * What is known about a write that failed. `running`: the first try of the same submission is still on its way. `absent`: what
 * it is about does not exist, or no longer. `key is spent`: its idempotency key belongs to something else.
 */
export type WriteOutcome = 'not carried out' | 'unknown' | 'running' | 'absent' | 'key is spent';

export interface BrokenRule {
  /** The property of the input; undefined if the rule is about the input as a whole. */
  readonly property: string | undefined;
  readonly message: string;
  /** Which of many inputs, from 0. */
  readonly index?: number | undefined;
}

export interface Failure {
  readonly title: string;
  /** One sentence, of the gateway where it answered. */
  readonly sentence: string;
  readonly remedy: Remedy;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** A claims challenge: the next attempt asks the person for a further proof. */
  readonly asksForProof: boolean;
  /** Any of these permissions is enough. */
  readonly requiredScopes: readonly string[];
  readonly brokenRules: readonly BrokenRule[];
  /** Matters for writes alone. */
  readonly outcome: WriteOutcome;
  /** The properties of the input by which a report that may be stored is found. */
  readonly lookUp: readonly string[];
}

/** An error of a GraphQL response, as the gateway writes it. */
interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The request as a whole is refused, before anything is sent to Graph: a body that is too long, or a document that is not allowed. */
const notRun = ['try again', 'The gateway does not accept the request'] as const;

const known: Readonly<Record<string, readonly [Remedy, title: string, outcome?: WriteOutcome]>> = {
  UNAUTHENTICATED: ['sign in', 'You are not signed in'],
  FORBIDDEN: ['ask for a permission', 'You are not allowed to read this'],
  BAD_USER_INPUT: ['correct', 'Something in the input is not right'],
  NOT_FOUND: ['go back', 'This report does not exist', 'absent'],
  CONFLICT: ['compare', 'There is a conflict with what is stored'],
  PRECONDITION_FAILED: ['compare', 'The report was changed in the meantime'],
  OUTCOME_UNKNOWN: ['look', 'The outcome is not known', 'unknown'],
  IDEMPOTENCY_KEY_IN_USE: ['wait', 'The report is still being stored', 'running'],
  IDEMPOTENCY_KEY_REUSED: ['try again', 'This was mistaken for another report', 'key is spent'],
  IDEMPOTENCY_UNAVAILABLE: ['try again', 'The gateway cannot keep reports from being doubled'],
  RATE_LIMITED: ['wait', 'Too many requests at the moment'],
  GRAPH_UNAVAILABLE: ['wait', 'Microsoft Graph is not available'],
  GRAPH_TIMEOUT: ['try again', 'Microsoft Graph took too long'],
  GRAPH_BAD_RESPONSE: ['try again', 'Microsoft Graph sent something unexpected'],
  GRAPH_REJECTED: ['try again', 'Microsoft Graph rejected the request'],
  GRAPH_OPERATION_NOT_OFFERED: ['go back', 'This tenant does not offer this'],
  COST_LIMIT_EXCEEDED: ['narrow it down', 'There are too many reports for one answer'],
  RESPONSE_TOO_LARGE: ['narrow it down', 'There are too many reports for one answer'],
  INTERNAL_SERVER_ERROR: ['try again', 'The gateway failed', 'unknown'],
  BAD_REQUEST: notRun,
  GRAPHQL_PARSE_FAILED: notRun,
  GRAPHQL_VALIDATION_FAILED: notRun,
  OPERATION_RESOLUTION_FAILURE: notRun,
  PERSISTED_QUERY_NOT_SUPPORTED: notRun,
  PERSISTED_QUERY_NOT_FOUND: notRun,
  PERSISTED_QUERY_ID_REQUIRED: notRun,
  QUERY_NOT_IN_SAFELIST: notRun,
};

/** The failure of a whole part of a page. */
export function failureOf(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) return fromApi(mostTelling(error.errors));
  if (ServerError.is(error) || ServerParseError.is(error)) return fromServer(error);
  return {
    ...nothing,
    title: 'The gateway cannot be reached',
    sentence: 'Check the connection of this computer. The page tries again as soon as it is online.',
    remedy: 'go online',
    code: 'NETWORK',
  };
}

/** The failure of a write, which a page never repeats without the person. */
export function failureOfWrite(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure.code === 'FORBIDDEN') return { ...failure, title: 'You are not allowed to change reports' };
  if (failure.code !== 'NETWORK') return failure;
  return { ...failure, sentence: 'Check the connection of this computer. What you typed stays on this page.' };
}

/**
 * Whether a part of the page failed as a whole. Otherwise the error is about single values of data that arrived: its path
 * goes below the part.
 */
export function isWhole(error: unknown): boolean {
  if (!CombinedGraphQLErrors.is(error)) return error !== undefined;
  return error.errors.some(({ path = [] }) => path.length <= 1);
}

export interface Problem {
  readonly code: string;
  readonly count: number;
  readonly example: Failure;
}

/** What is missing in data that arrived, by code; empty if nothing arrived. */
export function problemsOf(error: unknown): readonly Problem[] {
  const errors: readonly ApiError[] = CombinedGraphQLErrors.is(error) && !isWhole(error) ? error.errors : [];
  const byCode = Map.groupBy(errors, codeOf);
  return [...byCode].map(([code, some]) => ({ code, count: some.length, example: fromApi(some[0]) }));
}

/** The error of one input of many, which has the members of an error's extensions. */
export function failureOfInput({ message, ...extensions }: { readonly message: string }): Failure {
  return fromApi({ message, extensions });
}

/** Whether the same write, with the same key, succeeds later without help. */
export const isTemporary = ({ code }: Failure): boolean => temporary.has(code);

/** Whether the gateway has no place for idempotency keys, at the moment or at all. */
export const hasNoKeys = ({ code }: Failure): boolean => code === 'IDEMPOTENCY_UNAVAILABLE';

const temporary: ReadonlySet<string> = new Set([
  'RATE_LIMITED',
  'GRAPH_UNAVAILABLE',
  'GRAPH_TIMEOUT',
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENCY_UNAVAILABLE',
]);

/** A write is taken for unknown unless the gateway says more. */
const nothing = {
  requestId: undefined,
  retryAfterSeconds: undefined,
  asksForProof: false,
  requiredScopes: [],
  brokenRules: [],
  outcome: 'unknown',
  lookUp: [],
} as const;

function codeOf({ extensions }: ApiError): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}

/** With several errors the one that a person can act upon. */
function mostTelling(errors: readonly ApiError[]): ApiError | undefined {
  const codes = Object.keys(known);
  const rank = (error: ApiError): number => (codes.indexOf(codeOf(error)) + codes.length) % codes.length;
  return errors.toSorted((a, b) => rank(a) - rank(b))[0];
}

function fromApi(error: ApiError | undefined): Failure {
  if (error === undefined) return { ...nothing, ...unexpected };
  const { requestId, retryAfterSeconds, requiredScopes, lookUp, claims } = error.extensions ?? {};
  const code = codeOf(error);
  const [remedy, title, outcome = 'not carried out'] = known[code] ?? [
    unexpected.remedy,
    unexpected.title,
    nothing.outcome,
  ];
  const asksForProof = typeof claims === 'string';
  return {
    // The person is signed in.
    title: asksForProof ? 'A further proof is required' : title,
    sentence: error.message,
    remedy,
    code,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
    asksForProof,
    requiredScopes: textsOf(requiredScopes),
    brokenRules: brokenRulesOf(error),
    outcome,
    lookUp: textsOf(lookUp),
  };
}

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function brokenRulesOf({ extensions }: ApiError): readonly BrokenRule[] {
  const given = extensions?.['validationErrors'];
  if (!Array.isArray(given)) return [];
  return (given as readonly { segments?: readonly (string | number)[]; message?: string }[]).map(
    ({ segments = [], message = '' }) => ({
      property: segments.findLast((segment) => typeof segment === 'string'),
      message,
      index: segments.find((segment) => typeof segment === 'number'),
    }),
  );
}

const unexpected = {
  title: 'The request failed',
  sentence: 'The gateway sent an answer that this page does not understand.',
  remedy: 'try again',
  code: 'UNKNOWN',
} as const;

/** Answers with another media type: those of the gateway itself still hold an error, those of a proxy do not. */
function fromServer({ bodyText, statusCode }: { readonly bodyText: string; readonly statusCode: number }): Failure {
  const error = firstErrorIn(bodyText);
  if (error !== undefined) return fromApi(error);
  const sentence = `The server in front of the gateway answered with HTTP ${statusCode}.`;
  return { ...nothing, title: unexpected.title, sentence, remedy: 'try again', code: `HTTP ${statusCode}` };
}

function firstErrorIn(bodyText: string): ApiError | undefined {
  try {
    const { errors } = JSON.parse(bodyText) as { errors?: readonly ApiError[] };
    return errors?.[0];
  } catch {
    return undefined;
  }
}
