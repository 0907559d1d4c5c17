/** The lines that `npm start` prints for the events of the log. */
import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { readableLog } from '../../src/demo/readable-log.js';
import { createLogger } from '../../src/telemetry/logger.js';

function printed(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const out = new PassThrough();
  log(createLogger('info', readableLog(out as unknown as NodeJS.WriteStream)));
  return String(out.read());
}

const request = { method: 'POST', path: '/graphql', status: 200, durationMs: 51.3 };

it.each<[string, object, string]>([
  ['an operation with a name', { operation: 'Create', fields: ['a'] }, 'POST Create 200 52 ms\n'],
  ['one without', { fields: ['one', 'two'] }, 'POST one, two 200 52 ms\n'],
  ['a request without an operation', { method: 'GET' }, 'GET /graphql 200 52 ms\n'],
  ['calls to Graph', { operation: 'List', graphCalls: 1 }, 'POST List 200 52 ms, 1 call to Graph\n'],
  ['errors', { operation: 'List', graphCalls: 3, codes: ['A', 'B'] }, 'POST List 200 52 ms, 3 calls to Graph: A, B\n'],
  ['a client that has left', { operation: 'List', callerLeft: true }, 'POST List 200 52 ms, the client has left\n'],
])('%s', (_what, fields, line) => {
  expect(printed((logger) => logger.info({ ...request, ...fields }, 'answered'))).toBe(line);
});

it('a warning has its fields, quoted where they are not plain words', () => {
  const fields = { code: 'GRAPH_TIMEOUT', reason: 'a\u001b[2Jb\nc', graph: { status: 504 }, reqId: 'r', number: 1 };
  expect(printed((logger) => logger.warn(fields, 'Graph call failed'))).toBe(
    'warn Graph call failed code=GRAPH_TIMEOUT reason="a\\u001b[2Jb\\nc" graph={"status":504}\n',
  );
});

it('what is less severe than the level is not printed', () => {
  expect(printed((logger) => logger.debug({}, 'answered'))).toBe('null');
});
