import { describe, expect, it } from '@jest/globals';
import { parseChallenges } from '../../src/core/challenge.js';
import { encodeClaims } from '../../src/core/claims.js';
import { errorOfResponse } from '../../src/graph/graph-failure.js';
import { readBearerChallenges, relayedChallenge, type RelayedChallenge } from '../../src/graph/relayed-challenge.js';
import { Secret } from '../../src/core/secret.js';

const relay = (header: string | string[] | undefined): RelayedChallenge =>
  relayedChallenge(readBearerChallenges(header));

const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');
const said = (header: string): unknown =>
  parseChallenges(header)?.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('WWW-Authenticate', () => {
  it.each<[header: string, challenges: unknown]>([
    ['Bearer', [['bearer', {}]]],
    ['Bearer realm="a"', [['bearer', { realm: 'a' }]]],
    ['Bearer realm="", error=insufficient_claims', [['bearer', { realm: '', error: 'insufficient_claims' }]]],
    ['Bearer realm="a, Basic realm=b"', [['bearer', { realm: 'a, Basic realm=b' }]]],
    ['Bearer realm="say \\"yes\\"\\\\"', [['bearer', { realm: 'say "yes"\\' }]]],
    ['Bearer realm = "a" ,\terror\t=\tb', [['bearer', { realm: 'a', error: 'b' }]]],
    ['Bearer realm="a\nb"', [['bearer', { realm: 'a\nb' }]]],
    ['BEARER Realm="a"', [['bearer', { realm: 'a' }]]],
    ['Bearer realm="a", realm="b"', [['bearer', { realm: 'a' }]]],
    [
      'Negotiate, Bearer realm="a"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'a' }],
      ],
    ],
    [
      'Negotiate abc==, Bearer realm="a"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'a' }],
      ],
    ],
    [
      'Basic realm="a", Bearer error="b"',
      [
        ['basic', { realm: 'a' }],
        ['bearer', { error: 'b' }],
      ],
    ],
    [', ,Bearer realm="a",,', [['bearer', { realm: 'a' }]]],
    ['', []],
    ['realm="a"', undefined],
    ['Bearer realm="a', undefined],
    ['Bearer realm="a" error="b"', undefined],
    ['Bearer "a"', undefined],
    ['Bearer realm=', [['bearer', {}]]], // by its grammar a token68
    ['Bearer realm=,', [['bearer', {}]]],
  ])('%j', (header, challenges) => {
    expect(said(header)).toEqual(challenges);
  });

  it.each<[header: string, expected: string | undefined]>([
    [`Bearer error="insufficient_claims", claims="${claims}"`, claims],
    [`Basic claims="${claims}"`, undefined],
    [`Basic realm="a", Bearer claims=${claims.replaceAll('=', '')}`, claims.replaceAll('=', '')],
    ['Bearer claims="bm8ganNvbg=="', undefined],
    ['Bearer claims="WzFd"', undefined],
    ['Bearer claims="{}"', undefined],
    ['Bearer error="insufficient_claims"', undefined],
  ])('claims of %j', (header, expected) => {
    expect(relay(header).claims).toBe(expected);
  });
});

const base64 = (json: string): string => Buffer.from(json).toString('base64');
const good: string[] = [
  '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}',
  '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-000000000001"]}}}',
  '{"access_token":{"xms_rp_ipaddr":{"value":"203.0.113.7"},"acrs":null},"id_token":{"auth_time":{"essential":true}}}',
  '{"userinfo":{"http://example.info/claims/groups":null}}',
];
const bad: [what: string, json: unknown][] = [
  ['nothing', ''],
  ['no JSON', '{'],
  ['a list', '[]'],
  ['nothing to prove', '{}'],
  ['another target', '{"message":{"nbf":null}}'],
  ['another target next to the right one', '{"access_token":{"nbf":null},"debug":{}}'],
  ['a text as a target', '{"access_token":"Object reference not set"}'],
  ['a text as a claim', '{"access_token":{"nbf":"Object reference not set"}}'],
  ['an unknown member', '{"access_token":{"nbf":{"essential":true,"stack":"at A.B()"}}}'],
  ['an object as a value', '{"access_token":{"nbf":{"value":{"a":1}}}}'],
  ['essential as a text', '{"access_token":{"nbf":{"essential":"yes"}}}'],
  ['a name with spaces', '{"access_token":{"at Microsoft.Graph.Foo (x)":null}}'],
  ['line breaks in a value', '{"access_token":{"nbf":{"value":"a\\nb"}}}'],
  ['a long value', `{"access_token":{"nbf":{"value":"${'a '.repeat(101)}"}}}`],
  ['a value like a token', `{"access_token":{"nbf":{"value":"${'aZ09-_'.repeat(8)}"}}}`],
  [
    '51 claims',
    JSON.stringify({ access_token: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`c${i}`, null])) }),
  ],
  ['101 values', JSON.stringify({ access_token: { acrs: { values: Array(101).fill('c') } } })],
  ['more than 4,096 characters', `{"access_token":{"nbf":null}}${' '.repeat(4096)}`],
  ['no text', { access_token: {} }],
];

