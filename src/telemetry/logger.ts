/** Structured logs: one JSON object per line, on standard output. Headers and bodies are never logged. */
import { pino, type DestinationStream, type Logger } from 'pino';
import { logLinesDropped } from './events.js';
import { standardOutput } from './standard-output.js';

export type { Logger } from 'pino';

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'macos-software-update-gateway' },
    timestamp: isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (destination !== undefined) return pino(options, destination);
  const logger: Logger = pino(
    options,
    // An error, because the line must appear even if less severe levels are off.
    standardOutput((lines) => logLinesDropped(logger, { lines })),
  );
  return logger;
}

/** For a process that fails to start: one line on standard error, written before the call returns. */
export function createFailureLog(): Logger {
  return createLogger('fatal', pino.destination({ dest: 2, sync: true }));
}

let second = -1;
let prefix = '';

/**
 * Like pino's own, but faster: formatting a date takes longer than the rest of a line, so all but the milliseconds is
 * formatted once per second.
 */
function isoTime(): string {
  const now = Date.now();
  const nowSecond = Math.floor(now / 1000);
  if (nowSecond !== second) {
    second = nowSecond;
    prefix = new Date(now).toISOString().slice(0, 20);
  }
  return `,"time":"${prefix}${String(now % 1000).padStart(3, '0')}Z"`;
}
