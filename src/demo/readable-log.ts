/**
 * The log of `npm start` for a person: one line for each operation, as in `POST Create 200 52 ms, 1 call to Graph`, and
 * warnings with their fields. In a terminal it has colours. Production writes JSON.
 */
import { styleText } from 'node:util';
import type { LogDestination } from '../telemetry/logger.js';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

type Style = Parameters<typeof styleText>[0];

/** A destination for pino. */
export function readableLog(out: NodeJS.WriteStream): LogDestination {
  const painted = (style: Style, text: string): string => styleText(style, text, { stream: out });
  return {
    write(text: string): void {
      for (const json of text.split('\n')) {
        if (json !== '') out.write(`${readable(JSON.parse(json) as Line, painted)}\n`);
      }
    },
  };
}

function readable(line: Line, painted: (style: Style, text: string) => string): string {
  if (line.msg === 'answered') return answered(line, painted);
  const isSerious = line.level === 'error' || line.level === 'fatal';
  const style = isSerious ? 'red' : line.level === 'warn' ? 'yellow' : 'gray';
  return painted(style, [line.level, line.msg, ...details(line)].join(' '));
}

function answered(line: Line, painted: (style: Style, text: string) => string): string {
  const { method, path, status, durationMs, operation, fields, graphCalls, codes, callerLeft } = line as Line & {
    readonly status: number;
    readonly durationMs: number;
    readonly fields?: readonly string[];
    readonly graphCalls?: number;
    readonly codes?: readonly string[];
  };
  const name = String(operation ?? fields?.join(', ') ?? path);
  const calls = graphCalls === undefined ? '' : `, ${graphCalls} ${graphCalls === 1 ? 'call' : 'calls'} to Graph`;
  const left = callerLeft === true ? ', the client has left' : '';
  const errors = codes === undefined ? '' : `: ${codes.join(', ')}`;
  const style = status >= 400 ? 'red' : codes === undefined ? 'green' : 'yellow';
  return `${String(method)} ${name} ${painted(style, String(status))} ${Math.ceil(durationMs)} ms${calls}${left}${painted(style, errors)}`;
}

/** Anything else could have line breaks, or codes for the terminal. */
const isPlain = /^[\w./:@-]+$/;

/** Fields of every line, which say nothing about the event. */
const usual = ['level', 'time', 'service', 'msg', 'reqId', 'number'];

function details(line: Line): string[] {
  return Object.entries(line)
    .filter(([name]) => !usual.includes(name))
    .map(
      ([name, value]) => `${name}=${typeof value === 'string' && isPlain.test(value) ? value : JSON.stringify(value)}`,
    );
}
