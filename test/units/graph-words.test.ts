/** Graph's messages are untrusted text of any length: what remains of them, and that it takes little time. */
import { cut } from '../../src/core/cut.js';
import { describe, expect, it } from '@jest/globals';
import { cleanWords, readGraphErrorBody, readWords, type GraphErrorBody } from '../../src/graph/graph-words.js';

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
    ['a stack that continues', 'It failed. --- End of stack trace from previous location ---', 'It failed.'],
    ['a stack of Java', 'It failed. at com.example.Foo$Bar.run(Foo.java:7)', 'It failed.'],
    ['an exception of a library', 'Contoso.Data.StorageException: It is full', 'It is full'],
    ['an error of a library', 'azure.core.HttpError refused it', 'refused it'],
    ['a word of 40 characters', `with ${'a1'.repeat(20)} now`, 'with now'],
    ['a word of 40 characters that ends with letters', `with ${'1'.repeat(20)}${'a'.repeat(20)} now`, 'with now'],
    ['an address of numbers', 'http://10.0.0.1:8080/a?b=c now', 'now'],
    ['an operation id right behind a sentence', 'No rights.Operation ID: 1', 'No rights.'],
    ['a tag between words', 'a<br>b', 'a b'],
    ['a tag that is open', 'a <b onclick="x"> c', 'a c'],
    ['spaces around', '  a  ', 'a'],
    ['a page', '<!DOCTYPE html><html>a</html>', null],
    ['a page without a type', 'It is <html lang="en">a', null],
    ['the head of a page', '< HEAD>a', null],
    ['the body of a page', 'a<\nbody>b', null],
    ['nothing', ' \u200b ', null],
    ['what says nothing', 'An error has occurred.', null],
    ['what says as little', 'an error occurred', null],
    ['what is unknown', 'Unknown error...', null],
    ['the word alone', 'Error', null],
    ['a stop', '.', null],
  ])('lose %s', (_what, message, words) => {
    expect(cleanWords(message)).toBe(words);
  });

  it.each([
    'Application must have one of the following scopes: DeviceManagementConfiguration.ReadWrite.All',
    'Try it at least (3) times at once (or more).',
    'The value 5f0b2c1a-1111-4222-8333-444455556666 is not valid.',
    "Resource not found for the segment 'macOSSoftwareUpdateAccountSummaries'.",
    'Either a/b or c.d (e) at f (g).',
    'An error has occurred while the report was read.',
    'This is an unknown error',
    `The word ${'a'.repeat(60)} is long.`,
    `The word ${'a1'.repeat(19)}b has 39 characters.`,
    'The heading <= 7 is a <',
    'Use eq, not Equals, in a:b.',
    'The system (Microsoft) is busy.',
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

  it.each(['com', 'net', 'org', 'io', 'us', 'cn', 'de', 'local', 'internal'])('lose a host in .%s', (domain) => {
    expect(cleanWords(`from a-1.example.${domain}:443/path now`)).toBe('from now');
  });

  it('have 300 characters at most', () => {
    expect(cleanWords('word '.repeat(60).trim())).toHaveLength(299);
    expect((cleanWords('word '.repeat(61)) ?? '').length).toBeLessThanOrEqual(300);
  });

  it('are kept as they were said next to what is left of them', () => {
    const said = 'a <b>c</b> from fef.example.com';
    expect(readWords(`${said}\r\n - Operation ID: 1`)).toEqual({ said, clean: 'a c from' });
    expect(readWords('<html>a')).toEqual({ clean: null });
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

  it.each([
    'TooManyRequests',
    'No method match route template',
    'UnknownError',
    'Request_BadRequest',
    'a.b-c',
    'A1',
    'a'.repeat(100),
  ])('%s: is returned', (code) => {
    expect(codeOf(code)).toBe(code);
  });

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

describe('an error body', () => {
  const bodyOf = (error: unknown): GraphErrorBody | undefined => readGraphErrorBody({ error });
  const wrapped = (inner: unknown): Record<string, unknown> => ({ code: 'Outer', message: JSON.stringify(inner) });
  const none = { phrase: null, innerError: {}, retryAfter: null, innerCode: null, challenge: undefined };

  it.each<[value: unknown]>([
    [undefined],
    [null],
    ['error'],
    [[]],
    [{}],
    [{ error: null }],
    [{ error: 'a' }],
    [{ error: [] }],
  ])('is not %j', (value) => {
    expect(readGraphErrorBody(value)).toBeUndefined();
  });

  it.each<[error: Record<string, unknown>, body: GraphErrorBody]>([
    [
      { code: 'NotFound', message: 'It is gone.' },
      { ...none, code: 'NotFound', words: { said: 'It is gone.', clean: 'It is gone.' }, raw: 'NotFound It is gone.' },
    ],
    [{}, { ...none, code: null, words: { said: '', clean: null }, raw: ' ' }],
    [
      { code: 7, message: 7 },
      { ...none, code: null, words: { said: '', clean: null }, raw: ' ' },
    ],
  ])('of %j is read', (error, body) => {
    expect(bodyOf(error)).toStrictEqual(body);
  });

  it('is known by 64 KiB of its text', () => {
    expect(bodyOf({ code: 'a', message: 'b'.repeat(70_000) })?.raw).toBe(`a ${'b'.repeat(65_534)}`);
  });

  it.each<[what: string, inner: unknown, read: Partial<GraphErrorBody>]>([
    ['words', { Message: 'No rights' }, { words: { said: 'No rights', clean: 'No rights' } }],
    ['words in small letters', { message: 'No rights' }, { words: { said: 'No rights', clean: 'No rights' } }],
    ['two words', { message: 'b', Message: 'a' }, { words: { said: 'a', clean: 'a' } }],
    ['words that are not text', { Message: 7 }, { words: { said: '', clean: null } }],
    ['a hint', { CustomApiErrorPhrase: 'FeatureDisabled' }, { phrase: 'FeatureDisabled' }],
    ['a hint that is empty', { CustomApiErrorPhrase: '' }, { phrase: null }],
    ['a code', { ErrorCode: 'Forbidden' }, { innerCode: 'Forbidden', code: 'Outer' }],
    ['a code that is not text', { ErrorCode: 403 }, { innerCode: null }],
    ['a time to wait', { RetryAfter: 30 }, { retryAfter: '30' }],
    ['no time to wait', { RetryAfter: 0 }, { retryAfter: '0' }],
    ['a time as a text', { RetryAfter: '30' }, { retryAfter: '30' }],
    ['a time that is none', { RetryAfter: true }, { retryAfter: null }],
    ['headers', { HttpHeaders: '{"WWW-Authenticate":"Bearer"}' }, { challenge: 'Bearer' }],
    ['headers in small letters', { HttpHeaders: '{"a":"b","www-authenticate":"Bearer"}' }, { challenge: 'Bearer' }],
    ['a header twice', { HttpHeaders: '{"WWW-Authenticate":["Basic","Bearer"]}' }, { challenge: 'Basic, Bearer' }],
    ['a header without a value', { HttpHeaders: '{"WWW-Authenticate":[]}' }, { challenge: undefined }],
    ['a header that is not text', { HttpHeaders: '{"WWW-Authenticate":["Bearer",7]}' }, { challenge: undefined }],
    ['other headers', { HttpHeaders: '{"Retry-After":"7"}' }, { challenge: undefined }],
    ['headers that are not text', { HttpHeaders: { 'WWW-Authenticate': 'Bearer' } }, { challenge: undefined }],
    ['headers that are not JSON', { HttpHeaders: 'Bearer' }, { challenge: undefined }],
    ['headers that are a list', { HttpHeaders: '["Bearer"]' }, { challenge: undefined }],
  ])('with JSON in its message that holds %s is unwrapped', (_what, inner, read) => {
    expect(bodyOf(wrapped(inner))).toMatchObject(read);
    expect(bodyOf(wrapped({ Message: JSON.stringify(inner) }))).toMatchObject(read);
    expect(bodyOf({ code: 'Outer', message: ` \n${JSON.stringify(inner)}` })).toMatchObject(read);
  });

  it('with JSON in JSON has what the inner one holds, and otherwise what the outer one does', () => {
    const all = (name: string): Record<string, unknown> => ({
      CustomApiErrorPhrase: `phrase ${name}`,
      ErrorCode: `code ${name}`,
      RetryAfter: name,
      HttpHeaders: JSON.stringify({ 'WWW-Authenticate': name }),
    });
    const readAs = (name: string): Partial<GraphErrorBody> => ({
      phrase: `phrase ${name}`,
      innerCode: `code ${name}`,
      retryAfter: name,
      challenge: name,
    });
    expect(bodyOf(wrapped({ ...all('a'), Message: JSON.stringify(all('b')) }))).toMatchObject(readAs('b'));
    expect(bodyOf(wrapped({ ...all('a'), Message: '{"Message":"c"}' }))).toMatchObject(readAs('a'));
    // Truncated JSON has no words, but what was read before stays.
    expect(bodyOf(wrapped({ ...all('a'), Message: '{"Mess' }))).toMatchObject({
      ...readAs('a'),
      words: { said: '', clean: null },
    });
  });

  it('is unwrapped four times', () => {
    let message = 'No rights';
    for (let level = 0; level < 4; level += 1) message = JSON.stringify({ Message: message });
    expect(bodyOf({ message })?.words.clean).toBe('No rights');
  });

  it('has no words when its JSON is larger than 64 KiB', () => {
    const message = (length: number): string => '{"Message":"a"}'.padEnd(length);
    expect(bodyOf({ message: message(65_536) })?.words.clean).toBe('a');
    expect(bodyOf({ message: message(65_537) })?.words.clean).toBeNull();
  });

  it('that is a JSON list is words', () => {
    expect(bodyOf({ message: '[1]' })?.words.clean).toBe('[1]');
  });

  it.each<[what: string, error: Record<string, unknown>, innerError: Record<string, unknown>]>([
    ['one', { innerError: { date: 'a' } }, { date: 'a' }],
    ['one in small letters', { innererror: { date: 'a' } }, { date: 'a' }],
    ['one that is none', { innerError: 'a' }, {}],
    [
      'one in another, where the outer one counts',
      { innerError: { date: 'a', innererror: { date: 'b', code: 'c' } } },
      { date: 'a', code: 'c' },
    ],
    [
      'four in each other',
      { innerError: { a: 1, innerError: { b: 2, innerError: { c: 3, innererror: { d: 4 } } } } },
      { a: 1, b: 2, c: 3, d: 4 },
    ],
  ])('with inner errors has their members: %s', (_what, error, innerError) => {
    expect(bodyOf(error)?.innerError).toMatchObject(innerError);
  });

  it('has the members of four inner errors at most', () => {
    let error: Record<string, unknown> = {};
    for (let level = 5; level > 0; level -= 1) error = { innerError: { [`at${level}`]: level, ...error } };
    expect(Object.keys(bodyOf(error)?.innerError ?? {})).toEqual(['at1', 'innerError', 'at2', 'at3', 'at4']);
  });
});
