/** Operations of GraphQL. One begins when http/build-context.ts makes its context. */
import type { Counted, To } from './event-log.js';
import type { MeasuredOperation } from './instruments.js';
import type { BegunOperation } from './request-span.js';

export interface EndedOperation extends Omit<MeasuredOperation, 'durationMs'> {
  /** Codes of the errors, each once. */
  readonly codes?: readonly string[] | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly beganAt: number;
}

/** Its result is known, and not yet written. `outcome`: that of core/operation-record.ts. */
export function operationEnded(log: Counted, operation: EndedOperation, outcome: string): void {
  const { type, name, beganAt } = operation;
  log.metrics?.operationEnded(
    { type, name, durationMs: performance.now() - beganAt, graphPartMs: operation.graphPartMs },
    outcome,
  );
  log.span?.operationEnded(operation, outcome);
}

/** Its document is valid. */
export const operationBegan = (log: Counted, operation: BegunOperation): void => log.span?.operationBegan(operation);

/** One root field of a response: `code` is `OK` or that of its error. */
export const fieldAnswered = (log: Counted, field: string, code: string): void =>
  log.metrics?.fieldAnswered(field, code);

/** In requests to Graph, as docs/errors.md counts them. Some were not sent. */
export const costLimitReached = (log: To<'info'>, fields: { estimate: number; charged: number }): void =>
  log.info(fields, 'An operation reached its cost limit');

export const costUnderestimated = (log: To<'debug'>, fields: { estimate: number; charged: number }): void =>
  log.debug(fields, 'An operation cost more than estimated');

/** `limit` in bytes. */
export const responseTooLarge = (log: To<'warn'>, fields: { limit: number }): void =>
  log.warn(fields, 'A response is too large and was not sent');

/** A failure of the gateway itself. */
export const operationFailed = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The gateway failed');

export const responseNotWritten = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'The response cannot be written');
