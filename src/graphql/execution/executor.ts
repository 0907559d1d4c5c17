/**
 * Executes operations for Apollo Server.
 *
 * A result without errors is the response: it needs none of the steps that Apollo Server has for errors, for incremental
 * delivery and for hooks of field resolvers. A result whose errors are all in the catalogue needs only a few of them:
 * known-failures.ts. Any other is kept, and Apollo Server receives it when it calls its executor right afterwards. So the
 * hooks, the format and the status of such errors are Apollo Server's, and nothing runs twice.
 */
import { HeaderMap, type ApolloServerOptions, type GraphQLRequestListener, type GraphQLResponse } from '@apollo/server';
import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../summaries/request-context.js';
import { executePlan } from './execute-plan.js';
import { responseOfKnownFailures, type ErrorHandling } from './known-failures.js';
import { Plans } from './plans.js';

export interface Executor {
  /** Null leaves the operation to Apollo Server. */
  readonly responseForOperation: NonNullable<GraphQLRequestListener<RequestContext>['responseForOperation']>;
  /** Replaces Apollo Server's `schema`: the interface by which a router gives it an executor. */
  readonly gateway: NonNullable<ApolloServerOptions<RequestContext>['gateway']>;
}

/** Apollo Server only reads it. */
const plainHead: GraphQLResponse['http'] = { headers: new HeaderMap() };

/** `usesPlans`: false leaves every execution to graphql-js. */
export function createExecutor(schema: GraphQLSchema, usesPlans: boolean, errorHandling: ErrorHandling): Executor {
  const plans = usesPlans ? new Plans(schema) : undefined;
  /** By the context of their operations. */
  const withErrors = new WeakMap<object, ExecutionResult>();
  return {
    async responseForOperation(requestContext) {
      const { document, operation, request, contextValue } = requestContext;
      // Apollo Server has the error for a name that the document does not contain.
      if (operation === undefined) return null;
      const { variables: variableValues, operationName } = request;
      const plan = plans?.of(document, operation);
      const args = { schema, document, contextValue, variableValues, operationName };
      const result = await (plan === undefined ? execute(args) : executePlan(plan, args));
      const singleResult =
        result.errors === undefined
          ? { data: result.data ?? null }
          : responseOfKnownFailures(result, requestContext, errorHandling);
      if (singleResult !== undefined) return { http: plainHead, body: { kind: 'single', singleResult } };
      withErrors.set(contextValue, result);
      return null;
    },
    gateway: {
      load: () =>
        Promise.resolve({
          executor: async ({ document, request, context: contextValue }) => {
            const { variables: variableValues, operationName } = request;
            return (
              withErrors.get(contextValue) ?? execute({ schema, document, contextValue, variableValues, operationName })
            );
          },
        }),
      onSchemaLoadOrUpdate(load) {
        load({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: () => Promise.resolve(),
    },
  };
}
