import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { auditLogOf } from '../../src/telemetry/audit-line.js';
import { createLogger } from '../../src/telemetry/logger.js';

it('writes the time in each line of the log, in UTC to the millisecond', () => {
  const sink = new PassThrough();
  const logger = createLogger('info', sink);
  const before = Date.now();
  for (const line of ['one', 'two', 'three']) logger.info(line);
  const after = Date.now();

  const lines = String(sink.read()).trim().split('\n');
  const times = lines.map((line) => (JSON.parse(line) as { time: string }).time);
  expect(times).toHaveLength(3);
  for (const time of times) {
    expect(new Date(time).toISOString()).toBe(time);
    expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(time)).toBeLessThanOrEqual(after);
  }
});

it.each(['silent', 'fatal', 'info'])('writes lines of the audit if LOG_LEVEL is %s', (level) => {
  const sink = new PassThrough();
  auditLogOf(createLogger(level, sink)).info('a line');
  expect(JSON.parse(String(sink.read()))).toMatchObject({ level: 'info', log: 'audit', msg: 'a line' });
});
