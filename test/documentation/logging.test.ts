/** docs/logging.md has a row for every event, with its level and its sentence. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import * as events from '../../src/telemetry/events.js';

const { libraryLog, ...functions } = events;

/** Calls every event, and returns what it logged. Some are counted only. */
function logged(): string[] {
  return Object.values(functions).flatMap((event) => {
    const lines: string[] = [];
    const log = Object.fromEntries(
      (['debug', 'info', 'warn', 'error', 'fatal'] as const).map((level) => [
        level,
        (_fields: object, message: string) => void lines.push(`${level} | ${message}`),
      ]),
    ) as unknown as events.EventLog;
    (event as (log: events.EventLog, fields: object) => void)(log, {});
    expect(lines.length).toBeLessThanOrEqual(1);
    return lines;
  });
}

it('docs/logging.md lists every event with its level, and no other line', () => {
  const rows = [...readFileSync('docs/logging.md', 'utf8').matchAll(/^\| (\w+) +\| (.+?) +\|/gm)]
    .map(([, level, message]) => `${level} | ${message}`)
    .filter((row) => !['level | message', 'field | meaning'].includes(row));
  expect(rows.toSorted()).toEqual(logged().toSorted());
  expect(rows.length).toBeGreaterThan(25);
});

it("a library's own words keep their level", () => {
  const lines: unknown[] = [];
  const log = { debug: lines, info: lines, warn: lines, error: lines, fatal: lines };
  const recording = Object.fromEntries(
    Object.keys(log).map((level) => [level, (_fields: object, message: string) => void lines.push([level, message])]),
  ) as unknown as events.EventLog;
  const library = libraryLog(recording);
  for (const level of ['debug', 'info', 'warn', 'error'] as const) library[level](`a ${level}`);
  expect(lines).toEqual(['debug', 'info', 'warn', 'error'].map((level) => [level, `a ${level}`]));
});

it('docs/running.md says what to do about each warning and each error', () => {
  const [, runbook = ''] = readFileSync('docs/running.md', 'utf8').split('| the log says');
  const rows = [...(runbook.split('\n\n')[0] ?? '').matchAll(/^\| (.+?) +\|/gm)].map(([, message]) => message);
  const serious = logged()
    .filter((row) => /^(?:warn|error|fatal) /.test(row))
    .map((row) => row.replace(/^\w+ \| /, ''));
  expect(rows.slice(1).toSorted()).toEqual(serious.toSorted());
});
