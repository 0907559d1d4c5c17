import { describe, expect, it, jest } from '@jest/globals';
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

  it('is checked while it fails, so that it is good again without a request', async () => {
    jest.useFakeTimers();
    try {
      const { state, lines, pass, works, fails } = watched();
      const tenSeconds = async (): Promise<void> => {
        pass(10_000);
        jest.advanceTimersByTime(10_000);
        // Until the check's promise has settled.
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      };
      const checks: string[] = [];
      let check = (): Promise<unknown> => fails(replied('OOM command not allowed'));
      state.check = () => {
        checks.push('check');
        return check();
      };
      await works();
      await tenSeconds();
      expect(checks).toEqual([]);
      await check();
      await tenSeconds();
      check = works;
      expect([checks.length, state.isUp]).toEqual([1, false]);
      await tenSeconds();
      expect([checks.length, state.isUp, lines]).toEqual([2, true, ['failing', 'back']]);
      await tenSeconds();
      expect(checks).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
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
    ["Cluster isn't ready and enableOfflineQueue options is false", 'CONNECTION_CLOSED', false],
    ['None of startup nodes is available', 'NO_NODE', true],
    ['Too many Cluster redirections. Last error: ReplyError: CLUSTERDOWN The cluster is down', 'CLUSTERDOWN', true],
    ['Too many Cluster redirections. Last error: Error: Connection is closed.', 'CONNECTION_CLOSED', true],
    ['Too many Cluster redirections. Last error: redis-secret', 'UNKNOWN', true],
    ['All sentinels are unreachable. Retrying from scratch after 10ms.', 'UNKNOWN_MASTER', true],
    [
      'All sentinels are unreachable. Retrying from scratch after 10ms. Last error: ERR No such master with that name',
      'UNKNOWN_MASTER',
      true,
    ],
    [
      'All sentinels are unreachable. Retrying from scratch after 10ms. Last error: connect ECONNREFUSED 10.0.0.1:1',
      'ECONNREFUSED',
      true,
    ],
    [
      'All sentinels are unreachable. Retrying from scratch after 10ms. Last error: WRONGPASS invalid username-password pair',
      'WRONGPASS',
      true,
    ],
    ['All sentinels are unreachable. Retrying from scratch after 10ms. Last error: Command timed out', 'TIMEOUT', true],
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

  const guardedBy = (conversation: 'sentinel' | 'slots', ...bytes: readonly string[]): boolean => {
    const guard = new ReplyGuard(conversation);
    return bytes.every((each) => guard.accepts(Buffer.from(each)));
  };
  const node = '*4\r\n$9\r\n127.0.0.1\r\n:7000\r\n$2\r\nid\r\n*2\r\n$8\r\nhostname\r\n$1\r\na\r\n';
  const unnamed = '*4\r\n$-1\r\n:7000\r\n$2\r\nid\r\n*0\r\n';

  it('accepts the map of slots, and no other depth of lists', () => {
    const ranges = `*2\r\n*3\r\n:0\r\n:100\r\n${node}*4\r\n:101\r\n:16383\r\n${node}${unnamed}`;
    expect(guardedBy('slots', '+OK\r\n', ranges, '-ERR no cluster\r\n', '*0\r\n', ranges)).toBe(true);
    for (const other of [
      '$-1\r\n',
      '*-1\r\n',
      '*1\r\n:1\r\n',
      '*1\r\n*3\r\n:0\r\n:1\r\n$-1\r\n',
      '*1\r\n*3\r\n:0\r\n:9223372036854775807\r\n',
      `*1\r\n*3\r\n:0\r\n:1\r\n*1\r\n*1\r\n*1\r\n`,
    ]) {
      expect([other, guardedBy('slots', ranges, other)]).toEqual([other, false]);
    }
  });

  it('accepts what Sentinels reply, also that they do not know the master', () => {
    const address = '*2\r\n$9\r\n127.0.0.1\r\n$4\r\n6379\r\n';
    const sentinels = `*2\r\n${'*4\r\n$4\r\nname\r\n$1\r\na\r\n$4\r\nport\r\n$1\r\n1\r\n'.repeat(2)}`;
    const message = '*3\r\n$7\r\nmessage\r\n$14\r\n+switch-master\r\n$1\r\na\r\n';
    expect(guardedBy('sentinel', '+OK\r\n', address, sentinels, '*-1\r\n', message)).toBe(true);
    for (const other of ['$-1\r\n', '_\r\n', ':1\r\n', '*1\r\n*1\r\n*1\r\n', '>1\r\n']) {
      expect([other, guardedBy('sentinel', address, other)]).toEqual([other, false]);
    }
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
