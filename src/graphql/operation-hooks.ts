/**
 * One plugin of Apollo Server for all that looks at an operation on its way.
 *
 * Apollo waits for each hook of each plugin, for every operation, and none of ours has anything to wait for. So they are
 * plain functions, called one after the other, and Apollo waits once.
 */
import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
} from '@apollo/server';
import type { RequestContext } from '../summaries/request-context.js';

export interface OperationHooks {
  /** The document is valid and its operation known; what throws refuses the operation before any resolver runs. */
  didResolveOperation?(operation: GraphQLRequestContextDidResolveOperation<RequestContext>): void;
  didEncounterErrors?(operation: GraphQLRequestContextDidEncounterErrors<RequestContext>): void;
  willSendResponse?(operation: GraphQLRequestContextWillSendResponse<RequestContext>): void;
  /** Something threw that nothing here expects; the answer is HTTP 500. */
  failed?(operation: { readonly error: Error; readonly contextValue: RequestContext }): void;
}

const done = Promise.resolve();

/** They run in their order. */
export function operationHooks(all: readonly OperationHooks[]): ApolloServerPlugin<RequestContext> {
  const started = Promise.resolve({
    didResolveOperation(operation: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<void> {
      try {
        for (const hooks of all) hooks.didResolveOperation?.(operation);
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error('an operation was refused', { cause: error }));
      }
      return done;
    },
    didEncounterErrors(operation: GraphQLRequestContextDidEncounterErrors<RequestContext>): Promise<void> {
      for (const hooks of all) hooks.didEncounterErrors?.(operation);
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
