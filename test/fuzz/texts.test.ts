/** Pure functions that read foreign text: they accept every text, and a value never leaves its literal. */
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { errorOfResponse, type SentRequest } from '../../src/graph/graph-failure.js';
import { cleanWords } from '../../src/graph/graph-words.js';
import { filterText, queryText } from '../../src/graph/odata.js';
import { Secret } from '../../src/core/secret.js';
import { readRetryAfter } from '../../src/core/retry-after.js';
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

it('any text stays inside its literal and its option', () => {
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

const sentWith = (token: string): SentRequest => ({ access: 'read', clientRequestId: '', secret: new Secret(token) });

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
        const { message, details } = errorOfResponse({ status: 400, headers: {} }, value, sentWith(secret ?? ''));
        // The gateway's own sentence comes before, and its own ellipsis after.
        const words = (message.split('Graph said: ')[1] ?? '').replace(/…$/, '');
        if (secret !== null && secret !== '') expect(`${details.graph?.code ?? ''}\n${words}`).not.toContain(secret);
      },
    ),
    tries(3000),
  );
});

const tokenCharacter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const jwt = fc
  .array(fc.string({ unit: tokenCharacter, minLength: 30, maxLength: 300 }), { minLength: 3, maxLength: 3 })
  .map((parts) => parts.join('.'));
const encodings: ((piece: string) => string)[] = [
  (piece) => piece,
  (piece) => piece.toLowerCase(),
  (piece) => piece.match(/.{1,5}/g)?.join(' ') ?? '',
  (piece) => piece.match(/.{1,7}/g)?.join('\r\n') ?? '',
  (piece) => Buffer.from(piece).toString('base64'),
  (piece) => Buffer.from(piece).toString('base64url'),
  (piece) => Buffer.from(piece).toString('hex'),
  (piece) => [...piece].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
  (piece) => [...piece].map((character) => `\\u00${character.charCodeAt(0).toString(16)}`).join(''),
];

it('any piece of a token, in any encoding and between any words, is found', () => {
  const piece = fc.tuple(jwt, fc.nat(), fc.integer({ min: 20, max: 400 }), fc.constantFrom(...encodings));
  fc.assert(
    fc.property(piece, fc.lorem({ maxCount: 8 }), fc.lorem({ maxCount: 8 }), ([token, from, length, encode], a, b) => {
      const start = from % (token.length - 20);
      const said = `${a} ${encode(token.slice(start, start + length))} ${b}`;
      expect(new Secret(token).isIn(said)).toBe(true);
      expect(new Secret(token).isIn(`${a} ${b}`)).toBe(false);
    }),
    tries(1000),
  );
});

it('a text that shares less than twelve characters with a token does not count as one', () => {
  const real = [
    'No OData route exists that match template ~/singleton/navigation with http verb POST for request',
    'Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementConfiguration.ReadWrite.All',
    "The query specified in the URI is not valid. Query option 'Filter' is not allowed.",
    'Resource not found for the segment macOSSoftwareUpdateAccountSummaries.',
    'InvalidAuthenticationToken',
    '5f0b2c1a-1111-4222-8333-444455556666',
  ];
  fc.assert(
    fc.property(jwt, (token) => {
      expect(real.filter((text) => new Secret(token).isIn(text))).toEqual([]);
      const body = { error: { message: real[1] } };
      const { message } = errorOfResponse({ status: 403, headers: {} }, body, sentWith(token));
      expect(message).toBe(`Microsoft Graph does not allow this caller to do that. Microsoft Graph said: ${real[1]}`);
    }),
    tries(300),
  );
});

it.each(['a', 'ab-', '%41', '\\u0041', 'YWFh ', 'deadbeef', 'A'.repeat(15) + ' '])(
  'a text of 64 KiB that repeats %j is searched to its end',
  (part) => {
    const text = part.repeat(65_536 / part.length);
    for (const token of ['a'.repeat(2000), `${'a'.repeat(2000)}b`, 'aZ09'.repeat(500)]) {
      expect(typeof new Secret(token).isIn(`${text}c`)).toBe('boolean');
    }
  },
);
