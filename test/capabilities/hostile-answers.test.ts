/** Graph's answers are untrusted: size, shape and every value. Nothing crashes, nothing is made up, no token comes back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { always, batchAnswer, gatewayOverAnswers, type HostileGraph } from '../support/hostile-graph.js';
import * as operations from '../support/operations.js';
import { codesOf, faultOf, without, type ClientOperation } from '../support/operations.js';
import { referenceExample, token, type Answer } from '../support/start.js';

let gateway: HostileGraph;
beforeAll(async () => {
  gateway = await gatewayOverAnswers();
});
afterAll(() => gateway.stop());
const send = ({ query, variables }: ClientOperation): Promise<Answer> => gateway.send(query, variables);

const good = { id: 'a', ...referenceExample };
const { readOne, list, orderedList, children, batch, create, update, bulk, reads, writes } = operations;

// Whatever came before, the gateway answers a plain request afterwards.
afterEach(async () => {
  gateway.answers(always(200, JSON.stringify(good)));
  expect((await send(readOne)).json.errors).toBeUndefined();
});

const unusable: [string, string | Buffer][] = [
  ['nothing', ''],
  ['11 MiB', `{"id":"${'a'.repeat(11 * 1024 * 1024)}"}`],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1e400'],
  ['a text', '"a"'],
  ['an empty list', '[]'],
  ['a list of lists', '[[[]]]'],
  ['an empty object', '{}'],
  ['100,000 nested lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['100,000 nested objects', `${'{"value":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['2,000,000 open brackets', '['.repeat(2_000_000)],
  ['a million members', `{${Array.from({ length: 300_000 }, (_, index) => `"k${index}":0`).join(',')}}`],
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
  ['responses that are no list', '{"responses":{"0":{}}}'],
];

describe('a success of', () => {
  it.each(unusable)(
    '%s: GRAPH_BAD_RESPONSE for reads, OUTCOME_UNKNOWN for creations, and no data',
    async (_what, text) => {
      gateway.answers(always(200, text));
      for (const operation of [readOne, list, orderedList, batch, create, update]) {
        const answer = await send(operation);
        expect(faultOf(answer)).toBeUndefined();
        expect(codesOf(answer)).toEqual([reads.includes(operation) ? 'GRAPH_BAD_RESPONSE' : 'OUTCOME_UNKNOWN']);
        expect(Object.values(answer.json.data ?? {}).filter((value) => value !== null)).toEqual([]);
      }
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
      expect(codesOf(await send(operation))).toEqual(['GRAPH_BAD_RESPONSE']);
    }
  });

  it('5,000,000 children inside of their parent: GRAPH_BAD_RESPONSE', async () => {
    const other = await gatewayOverAnswers({ GRAPH_EXPAND: 'nested' });
    const rows = `[${Array(5_000_000).fill('0').join()}]`;
    other.answers(always(200, `{"id":"a","categorySummaries":${rows},"value":[]}`));
    const answer = await other.send(children.query.replace('id updateStateSummaries { id state }', 'id'));
    // What came along is too much for a list, so the list is asked for.
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
      else expect(codesOf({ json } as Answer)).toEqual(['GRAPH_BAD_RESPONSE']);
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
    ['half of a surrogate pair', '\ud800'],
    ['2,000 characters', 'a'.repeat(2000)],
  ])('%s: is told as it is, and its children are an error without a call', async (_what, id) => {
    gateway.answers(always(200, JSON.stringify({ ...good, id })));
    const own = await gateway.send('{ r: macOSSoftwareUpdateAccountSummary(id: "a") { id displayName } }');
    expect(own.json).toEqual({ data: { r: { id, displayName: good.displayName } } });
    const { json } = await send(children);
    expect(json.errors).toMatchObject([
      { path: ['r', 'categorySummaries'], extensions: { code: 'GRAPH_BAD_RESPONSE' } },
    ]);
    expect(gateway.calls).toHaveLength(2);
  });

  it('one that is an address itself leads below its parent only', async () => {
    gateway.answers((request, response) =>
      response.end(request.url?.includes('ies/a?') ? JSON.stringify({ id: '../x?$a=b#c' }) : '{"value":[]}'),
    );
    await send(children);
    expect(gateway.calls.at(-1)).toMatch(/Summaries\/\.\.%2Fx%3F%24a%3Db%23c\/categorySummaries\?/);
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
    ['statuses that are no statuses', batchAnswer({ ...row, status: 20.5 }, { ...row, status: -1 })],
    ['statuses without end', `{"responses":[{"id":"0","status":1e400,"body":{"id":"a"}}]}`],
    ['redirects', batchAnswer({ status: 302, headers: { Location: 'http://127.0.0.1:9/' } }, { status: 307 })],
    ['interim statuses', batchAnswer({ status: 100, body: good }, { status: 199, body: good })],
    ['bodies in base64', batchAnswer({ ...row, body: 'eyJpZCI6ImEifQ==' }, { ...row, body: 'eyJpZCI6ImEifQ==' })],
    ['no bodies', batchAnswer({ status: 201 }, { status: 204 })],
    ['lists in the place of objects', batchAnswer({ ...row, body: [good] }, { ...row, body: [good] })],
    ['items that are none', '{"responses":[null,1,"a",[],{"id":"0"},{"status":200}]}'],
  ])('%s: none is taken for another', async (_what, text) => {
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
  ])('a challenge of %s is no header of the answer', async (_what, challenge) => {
    const refusal = {
      status: 401,
      headers: { 'WWW-Authenticate': challenge },
      body: { error: { code: 'a', message: 'b' } },
    };
    gateway.answers(always(200, batchAnswer(refusal, refusal)));
    const answer = await send(batch);
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
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
  it.each([...said(token), ...said(opaque)])('%s: tells nothing of it, in no place', async (_where, message) => {
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
        const told = answer.text + [...answer.headers.values()].join() + gateway.log().slice(before);
        expect(told).not.toContain(secret.slice(0, 14));
      }
    }
  });
});
