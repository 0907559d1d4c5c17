/** Structured logs: one JSON object a line, on standard output. Headers and bodies are never logged. */
import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Lines are written together: at the latest after 100 ms, at once with one of level `fatal`, and when the process ends. */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 100 });
}

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'macos-software-update-gateway' },
    timestamp: isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination ?? standardOutput());
}

let second = -1;
let prefix = '';

/** As pino's own: writing a date out takes longer than the rest of a line, so all but the milliseconds is done once a second. */
function isoTime(): string {
  const now = Date.now();
  const nowSecond = Math.floor(now / 1000);
  if (nowSecond !== second) {
    second = nowSecond;
    prefix = new Date(now).toISOString().slice(0, 20);
  }
  return `,"time":"${prefix}${String(now % 1000).padStart(3, '0')}Z"`;
}
