import { describe, expect, it } from '@jest/globals';
import { RedisState } from '../../src/redis/connect.js';
import { ReplyGuard } from '../../src/redis/reply-guard.js';
import fc from 'fast-check';

describe('the state of Redis in the log', () => {
  function watched() {
    const lines: string[] = [];
    const fields: unknown[] = [];
    let now = 0;
    const logger = {
      warn: (warned: unknown) => {
        fields.push(warned);
        lines.push('failing');
      },
      info: () => lines.push('back'),
    };
    const state = new RedisState(logger, 'redis.example:6379', () => now);
    const pass = (ms: number): void => void (now += ms);
    const works = (): Promise<unknown> => state.watch('count', () => Promise.resolve(1));
    const fails = (error: Error, afterMs = 0): Promise<unknown> =>
      state
        .watch('count', () => {
          pass(afterMs);
          return Promise.reject(error);
        })
        .catch(() => undefined);
    return { state, lines, fields, pass, works, fails };
  }
  const replied = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });

  it('is one line when it starts to fail and one when nothing has failed for ten seconds', async () => {
    const { lines, pass, works, fails } = watched();
    await works();
    for (let count = 0; count < 100; count += 1) {
      await fails(replied('WRONGTYPE Operation against a key'));
      await works();
      pass(9_999);
    }
    expect(lines).toEqual(['failing']);
    pass(1);
    await works();
    await works();
    expect(lines).toEqual(['failing', 'back']);
  });

  it('is good again with the first count after Redis was connected again', async () => {
    const { state, lines, works } = watched();
    state.lost(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    state.connected();
    expect(lines).toEqual(['failing']);
    await works();
    expect(lines).toEqual(['failing', 'back']);
  });

  it('says how long a command took, and how long a connection lasted', async () => {
    const command = watched();
    command.state.opened();
    await command.fails(new Error('Command timed out'), 250);
    expect(command.fields).toEqual([{ reason: 'TIMEOUT', host: 'redis.example:6379', sent: true, durationMs: 250 }]);
    const connection = watched();
    connection.pass(1000);
    connection.state.connecting();
    connection.pass(2000);
    connection.state.lost(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    expect(connection.fields).toMatchObject([{ reason: 'ETIMEDOUT', sent: false, durationMs: 2000 }]);
  });

  it('waits for the reason of a connection that is being opened', async () => {
    const { state, fields, fails } = watched();
    state.connecting();
    await fails(new Error("Stream isn't writeable and enableOfflineQueue options is false"));
    expect(fields).toEqual([]);
    state.lost(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    expect(fields).toMatchObject([{ reason: 'ETIMEDOUT', sent: false }]);
  });

  it.each([
    ["Stream isn't writeable and enableOfflineQueue options is false", 'CONNECTION_CLOSED', false],
    ['Connection is closed.', 'CONNECTION_CLOSED', true],
    ['Command aborted due to connection close', 'CONNECTION_CLOSED', true],
    ["Socket timeout. Expecting data, but didn't receive any in 1000ms.", 'TIMEOUT', true],
    ['anything with redis-secret in it', 'UNKNOWN', true],
  ])('%s is %s', async (message, reason, sent) => {
    const { state, fields, fails } = watched();
    state.opened();
    await fails(new Error(message));
    expect(fields).toMatchObject([{ reason, sent }]);
  });
});

describe('the guard of replies', () => {
  const line = fc.stringMatching(/^[ -~]{0,40}$/);
  const text = fc.string({ maxLength: 200 }).map((value) => `$${Buffer.byteLength(value)}\r\n${value}\r\n`);
  const single = fc.oneof(
    line.map((value) => `+${value}\r\n`),
    line.map((value) => `-${value}\r\n`),
    fc.integer().map((value) => `:${value}\r\n`),
    text,
  );
  const list = fc
    .array(fc.oneof(single, fc.constant('$-1\r\n')), { maxLength: 9 })
    .map((members) => `*${members.length}\r\n${members.join('')}`);
  const replies = fc.array(fc.oneof(single, list), { maxLength: 20 }).map((all) => Buffer.from(all.join('')));
  const chunksOf = (bytes: Buffer, size: number): Buffer[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );

  it('accepts any replies in any pieces', () => {
    fc.assert(
      fc.property(replies, fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        const guard = new ReplyGuard();
        return chunksOf(bytes, size).every((chunk) => guard.accepts(chunk));
      }),
    );
  });

  it('accepts nothing else after them', () => {
    const strange = fc.constantFrom(
      '>1\r\n',
      '_\r\n',
      '$-1\r\n',
      '*-1\r\n',
      '*10\r\n',
      '$1000000\r\n',
      '*1\r\n*0\r\n',
      ':a\r\n',
    );
    fc.assert(
      fc.property(replies, strange, fc.integer({ min: 1, max: 50 }), (bytes, end, size) => {
        const guard = new ReplyGuard();
        return !chunksOf(Buffer.concat([bytes, Buffer.from(end)]), size).every((chunk) => guard.accepts(chunk));
      }),
    );
  });
});
