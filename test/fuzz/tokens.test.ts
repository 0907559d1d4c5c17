/** Any `Authorization` that HTTP allows reaches Graph byte for byte, or the caller gets 401 and Graph nothing. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { oneChange, patienceMs, tries } from '../support/fuzz.js';
import { codesOf, faultOf, sendBytes } from '../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample } from '../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const body = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });
const headerByte = fc
  .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }), fc.constant(0x09))
  .map((code) => String.fromCharCode(code));
const tokenText = fc.string({ unit: fc.constantFrom(...'azAZ09-._~+/'), minLength: 1, maxLength: 60 });
const scheme = fc.constantFrom('Bearer ', 'bearer ', 'BEARER   ');
const good = fc.tuple(scheme, tokenText, fc.constantFrom('', '=', '==')).map((parts) => parts.join(''));
const anyHeader = fc.oneof(
  fc.string({ unit: headerByte, maxLength: 60 }),
  fc.tuple(scheme, fc.string({ unit: headerByte, maxLength: 60 })).map((parts) => parts.join('')),
  oneChange(good, headerByte),
  good,
);

/** The `Authorization` that Graph received for a creation with these headers; undefined if there was no call. */
async function relayed(...headers: string[]): Promise<string | undefined> {
  const before = gateway.graph.requests.length;
  const lines = headers.flatMap((header) => ['authorization', header]);
  const answer = await sendBytes(gateway.url, body, ['content-type', 'application/json', ...lines]);
  expect(faultOf(answer)).toBeUndefined();
  if (gateway.graph.requests.length > before) return String(gateway.graph.requests.at(-1)?.headers.authorization);
  expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  return undefined;
}

it(
  'any header is a token that Graph gets byte for byte, or is rejected',
  () =>
    fc.assert(
      fc.asyncProperty(anyHeader, async (header) => {
        const got = await relayed(header);
        // White space around a value is not part of it (RFC 9110, section 5.5).
        const value = header.replace(/^[ \t]+|[ \t]+$/g, '');
        expect(got).toBe(/^Bearer +[A-Za-z0-9\-._~+/]+=*$/i.test(value) ? value : undefined);
      }),
      tries(400),
    ),
  patienceMs,
);

it(
  'any well-formed token arrives',
  () =>
    fc.assert(
      fc.asyncProperty(good, async (header) => {
        expect(await relayed(header)).toBe(header);
      }),
      tries(100),
    ),
  patienceMs,
);

it(
  'any two headers are rejected',
  () =>
    fc.assert(
      fc.asyncProperty(anyHeader, good, fc.boolean(), async (one, other, isFirst) => {
        expect(await relayed(...(isFirst ? [one, other] : [other, one]))).toBeUndefined();
      }),
      tries(100),
    ),
  patienceMs,
);
