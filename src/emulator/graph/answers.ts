/** The emulator's responses, before they become HTTP or part of a batch: Graph's error bodies. */

/** The ids of one request, as its headers and error bodies repeat them. */
export interface Trace {
  readonly requestId: string;
  readonly clientRequestId: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Thrown to refuse a request; the caller turns it into a response. */
export class GraphRefusalError extends Error {
  override readonly name = 'GraphRefusalError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const badRequest = (message: string): GraphRefusalError => new GraphRefusalError(400, 'BadRequest', message);

export const badQuery = (detail: string): GraphRefusalError =>
  badRequest(`The query specified in the URI is not valid. ${detail}`);

export const optionNotAllowed = (option: string): GraphRefusalError =>
  badQuery(
    `Query option '${option}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`,
  );

export function throttled(retryAfterSeconds: number | null): GraphRefusalError {
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return new GraphRefusalError(429, 'TooManyRequests', 'Please retry again later.', headers);
}

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body,
});

export const noContent: Answer = { status: 204, headers: {}, body: undefined };

export function refusalAnswer({ status, code, message, headers }: GraphRefusalError, trace: Trace): Answer {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': trace.requestId,
    'client-request-id': trace.clientRequestId,
  };
  const answer = json(status, { error: { code, message, innerError } });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
