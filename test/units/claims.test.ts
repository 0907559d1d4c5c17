/** Which texts count as claims: everything else that Graph or the authority writes in their place is not relayed. */
import { describe, expect, it } from '@jest/globals';
import { claimsText, encodeClaims, readClaims } from '../../src/core/claims.js';

const encoded = (json: string): string => Buffer.from(json).toString('base64');
const nbf = '{"access_token":{"nbf":null}}';
/** A request for the claims, and for one with these conditions. */
const wanting = (claims: unknown): string => JSON.stringify({ access_token: claims });
const withConditions = (conditions: unknown): string => wanting({ nbf: conditions });
const claimsNamed = (count: number): unknown =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, null]));

describe('claims as JSON', () => {
  it.each<[what: string, json: string]>([
    ['thousands of characters', wanting({ nbf: null, acrs: { values: Array<string>(38).fill('a '.repeat(49)) } })],
    ['50 claims', wanting(claimsNamed(50))],
    ['a name of 100 characters', wanting({ ['n'.repeat(100)]: null })],
    ['100 values', withConditions({ values: Array<string>(100).fill('c1') })],
    ['no values', withConditions({ values: [] })],
    ['a number as a value', withConditions({ value: 1604106651 })],
    ['a boolean as a value', withConditions({ value: false })],
    ['values of each kind', withConditions({ values: ['c1', 1, true] })],
    ['an empty value', withConditions({ value: '' })],
    ['a value of 200 characters', withConditions({ value: 'word '.repeat(40) })],
    ['a word of 39 characters', withConditions({ value: 'a'.repeat(39) })],
    ['no conditions', withConditions({})],
    ['a target without claims', wanting({})],
  ])('may have %s', (_what, json) => {
    expect(encodeClaims(json)).toEqual({ plain: json, encoded: encoded(json) });
    expect(readClaims(encoded(json))).toEqual({ plain: json, encoded: encoded(json) });
  });

  it.each<[what: string, json: unknown]>([
    ['a list that contains their text', [nbf]],
    ['null', null],
    ['a JSON text', '"access_token"'],
    ['a number as a target', '{"access_token":5}'],
    ['null as a target', '{"access_token":null}'],
    ['a list as a target', '{"access_token":[]}'],
    ['a number as the conditions', withConditions(5)],
    ['a list as the conditions', withConditions([])],
    ['a condition that JSON Schema has', withConditions({ const: 'c1' })],
    ['one good name next to a bad one', wanting({ nbf: null, 'a b': null })],
    ['a bad name next to a good one', wanting({ 'a b': null, nbf: null })],
    ['a name that begins with a space', wanting({ ' nbf': null })],
    ['a name that ends with a space', wanting({ 'nbf ': null })],
    ['a name of 101 characters', wanting({ ['n'.repeat(101)]: null })],
    ['an empty name', wanting({ '': null })],
    ['one good value next to a bad one', withConditions({ values: ['c1', null] })],
    ['a text as the values', withConditions({ values: 'c1' })],
    ['a value of 201 characters', withConditions({ value: `${'word '.repeat(40)}a` })],
    ['a word of 40 characters', withConditions({ value: `the ${'a'.repeat(40)}` })],
  ])('are not %s', (_what, json) => {
    expect(encodeClaims(json)).toBeUndefined();
  });

  it('have 4,096 characters at most', () => {
    const spaces = (length: number): string => nbf + ' '.repeat(length - nbf.length);
    expect(encodeClaims(spaces(4096))?.plain).toBe(nbf);
    expect(encodeClaims(spaces(4097))).toBeUndefined();
  });
});

describe('claims in a challenge', () => {
  it.each([
    encoded(nbf),
    encoded(nbf).replace(/=+$/, ''),
    Buffer.from(wanting({ nbf: { value: '???>>>' } })).toString('base64url'),
  ])('are relayed as they were written: %s', (text) => {
    expect(claimsText(readClaims(text))).toBe(text);
  });

  it('are written again when a reader would ignore a part of them', () => {
    expect(readClaims(encoded(` ${nbf}`))).toEqual({ plain: nbf, encoded: encoded(nbf) });
  });

  it.each<[what: string, text: string | undefined]>([
    ['absent', undefined],
    ['plain JSON', nbf],
    ['behind another character', `!${encoded(nbf)}`],
    ['in front of another character', `${encoded(nbf)}!`],
    ['in front of three signs of padding', `${encoded(nbf).replace(/=+$/, '')}===`],
    ['longer than 8,192 characters', 'e30g'.repeat(2049)],
  ])('are not read when they are %s', (_what, text) => {
    expect(readClaims(text)).toBeUndefined();
  });

  it.each([undefined, {}, { plain: nbf }, { encoded: encoded(nbf) }])(
    'are left out when one of their two forms contained a secret: %j',
    (claims) => {
      expect(claimsText(claims)).toBeUndefined();
    },
  );
});
