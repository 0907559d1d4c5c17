/** What a rule refuses, as a value that a table can hold. */
import { GatewayError } from '../../src/core/gateway-error.js';

/** The code of what is thrown, and the paths of the rules that are broken; undefined when nothing is thrown. */
export function codeAndPaths(call: () => unknown): [code: string, paths: string[]] | undefined {
  const error = errorOf(call);
  return error && [error.code, (error.details.validationErrors ?? []).map(({ path }) => path)];
}

/** What is said: of the whole first, then of each broken rule, a line each. */
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
