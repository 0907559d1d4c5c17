/**
 * An error without a stack, for failures that are reported by a code. Capturing the stack is half of the cost of such
 * an error, and every invalid input of a caller creates one.
 */
export class StacklessError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
