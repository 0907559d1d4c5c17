/** Idempotency keys while Redis is away, stalls, refuses, or has forgotten them; and without any store. */
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { codeOf, create, idOf, marksOf } from '../../support/keyed.js';
import { startRedis } from '../../support/redis.js';
import { repeatUntilSettled, sharedKeys } from '../../support/shared-keys.js';
import { gatewayOver } from '../../support/start.js';
import { describeWithRedis } from '../../support/with-redis.js';

describeWithRedis('Redis', () => {
  const keys = sharedKeys();

  it('away at the claim: a creation with a key is refused and nothing is sent, others go on, and the key works later', async () => {
    const gateway = await keys.start();
    await create(gateway, 'warm-up', 'warm-up');
    await keys.redis.stop();
    const before = keys.graph.requests.length;
    const refused = await create(gateway, 'mac-1', 'order-7');
    expect(codeOf(refused)).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(refused.status).toBe(200);
    expect(keys.graph.requests).toHaveLength(before);
    expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
    keys.redis = await startRedis(keys.redis.port);
    expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
    expect(keys.stored('mac-1')).toBe(1);
  });

  it('away at the start: the gateway serves, and refuses keys until Redis is there', async () => {
    await keys.redis.stop();
    const gateway = await keys.start();
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
    keys.redis = await startRedis(keys.redis.port);
    expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
    expect(keys.stored('mac-1')).toBe(1);
  });

  it('stalled: keys are refused, other creations do not wait, and what Redis carries out late blocks no key', async () => {
    const gateway = await keys.start();
    await create(gateway, 'warm-up', 'warm-up');
    keys.redis.stall();
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
    expect(keys.stored('mac-1')).toBe(0);
    keys.redis.resume();
    expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
    expect(keys.stored('mac-1')).toBe(1);
  });

  it.each(['OOM', 'READONLY'])('that refuses to write (%s) sends nothing with a key', async (reason) => {
    const gateway = await keys.start();
    if (reason === 'OOM') {
      await keys.admin.config('SET', 'maxmemory-policy', 'noeviction');
      await keys.admin.config('SET', 'maxmemory', '1');
    } else {
      await keys.admin.replicaof('127.0.0.1', 9);
    }
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(keys.graph.requests).toHaveLength(0);
    expect(gateway.log()).toContain(`"reason":"${reason}"`);
  });

  it('that has lost its records does not know the key: a repeat is stored again', async () => {
    const gateway = await keys.start();
    await create(gateway, 'mac-1', 'order-7');
    await keys.admin.flushall();
    expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(keys.stored('mac-1')).toBe(2);
  });
});

describe('without a store', () => {
  const running = stoppedAfterEach();

  it('a production gateway without Redis refuses keys, and sends nothing unprotected', async () => {
    const graph = await startEmulator();
    const gateway = await gatewayOver(graph.url, { NODE_ENV: 'production' });
    running.push(gateway, graph);
    const refused = await create(gateway, 'mac-1', 'order-7');
    expect(refused.json.errors?.[0]).toMatchObject({
      message: 'This gateway is configured without idempotency keys; nothing was sent.',
      extensions: { code: 'IDEMPOTENCY_UNAVAILABLE' },
    });
    expect(graph.requests).toHaveLength(0);
    expect(idOf(await create(gateway, 'mac-1', null))).toBeDefined();
  });
});
