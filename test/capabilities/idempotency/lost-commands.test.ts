/** Idempotency keys when one command to Redis, or one reply, is lost at the worst moment. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { leaseMarginMs } from '../../../src/idempotency/attempt.js';
import { claimScript, sendScript, settleScript } from '../../../src/idempotency/redis-scripts.js';
import { codeOf, create, idOf, marksOf } from '../../support/keyed.js';
import { redisProxy, type RedisProxy } from '../../support/redis-proxy.js';
import { startRedis } from '../../support/redis.js';
import { repeatUntilSettled, sharedKeys } from '../../support/shared-keys.js';
import type { TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';
import { describeWithRedis } from '../../support/with-redis.js';

const sha = (script: string): string => createHash('sha1').update(script).digest('hex');
const scripts = { claim: sha(claimScript), send: sha(sendScript), settle: sha(settleScript) };

describeWithRedis('one command to Redis is lost', () => {
  const keys = sharedKeys();

  let proxy: RedisProxy;
  let gateway: TestGateway;
  beforeEach(async () => {
    proxy = await redisProxy(keys.redis.url);
    gateway = await keys.start({ REDIS_URL: proxy.url });
    // From now on scripts are sent by their hash.
    await create(gateway, 'warm-up', 'warm-up');
  });
  afterEach(() => proxy.stop());

  it.each([
    ['the claim', 'command', 'claim'],
    ['the reply to the claim', 'reply', 'claim'],
    ['the question before the send', 'command', 'send'],
    ['the reply to that question', 'reply', 'send'],
  ] as const)('%s: nothing is sent, and the key is free again', async (_what, what, script) => {
    const before = keys.writes();
    proxy.lose(what, scripts[script]);
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(keys.writes()).toBe(before);
    const again = await repeatUntilSettled(gateway);
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(keys.stored('mac-1')).toBe(1);
  });

  it.each([
    ['the outcome', 'command'],
    ['the reply to the outcome', 'reply'],
  ] as const)(
    "%s: the client gets Graph's answer, the log says so, and a repeat gets the report",
    async (_what, what) => {
      proxy.lose(what, scripts.settle);
      const first = await create(gateway, 'mac-1', 'order-7');
      expect(marksOf(first)).toEqual([{ path: ['created'], status: 'STORED' }]);
      expect(gateway.log()).toContain('The outcome of a creation with an idempotency key was not recorded');
      const again = await repeatUntilSettled(gateway);
      expect(idOf(again)).toBe(idOf(first));
      expect(keys.stored('mac-1')).toBe(1);
    },
  );

  it('the reply to the question before the send, and then Redis, for longer than the lease: the key is free afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'redis-'));
    await keys.redis.stop();
    keys.redis = await startRedis(undefined, folder);
    const [lossy, hasty] = [await redisProxy(keys.redis.url), { GRAPH_TIMEOUT_MS: '500' }];
    keys.running.push(lossy, { stop: () => rmSync(folder, { recursive: true }) });
    const owner = await keys.start({ REDIS_URL: lossy.url, ...hasty });
    await repeatUntilSettled(owner, 'warm-up', 'warm-up');
    lossy.lose('reply', scripts.send);
    expect(codeOf(await create(owner, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    await keys.redis.stop();
    const leaseEnds = performance.now() + Number(hasty.GRAPH_TIMEOUT_MS) + leaseMarginMs;
    await until(() => performance.now() > leaseEnds);
    keys.redis = await startRedis(keys.redis.port, folder);
    const next = await keys.start();
    // Until the owner has said that nothing was sent, the outcome is unknown.
    await until(async () => codeOf(await create(next, 'mac-1', 'order-7')) === undefined);
    expect(keys.stored('mac-1')).toBe(1);
  });
});
