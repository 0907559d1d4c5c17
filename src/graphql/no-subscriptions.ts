/** graphql-js notices only at run time that a schema has no subscriptions, and then reports no location. */
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { OperationHooks } from './operation-hooks.js';

export const noSubscriptions: OperationHooks = {
  didResolveOperation({ operation }) {
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } };
    throw new GraphQLError('Subscriptions are not supported; poll the query instead.', {
      nodes: operation,
      extensions,
    });
  },
};
