/** Any WWW-Authenticate: valid challenges are read, and nothing stalls or throws. */
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseChallenges } from '../../src/core/challenge.js';
import { readBearerChallenges, relayedChallenge, type RelayedChallenge } from '../../src/graph/relayed-challenge.js';
import { patienceMs, tries } from '../support/fuzz.js';

const relay = (header: string): RelayedChallenge => relayedChallenge(readBearerChallenges(header));

const token = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
const value = fc.string({ maxLength: 30 });
const challenge = fc.record({
  scheme: token,
  parameters: fc.uniqueArray(fc.tuple(token, value), { selector: ([name]) => name, minLength: 1, maxLength: 4 }),
});

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

it(
  'reads what was written, with quotes, commas and several challenges',
  () => {
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        const header = challenges
          .map(
            ({ scheme, parameters }) =>
              `${scheme} ${parameters.map(([name, text]) => `${name}=${quoted(text)}`).join(', ')}`,
          )
          .join(', ');
        const read = parseChallenges(header)?.map(({ scheme, parameters }) => ({
          scheme,
          parameters: [...parameters],
        }));
        expect(read).toEqual(challenges);
      }),
      tries(1000),
    );
  },
  patienceMs,
);

it(
  'takes any text, relays what can be read again, and finds nothing but base64 of an object in it',
  () => {
    const pieces = fc.constantFrom(
      ...['Bearer', 'claims', 'error', 'realm', '=', '"', ',', ' ', '\\', '\t', 'a', '=='],
      ...['e30=', 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (header) => {
        parseChallenges(header);
        const { challenge, claims } = relay(header);
        // A relayed challenge can be read again, with the same result.
        if (challenge !== undefined) expect(relay(challenge).challenge).toBe(challenge);
        if (claims !== undefined) expect(typeof JSON.parse(Buffer.from(claims, 'base64').toString())).toBe('object');
      }),
      tries(3000),
    );
  },
  patienceMs,
);

it.each(['"', ',', '\\', 'a ', 'a=', 'a="', 'a,', '= ', 'a="\\'])('8 KiB of %j are parsed quickly', (piece) => {
  const header = `Bearer ${piece.repeat(8192 / piece.length)}`;
  expect(relay(header).claims).toBeUndefined();
});
