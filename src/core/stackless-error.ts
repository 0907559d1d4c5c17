/**
 * An error without a stack: for failures that have a code; where they were made is never read. Taking the stack is
 * half of what such an error costs, and a caller's wrong input makes one each time.
 */
export class StacklessError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
