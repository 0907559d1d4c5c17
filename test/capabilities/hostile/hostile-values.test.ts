/** Hostile values of a caller: rejected before Graph is called, or passed on unchanged; nothing in between. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { faultOf, sendBytes } from '../../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample, type Answer } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const sent = (): number => gateway.graph.requests.length;
const stored = (): Record<string, unknown> => gateway.graph.requests.at(-1)?.body as Record<string, unknown>;
const create = (input: unknown): Promise<Answer> => gateway.send(createMutation, { input });

/** The creation as text, so that the JSON itself can be hostile. */
const createText = (member: string): string => {
  const input = JSON.stringify(referenceExample).slice(0, -1);
  return `{"query":${JSON.stringify(createMutation)},"variables":{"input":${input},${member}}}}`;
};

async function refused(answering: Promise<Answer>, code: string): Promise<Answer> {
  const before = sent();
  const answer = await answering;
  expect(faultOf(answer)).toBeUndefined();
  expectRefused(answer, { code });
  expect(sent()).toBe(before);
  return answer;
}

describe('text in an input', () => {
  it.each<[string, string]>([
    ['half of a surrogate pair', 'a\ud800b'],
    ['the other half, at the end', 'a\udfff'],
    ['NUL', 'a\u0000b'],
    ['control characters and line breaks', '\u0001\r\n\u001b[31m\u007f\u0085'],
    ['a byte order mark and non-characters', '\ufeffa\ufffe\uffff'],
    ['a right-to-left override and invisible characters', '\u202ea\u200b\u2066\u00ad'],
    ['letters that normalise to others', '\u212b e\u0301 \ufb01 \u1e9e İ'],
    ['words that mean something elsewhere', "__proto__ ' OR 1=1 -- ${a} {{a}} <script>&amp;%00%2e%2e"],
    ['1,024 emoji', '🍎'.repeat(1024)],
    ['the replacement character itself', 'a\ufffdb'],
  ])('%s: unchanged, to Graph and back', async (_what, displayName) => {
    const { json } = await create({ ...referenceExample, displayName });
    expect(json.errors).toBeUndefined();
    expect(json.data?.['created']).toMatchObject({ displayName });
    expect(stored()).toMatchObject({ displayName });
  });

  it.each<[string, string, string]>([
    ['an escaped NUL', String.raw`"a\u0000b"`, 'a\u0000b'],
    ['NUL as it is', '"a\u0000b"', 'a\u0000b'],
    ['an escaped pair', String.raw`"\ud83c\udf4e"`, '🍎'],
    ['a block string', '"""\n  a "b" \\n\n"""', 'a "b" \\n'],
  ])('%s in a literal: unchanged', async (_what, literal, displayName) => {
    const query = `mutation { updateMacOSSoftwareUpdateAccountSummary(id: "${String(gateway.graph.accountSummaries()[0]?.id)}", input: { displayName: ${literal} }) { displayName } }`;
    const { json } = await gateway.send(query);
    expect(json).toEqual({ data: { updateMacOSSoftwareUpdateAccountSummary: { displayName } } });
    expect(stored()).toMatchObject({ displayName });
  });

  it.each<[string, string]>([
    ['half of a pair, escaped', String.raw`"\ud800"`],
    ['half of a pair as it is', '"\ud800"'],
  ])('%s in a literal: rejected', (_what, literal) =>
    refused(
      gateway.send(
        `mutation { updateMacOSSoftwareUpdateAccountSummary(id: "a", input: { displayName: ${literal} }) { id } }`,
      ),
      'GRAPHQL_PARSE_FAILED',
    ),
  );

  it.each<[string, string]>([
    ['1,025 characters', 'a'.repeat(1025)],
    ['white space of many scripts', ' \t\n\u00a0\u2003\u3000\ufeff'],
  ])('%s: refused', (_what, displayName) => refused(create({ ...referenceExample, displayName }), 'BAD_USER_INPUT'));
});

