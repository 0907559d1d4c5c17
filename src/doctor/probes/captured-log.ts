/** What the gateway's own parts log while the doctor uses them. */
import { createLogger, type Logger } from '../../telemetry/logger.js';

export interface LogLine {
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface CapturedLog {
  readonly logger: Logger;
  readonly lines: readonly LogLine[];
}

export function capturedLog(): CapturedLog {
  const lines: LogLine[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  return { logger, lines };
}