describe('claims', () => {
  it.each(good)('%s: are relayed unchanged', (json) => {
    expect(encodeClaims(json)?.encoded).toBe(base64(json));
    expect(relay(`Bearer claims="${base64(json)}"`)).toEqual({
      challenge: `Bearer claims="${base64(json)}"`,
      claims: base64(json),
    });
  });

  it.each(bad)('that are %s: are not relayed', (_what, json) => {
    expect(encodeClaims(json)).toBeUndefined();
    if (typeof json === 'string') expect(relay(`Bearer claims="${base64(json)}"`)).toEqual({});
  });

  it('lose what a reader ignores: a duplicate member, white space', () => {
    const json = '{ "access_token": { "secret": null }, "access_token": { "nbf": null } }';
    expect(encodeClaims(json)?.encoded).toBe(base64('{"access_token":{"nbf":null}}'));
  });
});

describe('a relayed challenge', () => {
  const realistic =
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ=="';

  it.each<[what: string, header: string | string[] | undefined, challenge: string | undefined]>([
    ['as Graph writes it', realistic, realistic],
    ['of other schemes', ['Negotiate YII=', 'Basic realm="a"'], undefined],
    ['next to another scheme', ['Negotiate YII=', 'Bearer realm="a"'], 'Bearer realm="a"'],
    ['with a parameter that is not documented', 'Bearer realm="a", debug="b"', 'Bearer realm="a"'],
    ['with a parameter that comes twice', 'Bearer error="a", error="at Foo.Bar(x)"', 'Bearer error="a"'],
    ['with a token68', 'Bearer YWJj, realm="a"', 'Bearer realm="a"'],
    ['with unreadable claims', 'Bearer error="a", claims="bm8ganNvbg=="', 'Bearer error="a"'],
    ['with an error that is a sentence', 'Bearer realm="a", error="Object reference"', 'Bearer realm="a"'],
    ['with an address that has a query', 'Bearer realm="a", authorization_uri="https://a.b/c?d=e"', 'Bearer realm="a"'],
    [
      'with a description',
      'Bearer error_description="The token has \\"expired\\"."',
      'Bearer error_description="The token has \\"expired\\"."',
    ],
    [
      'with a stack',
      'Bearer error="a", error_description="It failed. at Microsoft.Graph.Foo.Bar(String x)"',
      'Bearer error="a"',
    ],
    ['with what objects inherit', 'Bearer constructor="a", __proto__="b", realm="c"', 'Bearer realm="c"'],
    ['without anything', 'Bearer', undefined],
    ['that is none', 'a="b"', undefined],
    ['that is absent', undefined, undefined],
  ])('%s', (_what, header, challenge) => {
    expect(relay(header).challenge).toBe(challenge);
  });

  const id = '00000003-0000-0000-c000-000000000000';
  it.each<[name: string, value: string]>([
    ['realm', ''],
    ['realm', 'a b.c:d/e@f-g_9'],
    ['realm', 'a'.repeat(100)],
    ['authorization_uri', 'https://login.example'],
    ['authorization_uri', 'https://login.example/'],
    ['authorization_uri', 'https://login.example:65535/a-b_c.d/e'],
    ['authorization_uri', `https://${'a'.repeat(100)}/${'b'.repeat(200)}`],
    ['client_id', id],
    ['client_id', id.toUpperCase()],
    ['error', 'a'],
    ['error', 'invalid_token'],
    ['error', 'a'.repeat(60)],
  ])('may have the %s %j', (name, value) => {
    const challenge = `Bearer ${name}="${value}"`;
    expect(relay(challenge).challenge).toBe(challenge);
  });

  it.each<[name: string, value: string]>([
    ['realm', 'a'.repeat(101)],
    ['realm', '!a'],
    ['realm', 'a!'],
    ['realm', 'a;b'],
    ['authorization_uri', ''],
    ['authorization_uri', 'http://login.example'],
    ['authorization_uri', 'see https://login.example'],
    ['authorization_uri', 'https://login.example and more'],
    ['authorization_uri', 'https://'],
    ['authorization_uri', 'https:///path'],
    ['authorization_uri', 'https://user@login.example'],
    ['authorization_uri', 'https://login.example:'],
    ['authorization_uri', 'https://login.example:port/'],
    ['authorization_uri', 'https://login.example:655350/'],
    ['authorization_uri', `https://${'a'.repeat(101)}/`],
    ['authorization_uri', `https://a/${'b'.repeat(201)}`],
    ['client_id', ''],
    ['client_id', `{${id}`],
    ['client_id', `${id}}`],
    ['client_id', id.replaceAll('-', '')],
    ['client_id', id.replace('c', 'g')],
    ['error', ''],
    ['error', 'Invalid'],
    ['error', 'not_found!'],
    ['error', '401'],
    ['error', 'a'.repeat(61)],
  ])('loses the %s %j', (name, value) => {
    expect(relay(`Bearer ${name}="${value}"`)).toStrictEqual({});
  });

  it('gives the error and the claims that the first challenge with one has', () => {
    const challenge = `Bearer realm="a", Bearer error="insufficient_claims", Bearer error="b", claims="${claims}"`;
    expect(relay(challenge)).toStrictEqual({ challenge, error: 'insufficient_claims', claims });
    expect(relay('Bearer error="invalid_token"')).toStrictEqual({
      challenge: 'Bearer error="invalid_token"',
      error: 'invalid_token',
    });
    expect(relay('Bearer realm="a"')).toStrictEqual({ challenge: 'Bearer realm="a"' });
  });

  it.each<[what: string, header: string]>([
    ['begins with another character than ASCII', 'é, Bearer realm="a"'],
    ['has another character than ASCII in it', 'Bearer realm="a", debug="é", error="b"'],
    ['has another character than ASCII in its last parameter', 'Bearer realm="a", debug="é"'],
    ['has a line break', 'Bearer realm="a", debug="\n"'],
    ['ends with a line break', 'Bearer realm="a"\n'],
    ['is longer than 8,192 characters', `Bearer realm="a", debug="${'a'.repeat(8192)}"`],
  ])('is not read when it %s', (_what, header) => {
    expect(readBearerChallenges(header)).toEqual([]);
  });

  it('is read up to 8,192 characters', () => {
    const header = 'Bearer realm="a", debug="';
    expect(relay(`${header}${'a'.repeat(8191 - header.length)}"`).challenge).toBe('Bearer realm="a"');
  });

  it.each(['realm', 'error', 'error_description', 'client_id', 'authorization_uri'])(
    'has no %s that repeats a piece of the token',
    (name) => {
      const token = 'abcdef_ghijkl_mnopqr-00000003-0000-0000-c000-000000000000';
      const value = { client_id: token.slice(21), authorization_uri: `https://a/${token.slice(0, 20)}` }[name];
      const header = `Bearer ${name}="${value ?? token.slice(0, 20)}"`;
      expect(relay(header).challenge).toBe(header);
      const head = { status: 401, headers: { 'www-authenticate': header } };
      const sent = { access: 'read', clientRequestId: 'a', secret: new Secret(token) } as const;
      const { graph, ...details } = errorOfResponse(head, undefined, sent).details;
      expect(graph).toMatchObject({ status: 401 });
      expect(details).toEqual({});
    },
  );
});
