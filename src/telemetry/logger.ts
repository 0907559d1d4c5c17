/** Structured logs: one JSON object per line, on standard output. Headers and bodies are never logged. */
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { auditMarker } from './audit-line.js';
import { logLinesDropped } from './events.js';
import type { Instruments, Metrics } from './events/instruments.js';
import { standardOutput } from './standard-output.js';

export type LogDestination = DestinationStream;

/** pino's, with the instruments of events. */
export type Logger = PinoLogger & Instruments;

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
    standardOutput(auditMarkerInLine, (lines, audit) => {
      if (audit === 0) return logLinesDropped(logger, { lines });
      // Lost lines of the audit are reported whatever the level is.
      const always: Logger = logger.child({}, { level: 'error' });
      return logLinesDropped(always, { lines, audit });
    }),
  );
  return logger;
}

const auditMarkerInLine = `"log":"${auditMarker}"`;

/** For a process that fails to start: one line on standard error, written before the call returns. */
export function createFailureLog(): Logger {
  return createLogger('fatal', pino.destination({ dest: 2, sync: true }));
}

/** The same log, whose events are counted as well. pino's own children inherit in the same way. */
export function withMetrics(logger: Logger, metrics: Metrics): Logger {
  return Object.create(logger, { metrics: { value: metrics } }) as Logger;
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
