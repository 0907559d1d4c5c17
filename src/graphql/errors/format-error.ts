/**
 * Any thrown value -> what a client may see: a code, a sentence, and the ids for support.
 *
 * Errors become GraphQL errors only here. An error that is neither in the catalogue nor a problem of the document is a
 * failure of the gateway: it is reported without details, and logged with its stack.
 */
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { HeaderMap } from '@apollo/server';
import { GatewayError } from '../../core/gateway-error.js';
import type { Written } from '../../core/operation.js';
import type { OperationHooks } from '../operation-hooks.js';
import { validationMessage } from './validation-messages.js';
import { operationFailed } from '../../telemetry/events.js';

/**
 * Codes of requests and documents that cannot run, as Apollo Server and Apollo Router name them. docs/errors.md lists
 * them too.
 */
export const documentErrorCodes = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_ID_REQUIRED',
  'QUERY_NOT_IN_SAFELIST',
  'BAD_USER_INPUT',
  'RESPONSE_TOO_LARGE',
] as const;

/**
 * For `formatError` of Apollo Server. In production the message contains no names of the schema that the caller did not
 * send.
 */
export function errorFormatter(production: boolean): typeof formatError {
  return (formatted, error) => {
    if (!isValidationError(formatted, causeOf(error))) return formatError(formatted, error);
    return formatError({ ...formatted, message: validationMessage(formatted.message, production) }, error);
  };
}

export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = causeOf(error);
  const { locations, path } = formatted;
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (cause instanceof GatewayError) {
    return { message: cause.message, ...where, extensions: extensionsOf(cause) };
  }
  if (!isDocumentError(formatted) && isUnfitArgument(cause)) {
    return { message: 'An argument does not fit the schema.', ...where, extensions: { code: 'BAD_USER_INPUT' } };
  }
  if (isDocumentError(formatted)) {
    return { message: formatted.message, ...where, extensions: { code: formatted.extensions?.['code'] } };
  }
  return {
    message: 'The gateway failed. Its operators find the reason in the log, by extensions.requestId of this error.',
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** A failure of the catalogue that occurs before the operation runs, with its HTTP status. */
export function requestError(cause: GatewayError): GraphQLError {
  const { retryAfterSeconds } = cause;
  const status = cause.code === 'UNAUTHENTICATED' ? 401 : cause.code === 'GRAPH_UNAVAILABLE' ? 503 : 400;
  const headers = new HeaderMap();
  if (status === 401) headers.set('www-authenticate', challengeOf(cause));
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  // Apollo Server reads more here than the library's type declares.
  const extensions: Record<string, unknown> = { code: cause.code, http: { status, headers } };
  return new GraphQLError(cause.message, { originalError: cause, extensions });
}

function challengeOf({ details }: GatewayError): string {
  return details.challenge ?? 'Bearer realm="graph"';
}

/**
 * HTTP 401 with its challenge, and the log line of the gateway's own failures. Apollo's `formatError` cannot do either.
 */
export const reportErrors: OperationHooks = {
  didEncounterErrors({ errors, response, contextValue }) {
    for (const error of errors) {
      const cause = causeOf(error);
      if (cause instanceof GatewayError && cause.code === 'UNAUTHENTICATED') {
        response.http.status = 401;
        response.http.headers.set('www-authenticate', challengeOf(cause));
      } else if (!(cause instanceof GatewayError) && !isDocumentError(error) && !isUnfitArgument(cause)) {
        operationFailed(contextValue.logger, { err: cause });
      }
    }
  },
};

/**
 * If an error removes a mutation's data, the keys of the completed writes would be lost, so the error lists them.
 *
 * `data` becomes null as soon as one result of a mutation fails, whether that is a second write or a child of the
 * first.
 */
export const addWritten: OperationHooks = {
  willSendResponse({ response: { body }, contextValue: { written } }) {
    if (body.kind !== 'single' || written.length === 0) return;
    const [first, ...others] = body.singleResult.errors ?? [];
    if (first !== undefined) body.singleResult.errors = [withWritten(first, written), ...others];
  },
};

/** The error together with what Graph has acknowledged. */
export function withWritten(error: GraphQLFormattedError, written: readonly Written[]): GraphQLFormattedError {
  return written.length === 0 ? error : { ...error, extensions: { ...error.extensions, written } };
}

function extensionsOf({ code, details, retryAfterSeconds }: GatewayError): Record<string, unknown> {
  const { graph, requiredScopes, claims, lookUp, idempotency, validationErrors } = details;
  return {
    code,
    ...(validationErrors ? { validationErrors } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(requiredScopes ? { requiredScopes } : {}),
    ...(claims ? { claims } : {}),
    ...(lookUp ? { lookUp } : {}),
    ...(idempotency ? { idempotency } : {}),
    ...(graph ? { graph } : {}),
  };
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

/**
 * Errors that graphql-js finds only when it reads an argument, such as a null where the variable's default promised a
 * value. The error points at the argument and has no code; its message repeats the caller's.
 */
function isUnfitArgument(cause: unknown): boolean {
  if (!(cause instanceof GraphQLError) || cause.extensions['code'] !== undefined) return false;
  const kind = cause.nodes?.[0]?.kind;
  return kind !== undefined && kind !== Kind.FIELD;
}

/** Found by a rule of graphql-js or Apollo Server. Other rejections of a document have their own code and sentence. */
function isValidationError({ extensions }: GraphQLFormattedError, cause: unknown): boolean {
  const ownCode = cause instanceof GraphQLError ? cause.extensions['code'] : undefined;
  return extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED' && ownCode === undefined;
}

function isDocumentError({ extensions }: Pick<GraphQLFormattedError, 'extensions'>): boolean {
  return (documentErrorCodes as readonly unknown[]).includes(extensions?.['code']);
}
