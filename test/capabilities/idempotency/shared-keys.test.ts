/** Idempotency keys in Redis: several gateways, and what Redis has of them. */
import { describe, expect, it } from '@jest/globals';
import { codeOf, create, idOf, importAll, inputOf, marksOf } from '../../support/keyed.js';
import { sharedKeys } from '../../support/shared-keys.js';
import type { TestGateway } from '../../support/start.js';
import { describeWithRedis } from '../../support/with-redis.js';

describeWithRedis('with keys in Redis', () => {
  const keys = sharedKeys();

  describe('several gateways', () => {
    it('replay what another has stored', async () => {
      const [one, other] = [await keys.start(), await keys.start()];
      const first = await create(one, 'mac-1', 'order-7');
      const again = await create(other, 'mac-1', 'order-7');
      expect(idOf(again)).toBe(idOf(first));
      expect(marksOf(again)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(keys.stored('mac-1')).toBe(1);
    });

    it('store one report when fifty clients send one key to three of them at once', async () => {
      const gateways = [await keys.start(), await keys.start(), await keys.start()];
      // Both codes ask the client to come back with its key. A busy machine's Redis may need more than the time for one command.
      const comeBack = ['IDEMPOTENCY_KEY_IN_USE', 'IDEMPOTENCY_UNAVAILABLE'];
      const untilTold = async (gateway: TestGateway): Promise<string | undefined> => {
        const answer = await create(gateway, 'mac-1', 'order-7');
        return comeBack.includes(codeOf(answer) ?? '') ? untilTold(gateway) : (idOf(answer) ?? codeOf(answer));
      };
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) => untilTold(gateways[index % 3] as TestGateway)),
      );
      expect(keys.stored('mac-1')).toBe(1);
      expect(new Set(results)).toEqual(new Set([keys.graph.accountSummaries()[0]?.['id']]));
    });

    it('finish the import of another, and store each report once', async () => {
      const macs = Array.from({ length: 45 }, (_, index) => `mac-${index}`);
      const [one, other] = [await keys.start(), await keys.start()];
      await importAll(one, macs.slice(0, 30), macs.slice(0, 30));
      const results = await importAll(other, macs, macs);
      expect(results.map(({ replayed, error }) => [replayed, error])).toEqual(
        macs.map((_, index) => [index < 30, null]),
      );
      expect(macs.map(keys.stored)).toEqual(macs.map(() => 1));
    });

    it('look for what another does not know to be stored', async () => {
      const [one, other] = [await keys.start(), await keys.start()];
      keys.graph.quirks.answersLost = 1;
      expect(codeOf(await create(one, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
      expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
      expect(marksOf(await create(one, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(keys.writes()).toBe(1);
    });
  });

  it('Redis holds the key of the report, and no other value of it, of the caller or of the key, for the configured time', async () => {
    const gateway = await keys.start({ IDEMPOTENCY_TTL_MS: '60000' });
    const id = idOf(await create(gateway, 'mac-1', 'order-7'));
    const [name = '', ...others] = await keys.records();
    expect(others).toEqual([]);
    const record = await keys.admin.hgetall(name);
    expect(record).toMatchObject({ s: 'done', i: id });
    const text = name + JSON.stringify(record);
    for (const value of [
      'order-7',
      'test-token',
      ...Object.values(inputOf('mac-1')).filter((each) => typeof each === 'string'),
    ]) {
      expect(text).not.toContain(value);
    }
    const ttl = await keys.admin.pttl(name);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(60_000);
  });

  it('counts and keys share one connection, and another one listens for pauses', async () => {
    const gateway = await keys.start({ RATE_LIMIT_MAX: '100' });
    await create(gateway, 'mac-1', 'order-7');
    const clients = String(await keys.admin.client('LIST'))
      .trim()
      .split('\n');
    // One is this test's.
    expect(clients.map((client) => / sub=(\d)/.exec(client)?.[1]).toSorted()).toEqual(['0', '0', '1']);
  });
});
