/** Graph's words are untrusted text of any length: what is left of them, and that it costs no time. */
import { describe, expect, it } from '@jest/globals';
import { cleanWords, cut, readGraphErrorBody } from '../../src/graph/graph-words.js';

describe('words of Graph', () => {
  it.each<[string, string, string | null]>([
    ['an operation id', 'No rights - Operation ID (for customer support): 0000', 'No rights'],
    ['an operation id behind line breaks', 'No rights\r\n -\r\n Operation ID (x): 1', 'No rights'],
    ['markup', 'a <b onclick="x">c</b> d', 'a c d'],
    ['an address', 'see https://fef.msua08.manage.microsoft.com/a?b=c now', 'see now'],
    ['a host', 'from fef.msua08.manage.microsoft.com/DeviceFE now', 'from now'],
    ['a token', 'with eyJhbGciOi.J9.x-y_z now', 'with now'],
    ['control characters and half a pair', 'a\u0000\u001b\u202e\ud800b', 'a b'],
    ['a page', '<!DOCTYPE html><html>a</html>', null],
    ['nothing', ' \u200b ', null],
  ])('lose %s', (_what, message, words) => {
    expect(cleanWords(message)).toBe(words);
  });

  // Each of these took seconds to hours while a pattern could look at all 64 KiB.
  it.each([' ', '\n - ', '<', 'a', 'a.', 'a-', 'https:', 'Operation ', 'eyJ', '\u200b'])(
    'are read at once when they repeat %j for 64 KiB',
    (part) => {
      const message = part.repeat(Math.ceil(65_536 / part.length));
      for (const text of [message, `${message}x`, `x ${message}`]) {
        expect((cleanWords(text) ?? '').length).toBeLessThanOrEqual(300);
      }
    },
  );

  it('end with a whole word outside of markup when they are too long to be read', () => {
    const host = 'fef.internal.microsoft.com';
    for (let length = 1990; length < 2060; length += 1) {
      expect(
        cleanWords(`${'<i>'.repeat(10)}${' '.repeat(3)}${'<b>'.repeat(length / 3)} ${host} `.repeat(9)) ?? '',
      ).not.toMatch(/fef|<|microsoft/);
    }
  });

  it('are not cut inside of a surrogate pair', () => {
    expect(cleanWords(`${'a'.repeat(299)}🍎`)).toBe('a'.repeat(299));
    expect(cut('🍎🍎', 3)).toBe('🍎');
  });

  it('stay apart from what objects inherit', () => {
    const json = '{"error":{"code":"a","message":"b","innerError":{"__proto__":{"request-id":"c"},"constructor":"d"}}}';
    const body = readGraphErrorBody(JSON.parse(json));
    expect(body?.innerError['request-id']).toBeUndefined();
    expect(({} as Record<string, unknown>)['request-id']).toBeUndefined();
  });
});
