/** Three gateway processes, and a Redis that is away: what they still keep, and what they have again when it is back. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, create, idOf, marksOf, tokenOf } from '../support/keyed.js';
import { samplesOf } from '../support/metrics.js';
import { until } from '../support/until.js';
import { createUntilStored, startFleet, type Fleet, type Replica } from './support/fleet.js';

const paced = { GRAPH_PACE_WRITES: '30', REQUEST_DEADLINE_MS: '5000' };
let fleet: Fleet;
beforeEach(async () => {
  fleet = await startFleet(paced);
});
afterEach(() => fleet.stop());

const stored = (deviceId: string): number => fleet.graph.timesCreated({ deviceId });
const as = (user: string, application: string): Record<string, string> => ({
  authorization: `Bearer ${tokenOf(user, application, 1)}`,
});
const sample = async (replica: Replica, series: string): Promise<number> =>
  (await samplesOf({ metricsUrl: replica.metricsUrl() })).get(series) ?? 0;

describe('Redis', () => {
  it.each([
    ['stalls', () => Promise.resolve(fleet.redis.current.stall()), () => Promise.resolve(fleet.redis.current.resume())],
    ['dies, and comes back with its log', () => fleet.redis.current.stop(), () => fleet.returnRedis()],
    ['is behind a network that loses everything', () => Promise.resolve(fleet.network.become('hole')), () => whole()],
    ['is behind a network that breaks', () => Promise.resolve(fleet.network.become('cut')), () => whole()],
  ])(
    '%s: nothing is sent unprotected, creations without a key go on, and the keys work afterwards',
    async (_what, fail, mend) => {
      for (const replica of fleet.replicas) await create(replica, 'before', 'before');
      await fail();
      for (const [index, replica] of fleet.replicas.entries()) {
        expect(codeOf(await create(replica, `keyed-${index}`, `key-${index}`))).toBe('IDEMPOTENCY_UNAVAILABLE');
        expect(idOf(await create(replica, `plain-${index}`, null))).toBeDefined();
      }
      expect([0, 1, 2].map((index) => [stored(`keyed-${index}`), stored(`plain-${index}`)])).toEqual(
        Array(3).fill([0, 1]),
      );
      await mend();
      for (const [index, replica] of fleet.replicas.entries()) {
        await createUntilStored(replica, `keyed-${index}`, `key-${index}`);
        await until(async () => codeOf(await create(replica, 'before', 'before')) !== 'IDEMPOTENCY_UNAVAILABLE');
        expect(marksOf(await create(replica, 'before', 'before'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      }
      expect(['before', 'keyed-0', 'keyed-1', 'keyed-2'].map(stored)).toEqual([1, 1, 1, 1]);
    },
  );
});

const whole = (): Promise<void> => Promise.resolve(fleet.network.become('whole'));

describe('the pace of three gateways', () => {
  /** Each gateway is asked for as much as all may send. */
  async function flood(application: string): Promise<number> {
    const users = ['ada', 'grace', 'edith'];
    // The first call of a token counts for the tokens that are not accepted yet, of which one has seven eighths at most.
    for (const [index, user] of users.entries()) {
      await create(fleet.replicas[index] as Replica, application, null, as(user, application));
    }
    const calls = users.flatMap((user, index) =>
      Array.from({ length: 20 }, () =>
        create(fleet.replicas[index] as Replica, application, null, as(user, application)),
      ),
    );
    const codes = new Set((await Promise.all(calls)).map(codeOf));
    expect(codes).toEqual(new Set([undefined, 'RATE_LIMITED']));
    return stored(application);
  }

  const alone = async (): Promise<number> =>
    (
      await Promise.all(fleet.replicas.map((replica) => sample(replica, 'shared_state_fallback_total{part="pace"}')))
    ).reduce((sum, count) => sum + count, 0);

  it('is the limit, and each application has its own', async () => {
    const results: unknown[] = [];
    // On a busy machine a reply can take longer than a gateway waits for it, which then continues alone.
    for (let application = 0; results.length < 2; application += 1) {
      const before = await alone();
      const sent = await flood(`application-${application}`);
      if ((await alone()) === before) results.push(sent);
    }
    expect(results).toEqual([30, 30]);
  });

  it('stays within the limit while Redis is away', async () => {
    // The gateways announce themselves, so that each knows of the other two.
    const counts = (): Promise<number[]> =>
      Promise.all(fleet.replicas.map((replica) => sample(replica, 'graph_pace_replicas')));
    await until(async () => (await counts()).every((count) => count === 3));
    await fleet.redis.current.stop();
    const sent = await flood('three');
    expect(sent).toBeLessThanOrEqual(30);
    expect(sent).toBeGreaterThanOrEqual(3);
    for (const replica of fleet.replicas) {
      expect(await sample(replica, 'shared_state_fallback_total{part="pace"}')).toBeGreaterThan(0);
    }
  });
});

it('a 429 at one gateway: the others send nothing for that identity once they have the message', async () => {
  const [one, ...others] = fleet.replicas;
  Object.assign(fleet.graph.quirks, { throttleCalls: 1, retryAfterSeconds: 600 });
  expect(codeOf(await create(one, 'mac', null, as('ada', 'app')))).toBe('RATE_LIMITED');
  await until(async () => {
    const paused = await Promise.all(others.map((replica) => sample(replica, 'graph_paused_identities')));
    return paused.every((count) => count === 1);
  });
  const before = fleet.graph.requests.length;
  const codes = await Promise.all(others.map(async (at) => codeOf(await create(at, 'mac', null, as('ada', 'app')))));
  expect(codes).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  expect(fleet.graph.requests).toHaveLength(before);
  for (const at of others) expect(idOf(await create(at, 'mac', null, as('grace', 'app')))).toBeDefined();
});
