/**
 * The last step of an operation: its result as text. Apollo Server answers an error here with HTTP 500 and logs
 * nothing.
 */
import type { FormattedExecutionResult } from 'graphql';
import type { Logger } from '../telemetry/logger.js';
import type { OperationHooks } from './operation-hooks.js';
import { operationFailed, responseNotWritten } from '../telemetry/events.js';

/** For errors before the last step, in the log of the request. */
export const tellFailures: OperationHooks = {
  failed({ error, contextValue }) {
    operationFailed(contextValue.logger, { err: error });
  },
};

/** Apollo's `stringifyResult`, which receives nothing about the request. */
export function responseWriter(logger: Logger): (result: FormattedExecutionResult) => string {
  return (result) => {
    try {
      return `${JSON.stringify(result)}\n`;
    } catch (error) {
      responseNotWritten(logger, { err: error });
      throw error;
    }
  };
}
