/** Whether a text repeats a secret: whole, in part, with other characters in between, or encoded. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret, withoutSecrets, type Texts } from '../../src/core/secret.js';
import { tries } from '../support/fuzz.js';

const secret = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7';
const piece = 'E6gH9jK2mN5p'; // twelve characters out of its middle
const short = piece.slice(0, -1);

const spread = (text: string, between: string): string => [...text].join(between);
const percent = (text: string): string => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');
const escaped = (text: string): string => [...text].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('a secret is found', () => {
  it.each<[what: string, text: string]>([
    ['alone', secret],
    ['among words', `It was ${secret}, again.`],
    ['as a piece of twelve characters', `so ${piece} is`],
    ['as its first twelve characters', secret.slice(0, 12)],
    ['as its last twelve characters', secret.slice(-12)],
    ['as any piece between', secret.slice(4, 16)],
    ['in capital letters', piece.toUpperCase()],
    ['in small letters', piece.toLowerCase()],
    ['with spaces in between', spread(piece, ' ')],
    ['with line breaks in between', spread(piece, '\r\n')],
    ['with signs in between', spread(piece, '-._~+/=%')],
    ['with percent signs', percent(piece)],
    ['with percent signs in capital letters', percent(piece).toUpperCase()],
    ['with escapes', escaped(piece)],
    [
      'with escapes in capital letters',
      escaped(piece).replace(/\\u00(..)/g, (_all, code: string) => `\\u00${code.toUpperCase()}`),
    ],
    ['in base64', base64(piece)],
    ['in base64, beginning at the second of three bytes', base64(`.${piece}`)],
    ['in base64, beginning at the third of three bytes', base64(`..${piece}`)],
    ['in base64, behind one other letter', `x${base64(piece)}`],
    ['in base64, behind two other letters', `xx${base64(piece)}`],
    ['in base64, behind three other letters', `xxx${base64(piece)}`],
    ['in base64url', Buffer.from(`???>>>${piece}`).toString('base64url')],
    ['in base64 with its signs', base64(`???>>>${piece}`)],
    ['in hexadecimal', hex(piece)],
    ['in hexadecimal in capital letters', hex(piece).toUpperCase()],
    ['in hexadecimal, behind half of a byte', `0${hex(piece)}`],
  ])('%s', (_what, text) => {
    expect(new Secret(secret).isIn(text)).toBe(true);
    expect(new Secret(secret).isIn(`before ${text} after`)).toBe(true);
  });

  it.each(Array.from({ length: secret.length - 11 }, (_, index) => secret.slice(index, index + 12)))(
    'as the piece %s',
    (each) => {
      expect(new Secret(secret).isIn(`x${each}x`)).toBe(true);
    },
  );
});

describe('a secret is not found', () => {
  it.each<[what: string, text: string]>([
    ['in an empty text', ''],
    ['in other words', 'Application is not authorized to perform this operation.'],
    ['in a piece of eleven characters', short],
    ['in two pieces of eleven characters', `${secret.slice(0, 11)}x${secret.slice(11, 22)}`],
    ['in two pieces of six that do not follow each other', `${secret.slice(0, 6)}${secret.slice(12, 18)}`],
    ['in eleven characters in base64', base64(short)],
    ['in eleven characters in hexadecimal', hex(short)],
    ['in eleven characters with percent signs', percent(short)],
    ['in percent signs of other characters', percent('nothingofthesecret')],
  ])('%s', (_what, text) => {
    expect(new Secret(secret).isIn(text)).toBe(false);
  });

  it('when it is empty', () => {
    expect(new Secret('').isIn('any text')).toBe(false);
    expect(new Secret('').isIn('')).toBe(false);
  });
});

describe('a short secret', () => {
  it.each<[secret: string, text: string, isFound: boolean]>([
    ['abcdefgh', 'abcd', true],
    ['abcdefgh', 'xbcdex', true],
    ['abcdefgh', 'efgh', true],
    ['abcdefgh', 'abc', false],
    ['abcdefgh', 'abcxefg', false],
    ['abcdefghi', 'abcd', false],
    ['abcdefghi', 'abcde', true],
    ['abcdefghi', 'efghi', true],
    ['abcdefg', 'abcd', true],
    ['abcdefg', 'defg', true],
    ['abcdef', 'abcde', false],
    ['abcdef', 'abcdef', true],
    ['abcdef', 'xabcdefx', true],
    ['abcdef', 'a-b-c-d-e-f', false],
    ['abcdef', 'ABCDEF', false],
    ['a.c', 'a.c', true],
    ['a.c', 'abc', false],
    ['...', 'x...x', true],
    ['...', 'x..x', false],
  ])('%s in %j: a half of it counts from 7 characters on: %j', (text, said, isFound) => {
    expect(new Secret(text).isIn(said)).toBe(isFound);
  });
});

describe('a GUID', () => {
  const hex = '0123456789abcdef0123456789abcdef';
  const guid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

  it.each([
    ['the token itself', guid],
    ['the token without its dashes', hex],
    ['in capitals', guid.toUpperCase()],
    ['a part of the token', `eyJhbGciOiJub25lIn0.${hex.slice(6, 20)}.x`],
  ])('is recognised if it is %s', (_what, token) => {
    const secret = new Secret(token);
    expect(secret.isInGuid(guid)).toBe(secret.isIn(guid));
  });

  const id = '5f0b2c1a-9d3e-4867-b1f2-6a7c8e9d0b4f';
  const digits = id.replaceAll('-', '');

  it.each<[what: string, part: string, isFound: boolean]>([
    ['the whole', id, true],
    ['the whole in capital letters', id.toUpperCase(), true],
    ['the whole without dashes', digits, true],
    ['its first twelve digits', digits.slice(0, 12), true],
    ['its last twelve digits', digits.slice(-12), true],
    ['twelve digits without the dashes between them', digits.slice(6, 18), true],
    ['twelve digits with the dashes between them', '0b2c1a-9d3e-48', true],
    ['twelve digits in capital letters', '0B2C1A-9D3E-48', true],
    ['eleven digits', digits.slice(6, 17), false],
    ['eleven digits with dashes', '0b2c1a-9d3e-4', false],
    ['nothing of it', 'signature', false],
  ])('is recognised or not when a long token has %s', (_what, part, isFound) => {
    const secret = new Secret(`${'eyJhbGciOiJub25lIn0'.repeat(3)}.${part}.x`);
    expect([secret.isInGuid(id), secret.isInGuid(id.toUpperCase())]).toEqual([isFound, isFound]);
  });

  it('is recognised by half of a short secret, which is less than the shortcut for long tokens looks for', () => {
    expect(new Secret('f0b2wxyz').isInGuid(id)).toBe(true);
    expect(new Secret('f0bvwxyz').isInGuid(id)).toBe(false);
  });

  it('is judged as any other text is, for any token', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'abcdef0123456789._-zXYZ'),
      minLength: 1,
      maxLength: 80,
      size: 'max',
    });
    fc.assert(
      fc.property(text, fc.uuid(), fc.nat(36), fc.nat(36), (other, id, from, length) => {
        const secret = new Secret(`${other}${id.slice(from, from + length)}${other}`);
        expect(secret.isInGuid(id)).toBe(secret.isIn(id));
      }),
      tries(300),
    );
  });
});

describe('values of a response without secrets', () => {
  const secrets = [new Secret(secret), new Secret('another-password')];
  const repeated = `It was ${piece}.`;

  it.each<[what: string, read: Texts, left: Texts]>([
    ['an innocent text', 'Not found.', 'Not found.'],
    ['an empty text', '', ''],
    ['null', null, null],
    ['nothing', undefined, undefined],
    ['a text with the first secret', repeated, undefined],
    ['a text with the second secret', 'Another-Password', undefined],
    ['a list', ['a', repeated, null, 'b'], ['a', null, 'b']],
    ['a list of secrets', [secret, repeated], []],
    ['an empty list', [], []],
    ['an object', { code: 'a', message: repeated, target: null }, { code: 'a', message: undefined, target: null }],
    [
      'lists and objects in each other',
      { details: [{ message: repeated, words: ['a', secret] }, [secret]] },
      { details: [{ message: undefined, words: ['a'] }, []] },
    ],
  ])('%s', (_what, read, left) => {
    expect(withoutSecrets(read, secrets)).toStrictEqual(left);
  });

  it('are the same without a secret', () => {
    expect(withoutSecrets({ words: [secret] }, [])).toStrictEqual({ words: [secret] });
  });
});
