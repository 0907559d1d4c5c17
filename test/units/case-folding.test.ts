/** Texts without their case, compared with the case folding of JavaScript's regular expressions, which is Unicode's. */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { asciiPartsOf, withoutCase } from '../../src/summaries/listing/case-folding.js';
import { anyText, tries } from '../support/fuzz.js';

/** Every character that has a case in any sense. */
const cased = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => /[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/u.test(character));
const isAscii = (character: string): boolean => character < '\u0080';
const matches = (wanted: string, found: string): boolean =>
  new RegExp(`^\\u{${wanted.codePointAt(0)?.toString(16)}}$`, 'iu').test(found);

describe('a text without its case', () => {
  it('is the same for two characters if simple case folding makes them equal, and both or neither are ASCII', () => {
    const unequal = cased.filter((character) => {
      const folded = withoutCase(character);
      return !matches(character, folded) || isAscii(character) !== isAscii(folded);
    });
    expect(unequal).toEqual([]);
  });

  it('is different for two characters that simple case folding does not make equal', () => {
    const all = [...new Set(cased.map(withoutCase))].join('');
    const equal = [...all].flatMap((character) => {
      const alike = all.match(new RegExp(`\\u{${character.codePointAt(0)?.toString(16)}}`, 'giu')) ?? [];
      return alike.filter((other) => other !== character && isAscii(other) === isAscii(character));
    });
    expect(equal).toEqual([]);
  });

  it.each<[text: string, folded: string]>([
    ['', ''],
    ['Design-MBP', 'design-mbp'],
    ['ÉLAN', 'élan'],
    ['ΟΔΟΣ ς', 'οδοσ σ'],
    ['Straße ẞ', 'straße ß'],
    ['\u212a K \u017f S', '\u212a k \u017f s'],
    ['İ ı I i', 'İ ı i i'],
    ['𐐀𐓀é', '𐐨𐓨é'],
    ['\ud800A\udc00É', '\ud800a\udc00é'],
    ['é'.repeat(10_000) + 'É', 'é'.repeat(10_001)],
  ])('of %j is %j', (text, folded) => {
    expect(withoutCase(text)).toBe(folded);
  });

  it('has the same length, stays the same, and is made of its characters one by one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = withoutCase(text);
        expect(folded).toHaveLength(text.length);
        expect(withoutCase(folded)).toBe(folded);
        expect(folded).toBe([...text].map(withoutCase).join(''));
      }),
      tries(2000),
    );
  });
});

describe('the ASCII parts of a text', () => {
  it.each<[text: string, parts: string[]]>([
    ['', []],
    ['a B', ['a B']],
    ['é', []],
    ['Büro Köln 7', ['B', 'ro K', 'ln 7']],
    ['🍎a🍎', ['a']],
  ])('of %j are %j', (text, parts) => {
    expect(asciiPartsOf(text)).toEqual(parts);
  });

  it('are in every text that contains the whole, in ASCII as well', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, wanted, after) => {
        const text = `${before}${wanted.toUpperCase()}${after}`;
        fc.pre(withoutCase(text).includes(withoutCase(wanted)));
        const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        for (const part of asciiPartsOf(wanted)) expect(lower).toContain(part.toLowerCase());
      }),
      tries(1000),
    );
  });
});
