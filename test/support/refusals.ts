/** What a rule refuses, as a value that a table can hold. */
import { GatewayError } from '../../src/core/gateway-error.js';

/** The code of what is thrown, and the paths of the rules that are broken; undefined when nothing is thrown. */
export function codeAndPaths(call: () => unknown): [code: string, paths: string[]] | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return [error.code, (error.details.validationErrors ?? []).map(({ path }) => path)];
  }
}