describe('a number in an input', () => {
  it.each<[string, number]>([
    ['2147483647', 2147483647],
    ['1.0', 1],
    ['1e3', 1000],
    ['-0', 0],
  ])('%s is the whole number that it spells', async (number, value) => {
    const { json } = await sendBytes(gateway.url, createText(`"failedUpdateCount":${number}`));
    expect(json.errors).toBeUndefined();
    expect(json.data?.['created']).toMatchObject({ failedUpdateCount: value });
    expect(stored()).toMatchObject({ failedUpdateCount: value });
  });

  it.each(['"5"', '1.5', '2147483648', '-1', '1e400', '-1e400', '9007199254740993', 'true', 'null', '[1]', '{}', '""'])(
    '%s is rejected',
    (number) => refused(sendBytes(gateway.url, createText(`"failedUpdateCount":${number}`)), 'BAD_USER_INPUT'),
  );

  it.each(['5', 'true', '[]', '["a"]', '{}', '1e400'])('%s instead of a text is rejected', (text) =>
    refused(sendBytes(gateway.url, createText(`"displayName":${text}`)), 'BAD_USER_INPUT'),
  );
});

describe('JSON of a request', () => {
  it.each<[string, string]>([
    ['__proto__ in an input', createText('"__proto__":{"displayName":"x"}')],
    ['__proto__ in an input, escaped', createText(String.raw`"\u005f_proto__":{"id":"x"}`)],
    ['__proto__ as a variable', `{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}`],
    ['__proto__ at the top', `{"query":"{ __typename }","__proto__":{"query":"{ a }"}}`],
    ['__proto__ in extensions', `{"query":"{ __typename }","extensions":{"__proto__":{"a":1}}}`],
    ['constructor with a prototype', `{"query":"{ __typename }","extensions":{"constructor":{"prototype":{"a":1}}}}`],
  ])('with %s: rejected with 400', async (_what, body) => {
    expect((await refused(sendBytes(gateway.url, body), 'BAD_REQUEST')).status).toBe(400);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', '@odata.type', 'ID', ''])(
    'with the unknown field %j: rejected and named',
    async (name) => {
      const answer = await refused(create({ ...referenceExample, [name]: 'x' }), 'BAD_USER_INPUT');
      expect(answer.json.errors?.[0]?.extensions['validationErrors']).toMatchObject([{ path: `input.${name}` }]);
    },
  );

  it('with a key twice: the last one counts, here and in Graph', async () => {
    const { json } = await sendBytes(gateway.url, createText('"displayName":"last"'));
    expect(json.data?.['created']).toMatchObject({ displayName: 'last' });
    expect(stored()).toMatchObject({ displayName: 'last' });
  });

  const notUtf8 = (bytes: number[]): Buffer => {
    const [head = '', tail = ''] = createText('"displayName":"a§b"').split('§');
    return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
  };
  it.each<[string, Buffer]>([
    ['a byte that UTF-8 does not have', notUtf8([0xff])],
    ['Latin-1', notUtf8([0xe9])],
    ['an overlong spelling', notUtf8([0xc0, 0xaf])],
    ['half of a surrogate pair in bytes', notUtf8([0xed, 0xa0, 0x80])],
    ['a cut-off character', notUtf8([0xf0, 0x9f])],
    ['a bare NUL', notUtf8([0])],
    ['UTF-16', Buffer.from(createText('"id":null'), 'utf16le')],
    ['nothing', Buffer.alloc(0)],
    ['a cut-off end', Buffer.from(createText('"id":null').slice(0, -2))],
    ['a second value behind the first', Buffer.from(`${createText('"id":null')}{}`)],
  ])('of %s: rejected with 400, never repaired', async (_what, body) => {
    expect((await refused(sendBytes(gateway.url, body), 'BAD_REQUEST')).status).toBe(400);
  });

  it('after a byte order mark is read', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"query":"{ __typename }"}')]);
    expect((await sendBytes(gateway.url, body)).json).toEqual({ data: { __typename: 'Query' } });
  });

  it.each<[string, string]>([
    ['an array of variables', '{"query":"{ __typename }","variables":[1]}'],
    ['variables as text', '{"query":"{ __typename }","variables":"{}"}'],
    ['a query that is a number', '{"query":1}'],
    ['a query that is an object', '{"query":{}}'],
    ['no query', '{"variables":{}}'],
    ['an operation name that is an object', '{"query":"{ __typename }","operationName":{}}'],
    ['extensions as text', '{"query":"{ __typename }","extensions":"a"}'],
    ['null', 'null'],
    ['an array', '[{"query":"{ __typename }"}]'],
    ['a number', '1e400'],
  ])('of %s: rejected with 400', async (_what, body) => {
    expect((await refused(sendBytes(gateway.url, body), 'BAD_REQUEST')).status).toBe(400);
  });
});
