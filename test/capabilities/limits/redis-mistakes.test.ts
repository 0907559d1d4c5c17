/** A configuration that does not fit the Redis: the gateway serves, refuses keys, and its log says what is wrong. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { codeOf, create, idOf, marksOf } from '../../support/keyed.js';
import {
  sentinelPassword,
  startCluster,
  startSentinels,
  startSingle,
  type RedisSetup,
} from '../../support/redis-modes.js';
import { refusingPort } from '../../support/ports.js';
import { redisPassword } from '../../support/redis.js';
import { repeatUntilSettled } from '../../support/shared-keys.js';
import { gatewayOver, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';
import { describeWithRedis } from '../../support/with-redis.js';

const running: { stop(): unknown }[] = [];
let graph: Emulator;
beforeEach(async () => {
  graph = await startEmulator();
});
afterEach(async () => {
  for (const each of running.splice(0).toReversed()) await each.stop();
  await graph.stop();
});

function add<T extends { stop(): unknown }>(part: T): T {
  running.push(part);
  return part;
}

const startGateway = async (environment: Record<string, string>): Promise<TestGateway> =>
  add(await gatewayOver(graph.url, { NODE_ENV: 'production', ...environment }));

const alone = ({ environment, nodes }: RedisSetup): Record<string, string> => ({
  ...environment,
  REDIS_MODE: 'single',
  REDIS_URL: `redis://:${redisPassword}@localhost:${nodes[0]?.process.port}`,
});
const wrong = 'wrong-secret';
const oneSentinel = { replicas: 0, sentinels: 1 };
const mistakes: readonly (readonly [
  what: string,
  start: () => Promise<RedisSetup>,
  environment: (setup: RedisSetup) => Record<string, string>,
  reason: string,
])[] = [
  ['one node of a Redis Cluster, as if it were alone', () => startCluster(2), alone, 'MOVED'],
  ['one Redis, as if it were a cluster', startSingle, () => ({ REDIS_MODE: 'cluster' }), 'ERR'],
  [
    'a master of another name',
    () => startSentinels(oneSentinel),
    () => ({ REDIS_SENTINEL_NAME: 'other' }),
    'UNKNOWN_MASTER',
  ],
  [
    'Sentinels without their password',
    () => startSentinels(oneSentinel),
    () => ({ REDIS_SENTINEL_PASSWORD: '' }),
    'NOAUTH',
  ],
  ['another password', () => startSentinels(oneSentinel), () => ({ REDIS_SENTINEL_PASSWORD: wrong }), 'WRONGPASS'],
];

const withRedis = (): void => {
  it.each(mistakes)('%s', async (_what, start, environment, reason) => {
    const setup = add(await start());
    let seen: unknown;
    // On a busy machine a reply can take longer than the gateway waits for it.
    await until(async () => (seen = await reasonFor({ ...setup.environment, ...environment(setup) })) !== 'TIMEOUT');
    expect(seen).toBe(reason);
  });

  /** What the log of a gateway says, which refuses keys, and serves. */
  async function reasonFor(environment: Record<string, string>): Promise<unknown> {
    const gateway = await startGateway(environment);
    let user = 0;
    // In a cluster some callers have their keys in this very node.
    await until(async () => {
      const headers = { authorization: `Bearer user-${(user += 1)}` };
      return codeOf(await create(gateway, 'mac', 'order-7', headers)) === 'IDEMPOTENCY_UNAVAILABLE';
    });
    expect(idOf(await create(gateway, 'mac', null))).toBeDefined();
    for (const secret of [redisPassword, sentinelPassword, wrong]) expect(gateway.log()).not.toContain(secret);
    const [line = '{}'] = gateway
      .log()
      .split('\n')
      .filter((each) => each.includes('Redis cannot be used'));
    return (JSON.parse(line) as { reason?: unknown }).reason;
  }

  it.each(['cluster', 'sentinel'])('no server at any address, in the mode %s', async (mode) => {
    const hosts = [await refusingPort(), await refusingPort()].map((port) => `127.0.0.1:${port}`).join(',');
    const name = mode === 'sentinel' ? { REDIS_SENTINEL_NAME: 'gateways' } : {};
    const gateway = await startGateway({ REDIS_URL: `redis://${hosts}`, REDIS_MODE: mode, ...name });
    expect(codeOf(await create(gateway, 'mac', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(idOf(await create(gateway, 'mac', null))).toBeDefined();
    expect(gateway.log()).toContain('"reason":"ECONNREFUSED"');
    expect(gateway.log()).toContain(`"host":"${hosts}"`);
  });

  describe('a Redis Cluster that announces an address where it is not reached', () => {
    const settings = { 'cluster-announce-ip': '127.0.0.2' };

    it('is used with REDIS_NAT_MAP', async () => {
      const setup = add(await startCluster(1, { settings }));
      const { port } = (setup.nodes[0] as RedisSetup['nodes'][number]).process;
      const map = { REDIS_NAT_MAP: `127.0.0.2:${port}=localhost:${port}` };
      const [one, other] = [
        await startGateway({ ...setup.environment, ...map }),
        await startGateway({ ...setup.environment, ...map }),
      ];
      await repeatUntilSettled(one);
      expect(marksOf(await repeatUntilSettled(other))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    });

    it('is not used without', async () => {
      const setup = add(await startCluster(1, { settings }));
      const gateway = await startGateway(setup.environment);
      expect(codeOf(await create(gateway, 'mac', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(gateway.log()).toContain('"reason":"ECONNREFUSED"');
    });
  });
};

describeWithRedis('the configuration says', withRedis);
