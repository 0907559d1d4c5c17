/** One Redis, a Redis Cluster, and Redis with Sentinels, each with and without TLS: gateways share the same over all of them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { codeOf, create, idOf, marksOf, tokenOf } from '../../support/keyed.js';
import { samplesOf, withMetrics } from '../../support/metrics.js';
import { redisCertificate, type RedisCertificate } from '../../support/redis-certificate.js';
import { startCluster, startSentinels, startSingle, type Choice, type RedisSetup } from '../../support/redis-modes.js';
import { repeatUntilSettled } from '../../support/shared-keys.js';
import { gatewayOver, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';
import { describeWithRedis } from '../../support/with-redis.js';

const modes: readonly (readonly [name: string, start: (choice: Choice) => Promise<RedisSetup>])[] = [
  ['one Redis', startSingle],
  ['a Redis Cluster', (choice) => startCluster(3, choice)],
  ['Redis with Sentinels', (choice) => startSentinels({ replicas: 1, sentinels: 1 }, choice)],
];
const as = (user: string, application = 'app'): Record<string, string> => ({
  authorization: `Bearer ${tokenOf(user, application, 1)}`,
});

let graph: Emulator;
const running: { stop(): unknown }[] = [];
beforeEach(async () => {
  graph = await startEmulator();
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
  await graph.stop();
});

async function startGateway(environment: Record<string, string>): Promise<TestGateway> {
  const gateway = await gatewayOver(graph.url, { NODE_ENV: 'production', ...withMetrics, ...environment });
  running.push(gateway);
  return gateway;
}

const reasonsOf = (gateway: TestGateway): unknown[] =>
  gateway
    .log()
    .split('\n')
    .filter((line) => line.includes('Redis cannot be used'))
    .map((line) => (JSON.parse(line) as { reason: unknown }).reason);

const everythingShared = (start: () => RedisSetup): void => {
  const two = async (environment: Record<string, string> = {}): Promise<[TestGateway, TestGateway]> => {
    const all = { ...start().environment, ...environment };
    return [await startGateway(all), await startGateway(all)];
  };
  const sampleOf = async (gateway: TestGateway, series: string): Promise<number> =>
    (await samplesOf(gateway)).get(series) ?? 0;
  const fallbacks = async (gateways: readonly TestGateway[]): Promise<number> => {
    const parts = ['rate_limit', 'pace', 'pauses'].map((part) => `shared_state_fallback_total{part="${part}"}`);
    const counts = gateways.flatMap((gateway) => parts.map((series) => sampleOf(gateway, series)));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  /** On a busy machine a reply can take longer than a gateway waits for it, which then continues alone. */
  async function sharing<T>(gateways: readonly TestGateway[], run: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const before = await fallbacks(gateways);
      const result = await run(attempt);
      if ((await fallbacks(gateways)) === before) return result;
    }
  }
  const forget = (): Promise<unknown> =>
    Promise.all(
      start().nodes.map(async ({ admin }) => {
        if ((await admin.info('replication')).includes('role:master')) await admin.flushall();
      }),
    );
  afterEach(forget);

  it('the keys of creations, one and many, also after Redis has forgotten the scripts', async () => {
    const [one, other] = await two();
    for (const key of ['order-1', 'order-2', 'order-3']) await repeatUntilSettled(one, key, key);
    for (const { admin } of start().nodes) await admin.script('FLUSH');
    for (const [index, key] of ['order-1', 'order-2', 'order-3'].entries()) {
      const again = await repeatUntilSettled(index === 1 ? one : other, key, key);
      expect(marksOf(again)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(graph.timesCreated({ deviceId: key })).toBe(1);
    }
  });

  it('the counts of each caller', async () => {
    const gateways = await two({ RATE_LIMIT_MAX: '4' });
    const statuses = await sharing(gateways, async (attempt) => {
      const found: number[] = [];
      for (let call = 0; call < 6; call += 1) {
        for (const user of ['ada', 'grace', 'edith']) {
          const gateway = gateways[call % 2] as TestGateway;
          found.push((await gateway.send('{ __typename }', {}, as(`${user}-${attempt}`))).status);
        }
      }
      return found;
    });
    expect(statuses).toEqual([...Array<number>(12).fill(200), ...Array<number>(6).fill(429)]);
  });

  it('the pace of each application', async () => {
    const paced = { GRAPH_PACE_WRITES: '8', GRAPH_PACE_REQUESTS: '16', REQUEST_DEADLINE_MS: '5000' };
    const gateways = await two(paced);
    const codes = await sharing(gateways, async (attempt) => {
      const found: unknown[] = [];
      for (let call = 0; call < 10; call += 1) {
        const gateway = gateways[call % 2] as TestGateway;
        found.push(codeOf(await create(gateway, 'mac', null, as(`user-${call % 2}`, `app-${attempt}`))));
      }
      return found;
    });
    expect(codes.filter((code) => code === undefined)).toHaveLength(8);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
    for (const gateway of gateways) {
      await until(async () => (await sampleOf(gateway, 'graph_pace_replicas')) === 2);
    }
  });

  it('the pauses that Graph asks for, in both directions', async () => {
    const [one, other] = await two();
    const pausedAt = (gateway: TestGateway): Promise<number> => sampleOf(gateway, 'graph_paused_identities');
    for (const [count, [from, to]] of [
      [one, other],
      [other, one],
    ].entries() as unknown as [number, [TestGateway, TestGateway]][]) {
      Object.assign(graph.quirks, { throttleCalls: 1, retryAfterSeconds: 600 });
      expect(codeOf(await create(from, 'mac', null, as(`user-${count}`)))).toBe('RATE_LIMITED');
      await until(async () => (await pausedAt(to)) === count + 1);
    }
  });
};

const withRedis = (): void => {
  describe.each(modes)('gateways share over %s', (_name, start) => {
    let setup: RedisSetup;
    beforeAll(async () => (setup = await start({})));
    afterAll(() => setup.stop());
    everythingShared(() => setup);
  });

  describe.each(modes)('gateways share over %s with TLS and a CA of its own', (_name, start) => {
    let [certificate, setup]: [RedisCertificate?, RedisSetup?] = [];
    beforeAll(async () => {
      certificate = await redisCertificate('localhost');
      setup = await start({ certificate });
    });
    afterAll(async () => {
      await setup?.stop();
      certificate?.stop();
    });
    everythingShared(() => setup as RedisSetup);

    it('and not with a Redis whose certificate another authority has signed: keys are refused', async () => {
      const gateway = await startGateway({ ...(setup as RedisSetup).environment, REDIS_CA_PATH: '' });
      expect(codeOf(await create(gateway, 'mac', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(graph.requests).toHaveLength(0);
      expect(idOf(await create(gateway, 'mac', null))).toBeDefined();
      expect(reasonsOf(gateway)).toEqual(['SELF_SIGNED_CERT_IN_CHAIN']);
    });
  });

  it.each(modes)('%s whose certificate has another name is not used', async (_name, start) => {
    const certificate = await redisCertificate('redis.contoso.com');
    const setup = await start({ certificate });
    running.push(setup, certificate);
    const gateway = await startGateway(setup.environment);
    expect(codeOf(await create(gateway, 'mac', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
    expect(graph.requests).toHaveLength(0);
    expect(reasonsOf(gateway)).toEqual(['ERR_TLS_CERT_ALTNAME_INVALID']);
  });
};

describeWithRedis('in each mode of Redis', withRedis);
