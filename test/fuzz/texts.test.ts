/** Pure functions that read what others wrote: they answer to every text, and a value never leaves its place. */
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cleanWords, readGraphErrorBody } from '../../src/graph/graph-words.js';
import { filterText, queryText } from '../../src/graph/odata.js';
import { readRetryAfter } from '../../src/graph/retry-after.js';
import { anyJson, anyText, tries } from '../support/fuzz.js';

const long = fc.oneof(
  anyText,
  fc.lorem({ maxCount: 40 }),
  anyJson.map((value) => JSON.stringify(value)),
);

it('any Retry-After is a time of 0 seconds or more, or none', () => {
  const date = fc.date({ noInvalidDate: true }).map((value) => value.toUTCString());
  const number = fc.double().map(String);
  fc.assert(
    fc.property(fc.oneof(anyText, date, number, fc.maxSafeInteger().map(String)), fc.nat(), (value, now) => {
      const seconds = readRetryAfter(value, now);
      if (seconds !== undefined) expect(Number.isFinite(seconds) && seconds >= 0).toBe(true);
    }),
    tries(5000),
  );
});

it('any text stays inside of its literal and its option', () => {
  fc.assert(
    fc.property(
      fc.array(
        anyText.map((text) => text.toWellFormed()),
        { minLength: 1, maxLength: 3 },
      ),
      (values) => {
        const text = filterText({ kind: 'in', property: 'deviceId', values });
        const literals = [...text.slice('deviceId in ('.length, -1).matchAll(/'((?:[^']|'')*)'(?:,|$)/gu)];
        expect(literals.map(([, literal = '']) => literal.replaceAll("''", "'"))).toEqual(values);
        const query = queryText({ $filter: text, $top: 1 });
        expect(query).toMatch(/^\?\$filter=[\w.~!'()*,%-]+&\$top=1$/);
        expect(decodeURIComponent(query.slice('?$filter='.length, -'&$top=1'.length))).toBe(text);
      },
    ),
    tries(2000),
  );
});

it('any words of Graph become one short line or none', () => {
  fc.assert(
    fc.property(long, (message) => {
      const words = cleanWords(message);
      expect(words ?? 'a').toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]{1,300}$/u);
      expect(words ?? '').not.toMatch(/\w:\/\//);
    }),
    tries(3000),
  );
});

it('any error body is read', () => {
  const error = fc.record(
    { code: anyJson, message: fc.oneof(long, anyJson), innerError: anyJson },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(anyJson, fc.record({ error: fc.oneof(anyJson, error) })),
      fc.option(anyText),
      (value, secret) => {
        const read = readGraphErrorBody(value, secret ?? undefined);
        if (secret !== null && secret !== '' && secret.length > 2) expect(read?.code ?? '').not.toContain(secret);
      },
    ),
    tries(3000),
  );
});
