/** The lines of a gateway's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

interface Logging {
  log(): string;
}

export const logLines = (gateway: Logging): LogLine[] => linesIn(gateway.log());

export const linesIn = (text: string): LogLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);

export const linesWith = (gateway: Logging, message: string): LogLine[] =>
  logLines(gateway).filter(({ msg }) => msg === message);

export const warningsOf = (gateway: Logging): LogLine[] =>
  logLines(gateway).filter(({ level }) => level === 'warn' || level === 'error');
