/** Gateways with one real Redis and one emulated Graph, for tests of idempotency keys. */
import { afterEach, beforeEach } from '@jest/globals';
import type { Redis } from 'ioredis';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { stoppedAfterEach } from './gateway-over-faults.js';
import { codeOf, create } from './keyed.js';
import { connectTo, startRedis, type TestRedis } from './redis.js';
import { gatewayOver, type Answer, type TestGateway } from './start.js';
import { until } from './until.js';

const prefix = 'macos-software-update-gateway:idempotency:';

export interface SharedKeys {
  /** A test may replace it. */
  redis: TestRedis;
  readonly admin: Redis;
  readonly graph: Emulator;
  /** What is stopped after the test. */
  readonly running: { stop(): unknown }[];
  start(environment?: Record<string, string>, graphUrl?: string): Promise<TestGateway>;
  /** How often. */
  readonly stored: (deviceId: string) => number;
  writes(): number;
  records(): Promise<string[]>;
  /** The lease of every record ends, as it does for an owner that is dead or stopped for long. */
  endLeases(): Promise<void>;
}

/** Each test of the `describe` that calls it has others. */
export function sharedKeys(): SharedKeys {
  const running = stoppedAfterEach();
  const keys = {
    running,
    async start(environment: Record<string, string> = {}, graphUrl = keys.graph.url) {
      const gateway = await gatewayOver(graphUrl, {
        NODE_ENV: 'production',
        REDIS_URL: keys.redis.url,
        ...environment,
      });
      running.push(gateway);
      return gateway;
    },
    stored: (deviceId: string) => keys.graph.timesCreated({ deviceId }),
    writes: () => keys.graph.requests.filter(({ method }) => method === 'POST').length,
    records: () => keys.admin.keys(`${prefix}*`),
    async endLeases() {
      for (const name of await keys.records()) await keys.admin.hset(name, 'l', 0);
    },
  } as SharedKeys;
  beforeEach(async () => {
    const redis = await startRedis();
    Object.assign(keys, { redis, admin: connectTo(redis.url), graph: await startEmulator() });
  });
  afterEach(async () => {
    keys.admin.disconnect();
    keys.redis.resume();
    await keys.redis.stop();
    await keys.graph.stop();
  });
  return keys;
}

/** Until the key is neither in use nor refused. */
export async function repeatUntilSettled(gateway: TestGateway, deviceId = 'mac-1', key = 'order-7'): Promise<Answer> {
  let answer: Answer | undefined;
  await until(async () => {
    answer = await create(gateway, deviceId, key);
    return !['IDEMPOTENCY_KEY_IN_USE', 'IDEMPOTENCY_UNAVAILABLE'].includes(codeOf(answer) ?? '');
  });
  return answer as Answer;
}
