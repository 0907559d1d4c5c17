/** The scripts for Redis follow the rules of the store in memory: both answer any sequence of calls alike. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { MemoryStore } from '../../src/idempotency/memory-store.js';
import { recordNames } from '../../src/idempotency/record-names.js';
import type { Verdict } from '../../src/idempotency/record.js';
import { RedisStore } from '../../src/idempotency/redis-store.js';
import type { IdempotencyStore } from '../../src/idempotency/store.js';
import { tries } from '../support/fuzz.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';

const ttlMs = 600_000;
/** A lease that has ended when it begins, and one that no test outlives. */
const leases = fc.constantFrom(-1000, 300_000);
const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
const verdicts = fc.oneof(
  fc.constant<Verdict>({ kind: 'free' }),
  fc.constant<Verdict>({ kind: 'unknown' }),
  fc.constantFrom('report-1', 'é"\\ /\n', 'report-2').map((id): Verdict => ({ kind: 'done', id })),
);
const calls = fc.array(
  fc.record({
    what: fc.constantFrom('claim', 'send', 'settle'),
    scope: fc.constantFrom('ada', 'grace'),
    owner: fc.constantFrom('one', 'two', 'three'),
    fingerprint: fc.constantFrom('f', 'f', 'f', 'g'),
    lease: leases,
    keys,
    verdict: verdicts,
  }),
  { minLength: 1, maxLength: 25 },
);

type Call = typeof calls extends fc.Arbitrary<(infer Each)[]> ? Each : never;

async function answerOf(store: IdempotencyStore, call: Call, run: number): Promise<unknown> {
  const names = call.keys.map(recordNames(`${call.scope} ${run}`));
  const { owner, lease, fingerprint } = call;
  if (call.what === 'send') return store.send(owner, lease, names);
  if (call.what === 'settle') return store.settle(owner, new Map(names.map((name) => [name, call.verdict])));
  const claims = await store.claim(
    owner,
    lease,
    names.map((name) => ({ name, fingerprint })),
  );
  // The rest of a lease is a matter of the clock.
  return claims.map((claim) => (claim.kind === 'busy' ? { kind: 'busy', isLeft: claim.leftMs > 0 } : claim));
}

const withRedis = (): void => {
  let redis: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url, { protocol: 2 });
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });

  it('for any calls of three attempts with three keys of two callers', async () => {
    const inRedis = new RedisStore(client, { watch: (_operation, command) => command() }, ttlMs);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(calls, async (all) => {
        run += 1;
        const inMemory = new MemoryStore(ttlMs);
        for (const call of all) {
          expect(await answerOf(inRedis, call, run)).toEqual(await answerOf(inMemory, call, run));
        }
      }),
      tries(300),
    );
  });

  it('and every record has an end, after its lease', async () => {
    const names = await client.keys('*');
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) expect(await client.pttl(name)).toBeGreaterThan(0);
  });
};

if (hasRedis) describe('the scripts answer as the rules do', withRedis);
else {
  it('redis-server is not installed here: the scripts are left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}
