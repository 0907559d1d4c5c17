import { describe, expect, it } from '@jest/globals';
import { claimsOfChallenge, encodeClaims, parseChallenges } from '../../src/graph/challenge.js';

const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');
const told = (header: string): unknown =>
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
    expect(told(header)).toEqual(challenges);
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
    expect(claimsOfChallenge(header)).toBe(expected);
  });
});

it('claims of the token endpoint are JSON of an object, and base64 in a header', () => {
  expect(encodeClaims('{"a":"ü"}')).toBe('eyJhIjoiw7wifQ==');
  for (const wrong of [undefined, '', 'a', '[]', '"a"', 'null', `{"a":"${'a'.repeat(5000)}"}`]) {
    expect(encodeClaims(wrong)).toBeUndefined();
  }
});
