/** Graph's messages are untrusted text of any length: what remains of them, and that it takes little time. */
import { cut } from '../../src/core/cut.js';
import { describe, expect, it } from '@jest/globals';
import { cleanWords, readGraphErrorBody } from '../../src/graph/graph-words.js';

describe('words of Graph', () => {
  it.each<[string, string, string | null]>([
    ['an operation id', 'No rights - Operation ID (for customer support): 0000', 'No rights'],
    ['an operation id behind line breaks', 'No rights\r\n -\r\n Operation ID (x): 1', 'No rights'],
    ['markup', 'a <b onclick="x">c</b> d', 'a c d'],
    ['an address', 'see https://fef.msua08.manage.microsoft.com/a?b=c now', 'see now'],
    ['a host', 'from fef.msua08.manage.microsoft.com/DeviceFE now', 'from now'],
    ['a token', 'with eyJhbGciOi.J9.x-y_z now', 'with now'],
    ['control characters and half a pair', 'a\u0000\u001b\u202e\ud800b', 'a b'],
    [
      'a stack of .NET',
      'It failed.\r\n   at Microsoft.Graph.Foo.Bar[T](String a, Int32 b) in D:\\a\\1\\Foo.cs:line 7',
      'It failed.',
    ],
    ['a stack of a closure', 'It failed. at A.B.<>c__DisplayClass4_0.<Run>b__0(Object o)', 'It failed.'],
    ['an inner exception', 'It failed. ---> System.Net.WebException: refused', 'It failed.'],
    ['a stack of JavaScript', 'It failed. at async Object.run (/srv/app/index.js:1:2)', 'It failed.'],
    ['a stack of Python', 'It failed. Traceback (most recent call last): File "a.py"', 'It failed.'],
    ['the type of an exception', 'System.NullReferenceException: Object reference not set', 'Object reference not set'],
    ['an internal type', 'Cannot cast to Microsoft.Management.Services.Foo now', 'Cannot cast to now'],
    ['paths of files', 'see D:\\a\\b.cs and \\\\host\\share\\c and /srv/app/d.js now', 'see and and now'],
    ['keys', `with ${'aZ09'.repeat(10)} now`, 'with now'],
    ['a page', '<!DOCTYPE html><html>a</html>', null],
    ['nothing', ' \u200b ', null],
  ])('lose %s', (_what, message, words) => {
    expect(cleanWords(message)).toBe(words);
  });

  it.each([
    'Application must have one of the following scopes: DeviceManagementConfiguration.ReadWrite.All',
    'Try it at least (3) times at once (or more).',
    'The value 5f0b2c1a-1111-4222-8333-444455556666 is not valid.',
    "Resource not found for the segment 'macOSSoftwareUpdateAccountSummaries'.",
    'Either a/b or c.d (e) at f (g).',
  ])('stay: %s', (message) => {
    expect(cleanWords(message)).toBe(message);
  });

  // Each of these took seconds to hours while a pattern could see all 64 KiB.
  it.each([
    ' ',
    '\n - ',
    '<',
    'a',
    'a.',
    'a-',
    'https:',
    'Operation ',
    'eyJ',
    '\u200b',
    ' at a.b',
    'at ',
    'a.b (',
    ' /a/',
    '\\\\',
    'System.',
    '---> ',
  ])('are rejected quickly when they repeat %j for 64 KiB', (part) => {
    const message = part.repeat(Math.ceil(65_536 / part.length));
    for (const text of [message, `${message}x`, `x ${message}`]) {
      expect((cleanWords(text) ?? '').length).toBeLessThanOrEqual(300);
    }
  });

  it('end with a whole word outside of markup when they are too long to be read', () => {
    const host = 'fef.internal.microsoft.com';
    for (let length = 1990; length < 2060; length += 1) {
      expect(
        cleanWords(`${'<i>'.repeat(10)}${' '.repeat(3)}${'<b>'.repeat(length / 3)} ${host} `.repeat(9)) ?? '',
      ).not.toMatch(/fef|<|microsoft/);
    }
  });

  it('are not cut inside a surrogate pair', () => {
    expect(cleanWords(`${'a'.repeat(299)}🍎`)).toBe('a'.repeat(299));
    expect(cut('🍎🍎', 3)).toBe('🍎');
  });

  it('are not mistaken for inherited properties', () => {
    const json = '{"error":{"code":"a","message":"b","innerError":{"__proto__":{"request-id":"c"},"constructor":"d"}}}';
    const body = readGraphErrorBody(JSON.parse(json));
    expect(body?.innerError['request-id']).toBeUndefined();
    expect(({} as Record<string, unknown>)['request-id']).toBeUndefined();
  });
});

describe('codes of Graph', () => {
  const codeOf = (code: unknown): string | null | undefined => readGraphErrorBody({ error: { code } })?.code;

  it.each(['TooManyRequests', 'No method match route template', 'UnknownError', 'Request_BadRequest', 'a.b-c', 'A1'])(
    '%s: is returned',
    (code) => {
      expect(codeOf(code)).toBe(code);
    },
  );

  it.each<[string, unknown]>([
    ['a number', 7],
    ['markup', '<b>Forbidden</b>'],
    ['line breaks', 'Forbidden\r\nx'],
    ['a host', 'fef.msua08.manage.microsoft.com'],
    ['a stack', 'at Microsoft.Graph.Foo.Bar()'],
    ['an exception', 'System.NullReferenceException'],
    ['a sentence', 'It failed: sorry'],
    ['101 characters', 'a'.repeat(101)],
    ['nothing', ''],
    ['a key', 'aZ09'.repeat(12)],
  ])('%s: is not returned, not even a part of it', (_what, code) => {
    expect(codeOf(code)).toBeNull();
  });
});
