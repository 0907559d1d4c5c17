/**
 * How much the fuzz tests try, and with which seed. The seed is fixed, so that every run gives the same result.
 *
 * `npm test` tries a third of the cases; FUZZ=full, as in CI, all of them. FUZZ_RUNS and FUZZ_SEED make it longer and
 * different, as in `FUZZ_RUNS=20000 FUZZ_SEED=7 npm test -- fuzz`.
 */
import * as fc from 'fast-check';
import type { referenceExample } from './start.js';

const { FUZZ: extent, FUZZ_RUNS: wantedRuns, FUZZ_SEED: wantedSeed } = process.env;

/** For a property that has this number of cases with FUZZ=full. */
export function tries(cases: number): { seed: number; numRuns: number } {
  const numRuns = extent === 'full' ? cases : Math.ceil(cases / 3);
  return { seed: Number(wantedSeed ?? 20_261_124), numRuns: wantedRuns === undefined ? numRuns : Number(wantedRuns) };
}

/** For jest; more runs may take as long as they need. */
export const patienceMs = wantedRuns === undefined ? 120_000 : 24 * 60 * 60 * 1000;

/** Any text that JavaScript can hold, halves of surrogate pairs included. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '__proto__',
    'constructor',
    'null',
    '\ud800',
    '\ufeff',
    "'",
    '%00',
    '..',
    '0',
    '🍎',
  ),
);

/** Any value that JSON can hold. */
export const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

/** Text that the inputs must accept. */
export const goodText = anyText.filter((text) => /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u.test(text));

export const count = fc.oneof(fc.integer({ min: 0, max: 2_147_483_647 }), fc.constantFrom(0, 1, 2_147_483_647));

const two = (number: number): string => String(number).padStart(2, '0');

/** A timestamp that exists: 0 to 12 digits, an offset of up to this many hours. */
const timestampWithin = (hours: number): fc.Arbitrary<string> =>
  fc
    .record({
      date: fc.date({ min: new Date('0002-01-01T00:00Z'), max: new Date('9998-12-31T00:00Z'), noInvalidDate: true }),
      digits: fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }),
      minutes: fc.option(fc.integer({ min: -60 * hours, max: 60 * hours }), { nil: undefined }),
    })
    .map(({ date, digits, minutes }) => {
      const head = `${date.toISOString().slice(0, 19)}${digits && `.${digits}`}`;
      if (minutes === undefined) return `${head}Z`;
      const size = Math.abs(minutes);
      return `${head}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
    });

/** With an offset that Graph accepts: .NET has none beyond 14 hours. */
export const timestamp = timestampWithin(14);

/** With any offset that RFC 3339 can spell. */
export const anyTimestamp = timestampWithin(23);

const texts = ['displayName', 'deviceId', 'userId', 'deviceName', 'userPrincipalName', 'osVersion'] as const;
const counts = ['successfulUpdateCount', 'failedUpdateCount', 'totalUpdateCount'] as const;

/** An input of a creation, each property from its own arbitrary. */
export function inputOf(text: fc.Arbitrary<unknown>, number: fc.Arbitrary<unknown>, date: fc.Arbitrary<unknown>) {
  return fc.record({
    ...Object.fromEntries(texts.map((name) => [name, text])),
    ...Object.fromEntries(counts.map((name) => [name, number])),
    lastUpdatedDateTime: date,
  }) as fc.Arbitrary<typeof referenceExample>;
}

/** A text with one change: a character more, less or another one. */
export function oneChange(texts: fc.Arbitrary<string>, characters: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, fc.nat(), fc.nat(1), characters).map(([text, place, removed, added]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + added + text.slice(at + removed);
  });
}
