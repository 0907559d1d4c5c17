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

/** What `make` returns, an error of a library, without a stack as well if its cause has none. */
export function asStacklessAs<E extends Error>(cause: unknown, make: () => E): E {
  if (!(cause instanceof StacklessError)) return make();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
