/**
 * The response of an operation whose errors are all failures of the catalogue, such as a broken rule.
 *
 * Of what Apollo Server does with the errors of an execution (`requestPipeline.js`, after its `execute`), only this concerns
 * them: it keeps them as `errors` of the operation, calls `didEncounterErrors`, and formats each. The rest is for errors
 * in variables, which have no data, for errors with an HTTP status of their own, and for a formatter that throws.
 */
import type { ApolloServerOptions, GraphQLRequestContext } from '@apollo/server';
import type { ExecutionResult, FormattedExecutionResult, GraphQLError } from 'graphql';
import { GatewayError } from '../../core/gateway-error.js';
import type { RequestContext } from '../../summaries/request-context.js';
import type { OperationHooks } from '../operation-hooks.js';

/** As Apollo Server has them, which calls them for all other errors. */
export interface ErrorHandling {
  readonly didEncounterErrors: NonNullable<OperationHooks['didEncounterErrors']>;
  readonly formatError: NonNullable<ApolloServerOptions<RequestContext>['formatError']>;
}

/** Undefined leaves the result to Apollo Server. */
export function responseOfKnownFailures(
  { errors, data }: ExecutionResult,
  operation: GraphQLRequestContext<RequestContext>,
  { didEncounterErrors, formatError }: ErrorHandling,
): FormattedExecutionResult | undefined {
  if (errors === undefined || data === undefined || !errors.every(isKnown)) return undefined;
  // Later hooks read them there.
  didEncounterErrors(Object.assign(operation, { errors }));
  return { errors: errors.map((error) => formatError(error.toJSON(), error)), data };
}

function isKnown({ originalError }: GraphQLError): boolean {
  return originalError instanceof GatewayError;
}
