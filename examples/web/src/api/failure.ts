/** From an error of Apollo Client to what a person can do about it. Only this file knows the codes of the API. */
import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client';

export type Remedy =
  'sign in' | 'ask for a permission' | 'wait' | 'go online' | 'try again' | 'narrow it down' | 'go back';

export interface Failure {
  readonly title: string;
  /** One sentence, of the gateway where it answered. */
  readonly sentence: string;
  readonly remedy: Remedy;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Any of these permissions is enough. */
  readonly requiredScopes: readonly string[];
}

/** An error of a GraphQL response, as the gateway writes it. */
interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

const known: Readonly<Record<string, readonly [Remedy, title: string]>> = {
  UNAUTHENTICATED: ['sign in', 'You are not signed in'],
  FORBIDDEN: ['ask for a permission', 'You are not allowed to read this'],
  NOT_FOUND: ['go back', 'This report does not exist'],
  RATE_LIMITED: ['wait', 'Too many requests at the moment'],
  GRAPH_UNAVAILABLE: ['wait', 'Microsoft Graph is not available'],
  GRAPH_TIMEOUT: ['try again', 'Microsoft Graph took too long'],
  GRAPH_BAD_RESPONSE: ['try again', 'Microsoft Graph sent something unexpected'],
  GRAPH_REJECTED: ['try again', 'Microsoft Graph rejected the request'],
  GRAPH_OPERATION_NOT_OFFERED: ['go back', 'This tenant does not offer this'],
  COST_LIMIT_EXCEEDED: ['narrow it down', 'There are too many reports for one answer'],
  RESPONSE_TOO_LARGE: ['narrow it down', 'There are too many reports for one answer'],
  INTERNAL_SERVER_ERROR: ['try again', 'The gateway failed'],
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

const nothing = { requestId: undefined, retryAfterSeconds: undefined, requiredScopes: [] };

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
  const { requestId, retryAfterSeconds, requiredScopes } = error.extensions ?? {};
  const code = codeOf(error);
  const [remedy, title] = known[code] ?? [unexpected.remedy, unexpected.title];
  return {
    title,
    sentence: error.message,
    remedy,
    code,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
    requiredScopes: Array.isArray(requiredScopes) ? requiredScopes.map(String) : [],
  };
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
