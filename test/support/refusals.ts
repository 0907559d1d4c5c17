/** The rejections of a rule, as a value for a table. */
import { GatewayError } from '../../src/core/gateway-error.js';

/** The code of the error, and the paths of the broken rules; undefined if nothing is thrown. */
export function codeAndPaths(call: () => unknown): [code: string, paths: string[]] | undefined {
  const error = errorOf(call);
  return error && [error.code, (error.details.validationErrors ?? []).map(({ path }) => path)];
}

/** The sentences: first of the error, then of each broken rule, one line each. */
export function sentences(call: () => unknown): string | undefined {
  const error = errorOf(call);
  return error && [error.message, ...(error.details.validationErrors ?? []).map(({ message }) => message)].join('\n');
}

function errorOf(call: () => unknown): GatewayError | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}
