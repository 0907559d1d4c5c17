/**
 * Names the operation, its outcome and the codes of its errors, for the line of the request in the log and for the
 * metrics.
 */
import { Kind, type FormattedExecutionResult } from 'graphql';
import type { OperationRecord, Outcome } from '../core/operation-record.js';
import type { Logger } from '../telemetry/logger.js';
import { fieldAnswered, operationBegan, operationEnded } from '../telemetry/events.js';
import type { OperationHooks } from './operation-hooks.js';
import { rootFields } from './root-fields.js';

/** Names are the caller's. */
const maxNameLength = 100;

export const recordOperation: OperationHooks = {
  didResolveOperation({ operation, operationName, contextValue: { record, logger } }) {
    if (operation === undefined) return;
    record.type = operation.operation;
    record.name = operationName?.slice(0, maxNameLength);
    const names = operation.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : '…',
    );
    record.fields = names.length > 1 ? [...new Set(names)] : names;
    operationBegan(logger, record);
  },
  willSendResponse({ document, operation, response: { body }, contextValue: { record, logger } }) {
    if (body.kind !== 'single') return;
    const { singleResult } = body;
    if (singleResult.errors !== undefined) record.codes = [...new Set(singleResult.errors.map(codeOf))];
    // A client that has left gets no fields, and its failures are not those of the service.
    if (logger.metrics !== undefined && !record.isReported && document !== undefined && operation) {
      for (const [key, field] of rootFields(document, operation)) {
        const code = codeOfField(singleResult, key);
        if (code !== undefined) fieldAnswered(logger, field, code);
      }
    }
    end(record, outcomeOf(singleResult), logger);
  },
  failed({ contextValue: { record, logger } }) {
    end(record, 'failed', logger);
  },
};

type Failure = NonNullable<FormattedExecutionResult['errors']>[number];

/** A failure may follow the result. */
function end(record: OperationRecord, outcome: Outcome, logger: Logger): void {
  if (record.outcome !== undefined) return;
  record.outcome = outcome;
  operationEnded(logger, record, outcome);
}

const codeOf = ({ extensions }: Failure): string => String(extensions?.['code']);

function outcomeOf({ data, errors }: FormattedExecutionResult): Outcome {
  if (errors === undefined) return 'success';
  if (data === undefined) return 'refused';
  return data === null || Object.values(data).every((value) => value === null) ? 'failed' : 'partial';
}

/** Undefined for a field without a result of its own: another one has removed it, or a directive has left it out. */
function codeOfField({ data, errors }: FormattedExecutionResult, key: string): string | undefined {
  const failure = errors?.find(({ path }) => path?.[0] === key);
  if (failure !== undefined) return codeOf(failure);
  return data && Object.hasOwn(data, key) ? 'OK' : undefined;
}
