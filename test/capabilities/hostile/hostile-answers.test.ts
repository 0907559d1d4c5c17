/**
 * Graph's responses are untrusted: size, shape and every value. Nothing crashes, nothing is invented, no token is
 * returned.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { always, batchAnswer, gatewayOverAnswers, type HostileGraph } from '../../support/hostile-graph.js';
import * as operations from '../../support/operations.js';
import { codesOf, faultOf, without, type ClientOperation } from '../../support/operations.js';
import { referenceExample, token, type Answer } from '../../support/start.js';

let gateway: HostileGraph;
beforeAll(async () => {
  gateway = await gatewayOverAnswers();
});
afterAll(() => gateway.stop());
const send = ({ query, variables }: ClientOperation): Promise<Answer> => gateway.send(query, variables);

const good = { id: 'a', ...referenceExample };
const { readOne, list, orderedList, children, batch, create, update, bulk, reads, writes } = operations;

// Whatever happened before, the gateway answers a plain request afterwards.
afterEach(async () => {
  gateway.answers(always(200, JSON.stringify(good)));
  expect((await send(readOne)).json.errors).toBeUndefined();
});

/** Read by the same code for every operation, and slow to make. */
const huge: [string, string][] = [
  ['11 MiB', `{"id":"${'a'.repeat(11 * 1024 * 1024)}"}`],
  ['100,000 nested lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['100,000 nested objects', `${'{"value":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['2,000,000 open brackets', '['.repeat(2_000_000)],
  ['a million members', `{${Array.from({ length: 300_000 }, (_, index) => `"k${index}":0`).join(',')}}`],
];
const small: [string, string | Buffer][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1e400'],
  ['a text', '"a"'],
  ['an empty list', '[]'],
  ['a list of lists', '[[[]]]'],
  ['an empty object', '{}'],
  ['HTML', '<!DOCTYPE html><html></html>'],
  ['JSON in UTF-16', Buffer.from(JSON.stringify(good), 'utf16le')],
  ['JSON with a byte that UTF-8 does not have', Buffer.from(JSON.stringify(good).replace('Device', '\xff'), 'latin1')],
  ['JSON behind the JSON', `${JSON.stringify(good)}{}`],
  ['a number as its id', '{"id":7}'],
  ['an empty id', '{"id":""}'],
  ['an id that objects inherit', '{"__proto__":{"id":"a"}}'],
  ['an error with status 200', '{"error":{"code":"a","message":"b"}}'],
  ['a value of null', '{"value":null}'],
  ['a value that is an object', '{"value":{"length":3}}'],
  ['a value that is a text', '{"value":"abc"}'],
  ['responses that are not a list', '{"responses":{"0":{}}}'],
];

describe('a success of', () => {
  const expectNoData = async (operation: ClientOperation): Promise<void> => {
    const answer = await send(operation);
    expect(faultOf(answer)).toBeUndefined();
    expectRefused(answer, { code: reads.includes(operation) ? 'GRAPH_BAD_RESPONSE' : 'OUTCOME_UNKNOWN' });
    expect(Object.values(answer.json.data ?? {}).filter((value) => value !== null)).toEqual([]);
  };

  it.each(huge)('%s: GRAPH_BAD_RESPONSE for reads, OUTCOME_UNKNOWN for creations', async (_what, text) => {
    gateway.answers(always(200, text));
    await expectNoData(list);
    await expectNoData(create);
  });

  it.each(small)(
    '%s: GRAPH_BAD_RESPONSE for reads, OUTCOME_UNKNOWN for creations, and no data',
    async (_what, text) => {
      gateway.answers(always(200, text));
      for (const operation of [readOne, list, orderedList, batch, create, update]) await expectNoData(operation);
      const { json } = await send(bulk);
      expect(json.data?.['r']).toMatchObject([0, 1].map(() => ({ summary: null, error: { code: 'OUTCOME_UNKNOWN' } })));
    },
  );

  it.each<[string, string]>([
    ['100,000 rows', `[${Array(100_000).fill('{"id":"a"}').join()}]`],
    ['5,000,000 rows that are none', `[${Array(5_000_000).fill('0').join()}]`],
  ])('%s on one page: GRAPH_BAD_RESPONSE', async (_what, rows) => {
    gateway.answers((request, response) =>
      response.end(request.url?.includes('ies/a?') ? '{"id":"a"}' : `{"value":${rows}}`),
    );
    for (const operation of [list, orderedList, children]) {
      expectRefused(await send(operation), { code: 'GRAPH_BAD_RESPONSE' });
    }
  });

  it('5,000,000 children inside their parent: GRAPH_BAD_RESPONSE', async () => {
    const other = await gatewayOverAnswers({ GRAPH_EXPAND: 'nested' });
    const rows = `[${Array(5_000_000).fill('0').join()}]`;
    other.answers(always(200, `{"id":"a","categorySummaries":${rows},"value":[]}`));
    const answer = await other.send(children.query.replace('id updateStateSummaries { id state }', 'id'));
    // The included children are too many for a list, so the list is requested.
    expect(answer.json).toEqual({ data: { r: { id: 'a', categorySummaries: [] } } });
    await other.stop();
  });
});

const wrong = ['null', 'true', '5', '1.5', '2147483648', '1e400', '"a"', '""', '"1"', '[]', '[1]', '{}', '{"id":1}'];
const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

describe('a property of another type', () => {
  it.each(Object.keys(referenceExample))('%s: is right or an error, never changed', async (name) => {
    for (const value of [...wrong, '"\\ud800"', '"\\u0000"', deep]) {
      const rest = without(good, name);
      gateway.answers(always(200, `${JSON.stringify(rest).slice(0, -1)},"${name}":${value}}`));
      const { json } = await gateway.send(`{ r: macOSSoftwareUpdateAccountSummary(id: "a") { ${name} } }`);
      const read = json.data?.['r'] as Record<string, unknown> | null;
      if (json.errors === undefined) expect(read?.[name]).toEqual(JSON.parse(value));
      else expectRefused({ json }, { code: 'GRAPH_BAD_RESPONSE' });
    }
  });

  it('nested 50,000 levels deep, in the properties by which a list is ordered and filtered: no crash', async () => {
    const row = (value: string): string => `{"id":"a","deviceName":${value},"osVersion":${value}}`;
    gateway.answers(always(200, `{"value":[${row(deep)},${row('"b"')},${row('{}')}]}`));
    const answer = await gateway.send(
      '{ r: macOSSoftwareUpdateAccountSummaries(orderBy: [{ field: deviceName }, { field: osVersion }], filter: { not: { osVersion: { startsWith: "x" } } }) { nodes { id } } }',
    );
    expect(faultOf(answer)).toBeUndefined();
    expect(answer.json.data).toEqual({ r: { nodes: [{ id: 'a' }, { id: 'a' }, { id: 'a' }] } });
  });

  it('__proto__ and constructor in a row: no property of anything', async () => {
    gateway.answers(
      always(200, '{"id":"a","__proto__":{"displayName":"x"},"constructor":{"prototype":{"osVersion":"x"}}}'),
    );
    const { json } = await gateway.send(
      '{ r: macOSSoftwareUpdateAccountSummary(id: "a") { id osVersion displayName } }',
    );
    expect(json.data).toEqual({ r: null });
    expect(json.errors?.map(({ path }) => path)).toEqual([['r', 'displayName']]);
    expect(({} as Record<string, unknown>)['displayName']).toBeUndefined();
  });
});

describe('an id that no address can hold', () => {
  it.each<[string, string]>([
    ['two dots', '..'],
    ['two dots in front of a slash', '../x?$a=b#c'],
    ['half of a surrogate pair', '\ud800'],
    ['2,000 characters', 'a'.repeat(2000)],
  ])('%s: is returned unchanged, and its children are an error without a call', async (_what, id) => {
    gateway.answers(always(200, JSON.stringify({ ...good, id })));
    const own = await gateway.send('{ r: macOSSoftwareUpdateAccountSummary(id: "a") { id displayName } }');
    expect(own.json).toEqual({ data: { r: { id, displayName: good.displayName } } });
    const { json } = await send(children);
    expect(json.errors).toMatchObject([
      { path: ['r', 'categorySummaries'], extensions: { code: 'GRAPH_BAD_RESPONSE' } },
    ]);
    expectCalls(gateway.calls, 2);
  });

  it('that is itself an address leads only below its parent', async () => {
    gateway.answers((request, response) =>
      response.end(request.url?.includes('ies/a?') ? JSON.stringify({ id: 'y/x?$a=b#c' }) : '{"value":[]}'),
    );
    await send(children);
    expect(gateway.calls.at(-1)).toMatch(/Summaries\/y%2Fx%3F%24a%3Db%23c\/categorySummaries\?/);
  });
});

describe('the answers inside a batch', () => {
  const row = { status: 200, body: good };
  it.each<[string, string]>([
    ['none', '{"responses":[]}'],
    ['one of two', batchAnswer({ ...row, id: '7' })],
    ['the same id twice', batchAnswer({ ...row, id: '0' }, { ...row, id: '0' })],
    ['ids that are numbers', batchAnswer({ ...row, id: 0 }, { ...row, id: 1 })],
    ['statuses that are texts', batchAnswer({ ...row, status: '201' }, { ...row, status: '200' })],
    ['statuses that are not statuses', batchAnswer({ ...row, status: 20.5 }, { ...row, status: -1 })],
    ['statuses without end', `{"responses":[{"id":"0","status":1e400,"body":{"id":"a"}}]}`],
    ['redirects', batchAnswer({ status: 302, headers: { Location: 'http://127.0.0.1:9/' } }, { status: 307 })],
    ['interim statuses', batchAnswer({ status: 100, body: good }, { status: 199, body: good })],
    ['bodies in base64', batchAnswer({ ...row, body: 'eyJpZCI6ImEifQ==' }, { ...row, body: 'eyJpZCI6ImEifQ==' })],
    ['no bodies', batchAnswer({ status: 201 }, { status: 204 })],
    ['lists in the place of objects', batchAnswer({ ...row, body: [good] }, { ...row, body: [good] })],
    ['items that are none', '{"responses":[null,1,"a",[],{"id":"0"},{"status":200}]}'],
  ])('%s: none is mistaken for another', async (_what, text) => {
    gateway.answers(always(200, text));
    const read = await send(batch);
    expect(faultOf(read)).toBeUndefined();
    expect([read.json.data, codesOf(read)]).toEqual([{ r: null, s: null }, ['GRAPH_BAD_RESPONSE']]);
    const written = await send(bulk);
    expect(written.json.data?.['r']).toMatchObject(
      [0, 1].map(() => ({ summary: null, error: { code: 'OUTCOME_UNKNOWN' } })),
    );
  });

  it.each<[string, unknown]>([
    ['line breaks', 'Bearer a="b"\r\nset-cookie: c=d'],
    ['NUL', 'Bearer \u0000'],
    ['another script', 'Bearer realm="更"'],
    ['a megabyte', `Bearer ${'a'.repeat(1024 * 1024)}`],
    ['a list', ['Bearer a']],
    ['an object', {}],
  ])('a challenge of %s does not become a header of the response', async (_what, challenge) => {
    const refusal = {
      status: 401,
      headers: { 'WWW-Authenticate': challenge },
      body: { error: { code: 'a', message: 'b' } },
    };
    gateway.answers(always(200, batchAnswer(refusal, refusal)));
    const answer = await send(batch);
    expectRefused(answer, { status: 401, code: 'UNAUTHENTICATED' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="graph"');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('a failure that repeats the token', () => {
  const opaque = `${'EwB4A8l6BAAU+/'.repeat(90)}==`;
  const said = (secret: string): [string, string][] => [
    ['in its message', secret],
    ['behind other words', `Invalid token: ${secret} was sent`],
    ['where it is cut', `${'a '.repeat(140)}${secret}`],
    ['in JSON', JSON.stringify({ Message: secret })],
    ['in JSON with escapes', JSON.stringify({ Message: secret }).replaceAll('+', '\\u002b').replaceAll('/', '\\/')],
    ['in JSON in JSON', JSON.stringify({ Message: JSON.stringify({ Message: `a ${secret}` }) })],
  ];
  it.each([...said(token), ...said(opaque)])('%s: repeats it in no place', async (_where, message) => {
    const secret = message.includes(token) ? token : opaque;
    const body = { error: { code: secret, message, innerError: { 'request-id': secret, date: secret } } };
    const headers = { 'WWW-Authenticate': `Bearer error="${secret}"` };
    const before = gateway.log().length;
    for (const status of [400, 401, 403]) {
      for (const operation of [...reads, ...writes]) {
        gateway.answers((request, response) =>
          request.url?.endsWith('$batch')
            ? response.end(batchAnswer({ status, headers, body }, { status, headers, body }))
            : response.writeHead(status, headers).end(JSON.stringify(body)),
        );
        const answer = await gateway.send(operation.query, operation.variables, { authorization: `Bearer ${secret}` });
        const said = answer.text + [...answer.headers.values()].join() + gateway.log().slice(before);
        expect(said).not.toContain(secret.slice(0, 14));
      }
    }
  });
});

/** As realistic as a token without any rights can be. */
const jwt = [
  { alg: 'RS256', kid: 'c3' },
  { aud: 'https://graph.microsoft.com', upn: 'ada@example.com', n: 'x'.repeat(900) },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat(Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 151 + 7) % 256)).toString('base64url'))
  .join('.');
const [head = '', payload = '', signature = ''] = jwt.split('.');
const half = jwt.length / 2;
const pieces: [string, string][] = [
  ['the first half of the token', jwt.slice(0, half)],
  ['the second half of the token', jwt.slice(half)],
  ['the header of the token', head],
  ['the payload of the token', payload],
  ['the signature of the token', signature],
  ['20 characters of the signature', signature.slice(100, 120)],
  ['the signature in lower case', signature.toLowerCase()],
  ['the signature in words of ten characters', signature.match(/.{1,10}/g)?.join(' ') ?? ''],
  ['the signature in lines', signature.match(/.{1,64}/g)?.join('\n') ?? ''],
  ['the token in base64', Buffer.from(jwt).toString('base64')],
  ['the signature in base64', Buffer.from(signature).toString('base64')],
  ['60 characters of that', Buffer.from(signature).toString('base64').slice(41, 101)],
  ['the signature in base64url', Buffer.from(signature).toString('base64url')],
  ['the signature in hex', Buffer.from(signature).toString('hex')],
  ['the bytes of the signature in hex', Buffer.from(signature, 'base64url').toString('hex')],
  ['the signature in percent signs', [...signature].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
];
const stacks: [string, string][] = [
  [
    'a stack of .NET',
    'Object reference not set to an instance of an object.\r\n   at Microsoft.Management.Services.Reports.Controller.Post(Summary summary) in D:\\a\\_work\\1\\s\\Controller.cs:line 41\r\n   at lambda_method(Closure , Object , Object[] )',
  ],
  ['frames alone', '   at Microsoft.Management.Services.Reports.Controller.<Post>d__4.MoveNext()'],
  [
    'an exception in an exception',
    'System.AggregateException: One or more errors occurred. ---> System.Net.Http.HttpRequestException: Connection refused (fef.msua08.manage.microsoft.com:443)',
  ],
];
const internal =
  /\bat \w+\.|Microsoft\.Man|System\.|Controller|\.cs\b|:line|MoveNext|lambda_method|D:|msua08|Exception/;

/** Eight characters of the token in a row, in each of its spellings. */
const traces = [signature, payload.slice(60), ...pieces.slice(9).map(([, piece]) => piece)].flatMap((secret) =>
  Array.from({ length: Math.floor(secret.length / 8) - 1 }, (_, index) => secret.slice(index * 8, index * 8 + 8)),
);
const tracesIn = (said: string): string[] => {
  const text = said.toLowerCase();
  return traces.filter((trace) => text.includes(trace.toLowerCase()));
};

describe('a failure', () => {
  const claimsOf = (value: string): string =>
    Buffer.from(JSON.stringify({ access_token: { nbf: { essential: true, value } } })).toString('base64');
  /** Each in one place of Graph's response, so that none is dropped because of another. */
  const places: [string, (said: string) => { body?: object; headers?: Record<string, string> }][] = [
    ['the message', (said) => ({ body: { code: 'Forbidden', message: said } })],
    ['the message, behind words', (said) => ({ body: { code: 'Forbidden', message: `It failed: ${said}` } })],
    ['JSON in the message', (said) => ({ body: { code: 'Forbidden', message: JSON.stringify({ Message: said }) } })],
    ['the code', (said) => ({ body: { code: said, message: 'It failed.' } })],
    ['the date', (said) => ({ body: { code: 'Forbidden', message: '', innerError: { date: said } } })],
    ['the request id', (said) => ({ body: { code: 'Forbidden', message: '', innerError: { 'request-id': said } } })],
    ['the header of the request id', (said) => ({ headers: { 'request-id': said } })],
    ['the header of the date', (said) => ({ headers: { date: said } })],
    ['Retry-After', (said) => ({ headers: { 'retry-after': said } })],
    ['a challenge', (said) => ({ headers: { 'www-authenticate': `Bearer ${said}` } })],
    ['the realm', (said) => ({ headers: { 'www-authenticate': `Bearer realm="${said}"` } })],
    ['a description', (said) => ({ headers: { 'www-authenticate': `Bearer error_description="${said}"` } })],
    ['an unknown parameter', (said) => ({ headers: { 'www-authenticate': `Bearer realm="a", debug="${said}"` } })],
    ['the second of two', (said) => ({ headers: { 'www-authenticate': `Bearer error="a", error="${said}"` } })],
    ['claims', (said) => ({ headers: { 'www-authenticate': `Bearer claims="${claimsOf(said)}"` } })],
    ['unread claims', (said) => ({ headers: { 'www-authenticate': `Bearer claims="${said}"` } })],
  ];
  const asHeader = (text: string): string => text.replace(/[^\t\x20-\x7e]+/g, ' ').replace(/"/g, '');
  const saying =
    (status: number, said: string, place: (said: string) => { body?: object; headers?: Record<string, string> }) =>
    (request: { url?: string | undefined }, response: Parameters<ReturnType<typeof always>>[1]): void => {
      const { body: error = { code: 'Forbidden', message: '' }, headers = {} } = place(said);
      const safe = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, asHeader(value)]));
      if (request.url?.endsWith('$batch')) {
        response.end(
          batchAnswer({ status, headers: safe, body: { error } }, { status, headers: safe, body: { error } }),
        );
      } else response.writeHead(status, safe).end(JSON.stringify({ error }));
    };

  describe.each(places)('with %s', (_place, place) => {
    it.each(pieces)('that is %s: is neither returned nor logged', async (_what, piece) => {
      const before = gateway.log().length;
      let said = '';
      for (const status of [401, 403]) {
        gateway.answers(saying(status, piece, place));
        for (const operation of [create, batch, bulk]) {
          const answer = await gateway.send(operation.query, operation.variables, { authorization: `Bearer ${jwt}` });
          const challenge = answer.headers.get('www-authenticate') ?? '';
          const claims = JSON.stringify(answer.json).match(/"claims":"([^"]*)"/)?.[1] ?? '';
          said += `${answer.text} ${challenge} ${Buffer.from(claims, 'base64').toString()}`;
        }
      }
      expect(tracesIn(said + gateway.log().slice(before))).toEqual([]);
    });

    it.each(stacks)('that is %s: returns and logs nothing internal', async (_what, stack) => {
      const before = gateway.log().length;
      let said = '';
      for (const status of [401, 403]) {
        gateway.answers(saying(status, stack, place));
        for (const operation of [create, batch, bulk]) {
          const answer = await send(operation);
          said += `${answer.text} ${answer.headers.get('www-authenticate')}`;
        }
      }
      expect(`${said} ${gateway.log().slice(before)}`).not.toMatch(internal);
    });
  });

  it('returns values of the right form: a code with spaces, a GUID, a date of HTTP or of ISO 8601', async () => {
    const id = '5f0b2c1a-1111-4222-8333-444455556666';
    for (const date of ['2025-10-26T17:07:09', '2025-10-26T17:07:09.1234567Z', 'Sun, 26 Oct 2025 17:07:09 GMT']) {
      const innerError = { 'request-id': id, date };
      const error = { code: 'No method match route template', message: 'It failed.', innerError };
      gateway.answers(always(403, JSON.stringify({ error })));
      const { json } = await send(readOne);
      expect(json.errors?.[0]?.message).toBe(
        'Microsoft Graph does not allow this caller to do that. Microsoft Graph said: It failed.',
      );
      expect(json.errors?.[0]?.extensions['graph']).toMatchObject({ code: error.code, requestId: id, date });
    }
  });

  it.each([
    ['a text', 'outer-1'],
    ['35 characters', '5f0b2c1a-1111-4222-8333-44445555666'],
    ['36 hyphens', '-'.repeat(36)],
    ['braces', '{5f0b2c1a-1111-4222-8333-444455556666}'],
  ])('with a request id of %s returns none', async (_what, id) => {
    gateway.answers(always(403, '{"error":{"code":"a","message":"b"}}', { 'request-id': id }));
    expect((await send(readOne)).json.errors?.[0]?.extensions['graph']).toMatchObject({ requestId: null });
  });
});
