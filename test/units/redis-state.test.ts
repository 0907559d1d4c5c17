import { describe, expect, it } from '@jest/globals';
import { RedisState } from '../../src/redis/connect.js';
import { ReplyGuard } from '../../src/redis/reply-guard.js';
import fc from 'fast-check';

describe('the state of Redis in the log', () => {
  function watched(): { state: RedisState; lines: string[]; pass: (ms: number) => void } {
    const lines: string[] = [];
    let now = 0;
    const logger = { warn: () => lines.push('failing'), info: () => lines.push('back') };
    return { state: new RedisState(logger, () => now), lines, pass: (ms) => (now += ms) };
  }

  it('is one line when it starts to fail and one when nothing has failed for ten seconds', () => {
    const { state, lines, pass } = watched();
    state.worked();
    for (let count = 0; count < 100; count += 1) {
      state.failed('WRONGTYPE');
      state.worked();
      pass(9_999);
    }
    expect(lines).toEqual(['failing']);
    pass(1);
    state.worked();
    state.worked();
    expect(lines).toEqual(['failing', 'back']);
  });

  it('is good again with the first count after Redis was connected again', () => {
    const { state, lines } = watched();
    state.failed('ECONNRESET');
    state.connected();
    expect(lines).toEqual(['failing']);
    state.worked();
    expect(lines).toEqual(['failing', 'back']);
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
