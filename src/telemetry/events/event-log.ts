/** What an event is written to: the log, and the metrics that it carries. */
import type { Instruments } from './instruments.js';

/** A pino logger: the process's, or that of one request. */
export interface EventLog extends Instruments {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
}

type Level = Exclude<keyof EventLog, keyof Instruments>;

export type To<Used extends Level> = Pick<EventLog, Used | keyof Instruments>;

/** For an event without a line: its metrics alone. */
export type Counted = To<'info'>;

/** A server that may not have been reached. `sent`: whether it may have received the request. */
export interface ExchangeFields {
  readonly reason: string;
  readonly host: string;
  readonly sent: boolean;
  readonly durationMs: number;
}
