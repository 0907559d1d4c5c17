/** The last step of an operation: its result as text. Apollo Server answers what fails here with HTTP 500 and logs nothing. */
import type { FormattedExecutionResult } from 'graphql';
import type { Logger } from '../telemetry/logger.js';
import type { OperationHooks } from './operation-hooks.js';

/** For whatever throws on the way to the last step, in the log of the request. */
export const tellFailures: OperationHooks = {
  failed({ error, contextValue }) {
    contextValue.logger.error({ err: error }, 'The gateway failed');
  },
};

/** Apollo's `stringifyResult`, which is told nothing about the request. */
export function responseWriter(logger: Logger): (result: FormattedExecutionResult) => string {
  return (result) => {
    try {
      return `${JSON.stringify(result)}\n`;
    } catch (error) {
      logger.error({ err: error }, 'The response cannot be written');
      throw error;
    }
  };
}
