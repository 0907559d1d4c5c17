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
