/**
 * One plugin of Apollo Server for all checks of an operation.
 *
 * Apollo Server awaits each hook of each plugin for every operation, and none of these hooks is asynchronous. So they
 * are plain functions, called one after the other, and Apollo Server awaits once.
 */
import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { RequestContext } from '../summaries/request-context.js';

export interface OperationHooks {
  /** The document is valid and its operation known. A thrown error rejects the operation before any resolver runs. */
  didResolveOperation?(operation: GraphQLRequestContextDidResolveOperation<RequestContext>): void;
  didEncounterErrors?(operation: GraphQLRequestContextDidEncounterErrors<RequestContext>): void;
  willSendResponse?(operation: GraphQLRequestContextWillSendResponse<RequestContext>): void;
  /** An unexpected error; the response is HTTP 500. */
  failed?(operation: { readonly error: Error; readonly contextValue: RequestContext }): void;
}

const done = Promise.resolve();

export function encounterErrors(
  all: readonly OperationHooks[],
  operation: GraphQLRequestContextDidEncounterErrors<RequestContext>,
): void {
  for (const hooks of all) hooks.didEncounterErrors?.(operation);
}

type Respond = Pick<GraphQLRequestListener<RequestContext>, 'responseForOperation'>;

/** They run in this order, with `respond` after `didResolveOperation`. */
export function operationHooks(
  all: readonly OperationHooks[],
  respond: Respond = {},
): ApolloServerPlugin<RequestContext> {
  const started = Promise.resolve({
    ...respond,
    didResolveOperation(operation: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<void> {
      try {
        for (const hooks of all) hooks.didResolveOperation?.(operation);
      } catch (error) {
        return Promise.reject(
          error instanceof Error ? error : new Error('an operation was rejected', { cause: error }),
        );
      }
      return done;
    },
    didEncounterErrors(operation: GraphQLRequestContextDidEncounterErrors<RequestContext>): Promise<void> {
      encounterErrors(all, operation);
      return done;
    },
    willSendResponse(operation: GraphQLRequestContextWillSendResponse<RequestContext>): Promise<void> {
      for (const hooks of all) hooks.willSendResponse?.(operation);
      return done;
    },
  });
  return {
    requestDidStart: () => started,
    unexpectedErrorProcessingRequest({ error, requestContext: { contextValue } }): Promise<void> {
      for (const hooks of all) hooks.failed?.({ error, contextValue });
      return done;
    },
  };
}
