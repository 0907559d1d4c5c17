/** The log itself. */
import type { EventLog, To } from './event-log.js';

/** Standard output was blocked for longer than the buffer lasts. `audit`: how many of the lines were of the audit. */
export const logLinesDropped = (log: To<'error'>, fields: { lines: number; audit?: number }): void =>
  log.error(fields, 'The reader of the log was too slow: lines were dropped');

/** What a library says in its own words: its `logger` option. */
export const libraryLog = (log: EventLog): Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void> => ({
  debug: (message) => log.debug({}, message),
  info: (message) => log.info({}, message),
  warn: (message) => log.warn({}, message),
  error: (message) => log.error({}, message),
});
