/** Names the operation and the codes of its errors for the line of the request in the log. */
import { Kind } from 'graphql';
import type { OperationHooks } from './operation-hooks.js';

/** Names are the caller's. */
const maxNameLength = 100;

export const recordOperation: OperationHooks = {
  didResolveOperation({ operation, operationName, contextValue: { record } }) {
    if (operation === undefined) return;
    record.type = operation.operation;
    record.name = operationName?.slice(0, maxNameLength);
    const names = operation.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : '…',
    );
    record.fields = names.length > 1 ? [...new Set(names)] : names;
  },
  willSendResponse({ response: { body }, contextValue: { record } }) {
    if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
    record.codes = [...new Set(body.singleResult.errors.map(({ extensions }) => String(extensions?.['code'])))];
  },
};
