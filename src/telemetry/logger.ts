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
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination ?? standardOutput());
}
