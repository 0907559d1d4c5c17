/** The pace and the pauses of several gateways, in Redis. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { codeOf, create, idOf, tokenOf } from '../../support/keyed.js';
import { samplesOf, withMetrics } from '../../support/metrics.js';
import { connectTo, hasRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { gatewayOver, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();
const prefix = 'macos-software-update-gateway:';
/** Too short to wait for the window: a call beyond the pace is refused. */
const paced = { GRAPH_PACE_WRITES: '8', REQUEST_DEADLINE_MS: '5000' };

const withRedis = (): void => {
  let redis: TestRedis;
  let admin: Redis;
  let graph: Emulator;
  beforeEach(async () => {
    redis = await startRedis();
    admin = connectTo(redis.url);
    graph = await startEmulator();
  });
  afterEach(async () => {
    admin.disconnect();
    redis.resume();
    await redis.stop();
    await graph.stop();
  });

  const start = async (environment: Record<string, string> = {}): Promise<TestGateway> => {
    const gateway = await gatewayOver(graph.url, { REDIS_URL: redis.url, ...withMetrics, ...environment });
    running.push(gateway);
    return gateway;
  };
  const as = (user: string, application = 'app'): Record<string, string> => ({
    authorization: `Bearer ${tokenOf(user, application, 1)}`,
  });
  const codesOf = async (gateway: TestGateway, calls: number, headers: Record<string, string>) => {
    const codes: (string | undefined)[] = [];
    for (let call = 0; call < calls; call += 1) codes.push(codeOf(await create(gateway, 'mac', null, headers)));
    return codes;
  };
  const missed = async (gateway: TestGateway, part: string): Promise<number | undefined> =>
    (await samplesOf(gateway)).get(`shared_state_fallback_total{part="${part}"}`);
  const windows = (): Promise<string[]> => admin.keys(`${prefix}pace:*writes*`);
  /** As if this much time had passed for what was counted. */
  const passTime = async (ms: number): Promise<void> => {
    for (const key of await windows()) {
      for (const member of await admin.zrange(key, '0', '-1'))
        await admin.call('ZINCRBY', key, String(-1000 * ms), member);
    }
  };

  describe('the pace', () => {
    it('is that of all gateways together, in any 20 seconds', async () => {
      const [one, other] = [await start(paced), await start(paced)];
      expect(await codesOf(one, 5, as('ada'))).toEqual(Array(5).fill(undefined));
      await passTime(10_000);
      expect(await codesOf(other, 4, as('grace'))).toEqual([undefined, undefined, undefined, 'RATE_LIMITED']);
      await passTime(10_500);
      expect(await codesOf(one, 6, as('edith'))).toEqual([...Array<undefined>(5).fill(undefined), 'RATE_LIMITED']);
      expect(graph.accountSummaries()).toHaveLength(13);
    });

    it('is another one for each application, and an eighth of it is for others', async () => {
      const [one, other] = [await start(paced), await start(paced)];
      // The first call of a token counts for the tokens that are not accepted yet.
      expect(await codesOf(one, 9, as('ada'))).toEqual([...Array<undefined>(8).fill(undefined), 'RATE_LIMITED']);
      expect(await codesOf(other, 1, as('ada', 'another'))).toEqual([undefined]);
      await passTime(20_000);
      expect(await codesOf(one, 8, as('ada'))).toEqual([...Array<undefined>(7).fill(undefined), 'RATE_LIMITED']);
      expect(await codesOf(other, 2, as('grace'))).toEqual([undefined, 'RATE_LIMITED']);
    });

    it('is not used up by tokens that Graph rejects', async () => {
      const gateway = await start(paced);
      graph.quirks.claimsChallenge = 20;
      expect(new Set(await codesOf(gateway, 20, as('mallory')))).toEqual(new Set(['UNAUTHENTICATED']));
      await until(async () => (await windows()).length === 0);
      expect(await codesOf(gateway, 1, as('ada'))).toEqual([undefined]);
    });

    it('is divided by the gateways that were last seen while Redis is away, and shared again afterwards', async () => {
      await start(paced);
      // The second one learns of the first at its start.
      const other = await start(paced);
      await redis.stop();
      expect(await codesOf(other, 5, as('ada'))).toEqual([...Array<undefined>(4).fill(undefined), 'RATE_LIMITED']);
      expect(await missed(other, 'pace')).toBe(5);
      redis = await startRedis(redis.port);
      await until(async () => {
        await codesOf(other, 1, as('grace'));
        return (await windows()).length > 0;
      });
      // What it has sent meanwhile is counted with what it sends now: four, and at least one of Grace's.
      const [all = ''] = (await windows()).filter((name) => name.endsWith('writes'));
      expect(await admin.zcard(all)).toBeGreaterThanOrEqual(5);
    });

    it('does not wait for a Redis that stalls, but once', async () => {
      const gateway = await start({ ...paced, REDIS_TIMEOUT_MS: '250' });
      redis.stall();
      expect(await codesOf(gateway, 3, as('ada'))).toEqual([undefined, undefined, undefined]);
      expect(await missed(gateway, 'pace')).toBe(3);
      const waited = (await samplesOf(gateway)).get(
        'db_client_operation_duration_seconds_count{db_operation_name="pace",error_type="TIMEOUT"}',
      );
      expect(waited).toBe(1);
    });
  });

  describe('a pause that Graph asks for', () => {
    const pausedAt = async (gateway: TestGateway): Promise<number | undefined> =>
      (await samplesOf(gateway)).get('graph_paused_identities');
    const throttled = async (gateway: TestGateway, headers: Record<string, string>): Promise<void> => {
      Object.assign(graph.quirks, { throttleCalls: 1, retryAfterSeconds: 600 });
      expect(codeOf(await create(gateway, 'mac', null, headers))).toBe('RATE_LIMITED');
    };

    it('is one at every gateway, and of that identity alone', async () => {
      const gateways = [await start(), await start(), await start()] as const;
      await throttled(gateways[0], as('ada'));
      await until(async () => (await Promise.all(gateways.map(pausedAt))).every((count) => count === 1));
      const before = graph.requests.length;
      for (const gateway of gateways) {
        expect((await create(gateway, 'mac', null, as('ada'))).json.errors?.[0]).toMatchObject({
          message: 'Microsoft Graph is throttling requests; this one was not sent.',
          extensions: { code: 'RATE_LIMITED' },
        });
      }
      expect(graph.requests).toHaveLength(before);
      expect(idOf(await create(gateways[2], 'mac', null, as('grace')))).toBeDefined();
    });

    it('stays that of one gateway while Redis is away, and is shared again when Redis is back', async () => {
      const [one, other] = [await start(), await start()];
      await redis.stop();
      await throttled(one, as('ada'));
      await until(async () => (await missed(one, 'pauses')) === 1);
      expect(await pausedAt(other)).toBe(0);
      redis = await startRedis(redis.port);
      await until(async () => {
        await throttled(one, as(`user-${graph.requests.length}`));
        return (await pausedAt(other)) !== 0;
      });
    });

    it('is believed only in the words of a gateway', async () => {
      const gateway = await start();
      const name = 'n'.repeat(43);
      for (const message of [
        'text',
        '{}',
        '[]',
        'null',
        JSON.stringify(['id', 'short', 1000, true]),
        JSON.stringify(['id', name, -1, true]),
        JSON.stringify(['id', name, 1e12, true]),
        JSON.stringify(['id', name, '1000', true]),
        JSON.stringify(['id', name, 1000, 'true']),
      ]) {
        expect(await admin.publish(`${prefix}pauses`, message)).toBe(1);
      }
      expect(await pausedAt(gateway)).toBe(0);
      await admin.publish(`${prefix}pauses`, JSON.stringify(['id', name, 600_000, true]));
      await until(async () => (await pausedAt(gateway)) === 1);
    });

    it('reveals neither the user nor the token in Redis', async () => {
      const listener = connectTo(redis.url);
      await listener.subscribe(`${prefix}pauses`);
      const heard: string[] = [];
      listener.on('message', (_channel, message) => heard.push(message));
      // Unlike a short name, it cannot occur in a random id.
      const user = 'ada@contoso.example';
      await throttled(await start(paced), as(user));
      await until(() => heard.length > 0);
      listener.disconnect();
      const names = (await admin.keys('*')).join();
      for (const secret of [user, tokenOf(user, 'app', 1)]) expect(heard.join() + names).not.toContain(secret);
    });

    it('is not heard where Redis refuses the channel: the log says so once, and the gateway serves', async () => {
      await admin.call('ACL', 'SETUSER', 'gateway', 'on', '>secret', 'allkeys', 'allcommands', 'resetchannels');
      const gateway = await start({ REDIS_URL: `redis://gateway:secret@127.0.0.1:${redis.port}` });
      const line = 'Redis refuses the channel of pauses: this gateway learns of throttling by itself';
      expect(gateway.log().split(line)).toHaveLength(2);
      expect(gateway.log()).toContain('"reason":"NOPERM"');
      expect(idOf(await create(gateway, 'mac', null))).toBeDefined();
    });
  });
};

if (hasRedis) describe('with Redis', withRedis);
else {
  it('redis-server is not installed here: what gateways share is left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}
