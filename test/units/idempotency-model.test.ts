/** The rules of idempotency keys, in every interleaving: the report is stored once at most. */
import { describe, expect, it } from '@jest/globals';
import * as rules from '../../src/idempotency/record.js';
import { explore, type Rules } from '../support/idempotency-model.js';

it.each([
  { attempts: 2, clockMoves: 4 },
  { attempts: 3, clockMoves: 1 },
])('$attempts attempts with one key store one report at most, whatever is lost, late or lapsed', (bounds) => {
  const { mostStored, states, claims } = explore(bounds);
  expect(mostStored).toBe(1);
  expect([...claims].sort()).toEqual(['busy', 'done', 'new', 'unknown']);
  expect(states).toBeGreaterThan(10_000);
});

describe('the exploration finds a report that is stored twice', () => {
  const broken: [string, Partial<Rules>][] = [
    ['attempts send without asking', { send: (record) => ({ record, answer: true }) }],
    [
      'an attempt whose claim was taken over may send',
      {
        send: (record, by, now) => rules.send(record === undefined ? record : { ...record, owner: by.owner }, by, now),
      },
    ],
    [
      'a lapsed send is taken over',
      {
        claim: (found, fingerprint, by, now) =>
          rules.claim(found?.state === 'sending' ? { ...found, state: 'claimed' } : found, fingerprint, by, now),
      },
    ],
    [
      'an unknown outcome is sent again',
      {
        claim: (found, fingerprint, by, now) =>
          rules.claim(found?.state === 'unknown' ? undefined : found, fingerprint, by, now),
      },
    ],
    [
      'any attempt frees a key',
      {
        settle: (record, verdict, by, now) => rules.settle(record && { ...record, owner: by.owner }, verdict, by, now),
      },
    ],
    [
      'a stored report is forgotten',
      {
        settle: (record, verdict, by, now) =>
          verdict.kind === 'done' ? undefined : rules.settle(record, verdict, by, now),
      },
    ],
  ];

  it.each(broken)('if %s', (_what, change) => {
    // The third creates with a key that the first has freed for the second.
    expect(explore({ attempts: 3, clockMoves: 4 }, { ...rules, ...change }).mostStored).toBe(2);
  });
});
