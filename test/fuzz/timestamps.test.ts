/** Timestamps: they return digit for digit; other texts are rejected; as points in time they compare exactly. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isDateTimeOffset } from '../../src/summaries/schema/date-time-offset.js';
import { compareInstants, instantOf, type Instant } from '../../src/summaries/schema/instant.js';
import { anyText, anyTimestamp, oneChange, patienceMs, timestamp, tries } from '../support/fuzz.js';
import { codesOf, faultOf } from '../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample, type Answer } from '../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const create = (lastUpdatedDateTime: unknown): Promise<Answer> =>
  gateway.send(createMutation, { input: { ...referenceExample, lastUpdatedDateTime } });

/** An independent reading of RFC 3339: its parts, judged by the calendar of `Date`. */
function exists(text: string): boolean {
  const [, date = '', hour, minute, second, fraction = '', offset = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return false;
  const [, hours = 0, minutes = 0] = /^.(\d\d):(\d\d)$/.exec(offset) ?? [];
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isTime && fraction.length <= 13 && Number(hours) < 24 && Number(minutes) < 60;
}

const near = oneChange(
  anyTimestamp,
  fc.constantFrom('', '0', '1', '9', '-', '+', ':', '.', 'T', 't', 'Z', 'z', ' ', '\n', '٣', '٠'),
);

describe('any timestamp', () => {
  it(
    'comes back digit for digit, as it reached Graph',
    () =>
      fc.assert(
        fc.asyncProperty(timestamp, async (date) => {
          const { json } = await create(date);
          expect(json.data?.['created']).toMatchObject({ lastUpdatedDateTime: date });
          expect(gateway.graph.requests.at(-1)?.body).toMatchObject({ lastUpdatedDateTime: date });
        }),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'that is nearly one is rejected, or is one and reaches Graph unchanged',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(near, anyText), async (date) => {
          const before = gateway.graph.requests.length;
          const answer = await create(date);
          expect(faultOf(answer)).toBeUndefined();
          if (exists(date)) expect(gateway.graph.requests.at(-1)?.body).toMatchObject({ lastUpdatedDateTime: date });
          else expect([codesOf(answer), gateway.graph.requests.length]).toEqual([['BAD_USER_INPUT'], before]);
        }),
        tries(400),
      ),
    patienceMs,
  );

  it('is distinguished from other texts', () => {
    fc.assert(
      fc.property(fc.oneof(anyTimestamp, near, oneChange(near, fc.constantFrom('0', '3', '')), anyText), (date) => {
        expect(isDateTimeOffset(date)).toBe(exists(date));
      }),
      tries(5000),
    );
  });

  it('compares as the point in time that it is', () => {
    /** In units of 10⁻¹² seconds. */
    const pointOf = (text: string): bigint => {
      const [, head = '', fraction = '', offset = ''] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text) ?? [];
      return BigInt(Date.parse(`${head}${offset}`)) * 1_000_000_000n + BigInt(fraction.padEnd(12, '0'));
    };
    fc.assert(
      fc.property(anyTimestamp, fc.oneof(anyTimestamp, fc.nat(14)), (a, other) => {
        const b = typeof other === 'string' ? other : `${a.slice(0, 19)}.${'0'.repeat(other % 12)}1Z`;
        const [left, right] = [pointOf(a), pointOf(b)];
        expect(Math.sign(compareInstants(instantOf(a) as Instant, instantOf(b) as Instant))).toBe(
          left < right ? -1 : left > right ? 1 : 0,
        );
      }),
      tries(5000),
    );
  });
});
