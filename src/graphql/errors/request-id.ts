/**
 * `extensions.requestId` of every error: the `x-request-id` of its response, so that a screenshot of an error is enough
 * to find the log line. http/identify-errors.ts adds it to errors without an operation.
 */
import type { GraphQLFormattedError } from 'graphql';
import type { OperationHooks } from '../operation-hooks.js';

export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

export const addRequestId: OperationHooks = {
  willSendResponse({ response: { body }, contextValue: { record } }) {
    record.hasRequestId = true;
    if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
    body.singleResult.errors = body.singleResult.errors.map((error) => withRequestId(error, record.requestId));
  },
};
