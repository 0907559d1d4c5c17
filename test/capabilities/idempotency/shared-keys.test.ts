/** Idempotency keys in Redis: several gateways, and a Redis that fails, each at the worst moment. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { claimScript, sendScript, settleScript } from '../../../src/idempotency/redis-scripts.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { codeOf, create, idOf, importAll, inputOf, marksOf } from '../../support/keyed.js';
import { redisProxy, type RedisProxy } from '../../support/redis-proxy.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { gatewayOver, referenceExample, scriptedGraph, type Answer, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();
const prefix = 'macos-software-update-gateway:idempotency:';
const sha = (script: string): string => createHash('sha1').update(script).digest('hex');
const scripts = { claim: sha(claimScript), send: sha(sendScript), settle: sha(settleScript) };

const withRedis = (): void => {
  let redis: TestRedis;
  let admin: Redis;
  let graph: Emulator;
  beforeEach(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    graph = await startEmulator();
  });
  afterEach(async () => {
    admin.disconnect();
    redis.resume();
    await redis.stop();
    await graph.stop();
  });

  const start = async (environment: Record<string, string> = {}, url = graph.url): Promise<TestGateway> => {
    const gateway = await gatewayOver(url, { NODE_ENV: 'production', REDIS_URL: redis.url, ...environment });
    running.push(gateway);
    return gateway;
  };
  const stored = (deviceId: string): number => graph.timesCreated({ deviceId });
  const writes = (): number => graph.requests.filter(({ method }) => method === 'POST').length;
  const records = (): Promise<string[]> => admin.keys(`${prefix}*`);
  /** The lease of every record ends, as it does for an owner that is dead or stopped for long. */
  const endLeases = async (): Promise<void> => {
    for (const name of await records()) await admin.hset(name, 'l', 0);
  };
  const repeatUntilSettled = async (gateway: TestGateway): Promise<Answer> => {
    let answer: Answer | undefined;
    await until(async () => {
      answer = await create(gateway, 'mac-1', 'order-7');
      return !['IDEMPOTENCY_KEY_IN_USE', 'IDEMPOTENCY_UNAVAILABLE'].includes(codeOf(answer) ?? '');
    });
    return answer as Answer;
  };

  describe('several gateways', () => {
    it('replay what another has stored', async () => {
      const [one, other] = [await start(), await start()];
      const first = await create(one, 'mac-1', 'order-7');
      const again = await create(other, 'mac-1', 'order-7');
      expect(idOf(again)).toBe(idOf(first));
      expect(marksOf(again)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(stored('mac-1')).toBe(1);
    });

    it('store one report when fifty clients send one key to three of them at once', async () => {
      const gateways = [await start(), await start(), await start()];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => create(gateways[index % 3] as TestGateway, 'mac-1', 'order-7')),
      );
      expect(stored('mac-1')).toBe(1);
      const results = new Set(answers.map((answer) => idOf(answer) ?? codeOf(answer)));
      results.delete('IDEMPOTENCY_KEY_IN_USE');
      expect([...results]).toEqual([graph.accountSummaries()[0]?.['id']]);
    });

    it('finish the import of another, and store each report once', async () => {
      const macs = Array.from({ length: 45 }, (_, index) => `mac-${index}`);
      const [one, other] = [await start(), await start()];
      await importAll(one, macs.slice(0, 30), macs.slice(0, 30));
      const results = await importAll(other, macs, macs);
      expect(results.map(({ replayed, error }) => [replayed, error])).toEqual(
        macs.map((_, index) => [index < 30, null]),
      );
      expect(macs.map(stored)).toEqual(macs.map(() => 1));
    });

    it('look for what another does not know to be stored', async () => {
      const [one, other] = [await start(), await start()];
      graph.quirks.answersLost = 1;
      expect(codeOf(await create(one, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
      expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
      expect(marksOf(await create(one, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(writes()).toBe(1);
    });
  });

  it('Redis holds the key of the report, and no other value of it, of the caller or of the key, for the configured time', async () => {
    const gateway = await start({ IDEMPOTENCY_TTL_MS: '60000' });
    const id = idOf(await create(gateway, 'mac-1', 'order-7'));
    const [name = '', ...others] = await records();
    expect(others).toEqual([]);
    const record = await admin.hgetall(name);
    expect(record).toMatchObject({ s: 'done', i: id });
    const text = name + JSON.stringify(record);
    for (const value of [
      'order-7',
      'test-token',
      ...Object.values(inputOf('mac-1')).filter((each) => typeof each === 'string'),
    ]) {
      expect(text).not.toContain(value);
    }
    const ttl = await admin.pttl(name);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(60_000);
  });

  it('counts and keys share one connection, and another one listens for pauses', async () => {
    const gateway = await start({ RATE_LIMIT_MAX: '100' });
    await create(gateway, 'mac-1', 'order-7');
    const clients = String(await admin.client('LIST'))
      .trim()
      .split('\n');
    // One is this test's.
    expect(clients.map((client) => / sub=(\d)/.exec(client)?.[1]).toSorted()).toEqual(['0', '0', '1']);
  });

  describe('Redis', () => {
    it('away at the claim: a creation with a key is refused and nothing is sent, others go on, and the key works later', async () => {
      const gateway = await start();
      await create(gateway, 'warm-up', 'warm-up');
      await redis.stop();
      const before = graph.requests.length;
      const refused = await create(gateway, 'mac-1', 'order-7');
      expect(codeOf(refused)).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(refused.status).toBe(200);
      expect(graph.requests).toHaveLength(before);
      expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
      redis = await startRedis(redis.port);
      expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
      expect(stored('mac-1')).toBe(1);
    });

    it('away at the start: the gateway serves, and refuses keys until Redis is there', async () => {
      await redis.stop();
      const gateway = await start();
      expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
      redis = await startRedis(redis.port);
      expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
      expect(stored('mac-1')).toBe(1);
    });

    it('stalled: keys are refused, other creations do not wait, and what Redis carries out late blocks no key', async () => {
      const gateway = await start();
      await create(gateway, 'warm-up', 'warm-up');
      redis.stall();
      expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(idOf(await create(gateway, 'mac-2', null))).toBeDefined();
      expect(stored('mac-1')).toBe(0);
      redis.resume();
      expect(idOf(await repeatUntilSettled(gateway))).toBeDefined();
      expect(stored('mac-1')).toBe(1);
    });

    it.each(['OOM', 'READONLY'])('that refuses to write (%s) sends nothing with a key', async (reason) => {
      const gateway = await start();
      if (reason === 'OOM') {
        await admin.config('SET', 'maxmemory-policy', 'noeviction');
        await admin.config('SET', 'maxmemory', '1');
      } else {
        await admin.replicaof('127.0.0.1', 9);
      }
      expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(graph.requests).toHaveLength(0);
      expect(gateway.log()).toContain(`"reason":"${reason}"`);
    });

    it('that has lost its records does not know the key: a repeat is stored again', async () => {
      const gateway = await start();
      await create(gateway, 'mac-1', 'order-7');
      await admin.flushall();
      expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'STORED' }]);
      expect(stored('mac-1')).toBe(2);
    });
  });

  describe('one command to Redis is lost', () => {
    let proxy: RedisProxy;
    let gateway: TestGateway;
    beforeEach(async () => {
      proxy = await redisProxy(redis.url);
      gateway = await start({ REDIS_URL: proxy.url });
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
      const before = writes();
      proxy.lose(what, scripts[script]);
      expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('IDEMPOTENCY_UNAVAILABLE');
      expect(writes()).toBe(before);
      const again = await repeatUntilSettled(gateway);
      expect(marksOf(again)).toEqual([{ path: ['created'], status: 'STORED' }]);
      expect(stored('mac-1')).toBe(1);
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
        expect(stored('mac-1')).toBe(1);
      },
    );
  });

  describe('the owner of a key', () => {
    const oneCall = { GRAPH_CONCURRENCY: '1' };
    const holder = { authorization: 'Bearer another-caller' };

    it('that died while it waited: the next one sends', async () => {
      const held = await holdingGraph();
      running.push(held);
      const dying = await start(oneCall, held.url);
      void create(dying, 'first', null, holder).catch(() => undefined);
      await until(() => held.held.length === 1);
      void create(dying, 'mac-1', 'order-7').catch(() => undefined);
      await until(async () => (await records()).length === 1);
      await endLeases();
      const next = await create(await start(), 'mac-1', 'order-7');
      expect(marksOf(next)).toEqual([{ path: ['created'], status: 'STORED' }]);
      held.letGo();
    });

    it('that stalled past its lease before the send: it is fenced, and its client repeats', async () => {
      const held = await holdingGraph();
      running.push(held);
      const slow = await start(oneCall, held.url);
      const first = create(slow, 'first', null, holder);
      await until(() => held.held.length === 1);
      const waiting = create(slow, 'mac-1', 'order-7');
      await until(async () => (await records()).length === 1);
      await endLeases();
      expect(idOf(await create(await start(), 'mac-1', 'order-7'))).toBeDefined();
      held.letGo();
      await first;
      expect(codeOf(await waiting)).toBe('IDEMPOTENCY_KEY_IN_USE');
      expect(held.calls()).toBe(1);
      expect(stored('mac-1')).toBe(1);
    });

    it('that stalled past its lease while another one sends: it is fenced as well', async () => {
      const [held, heldByOther] = [await holdingGraph(), await holdingGraph()];
      running.push(held, heldByOther);
      const slow = await start(oneCall, held.url);
      const first = create(slow, 'first', null, holder);
      await until(() => held.held.length === 1);
      const waiting = create(slow, 'mac-1', 'order-7');
      await until(async () => (await records()).length === 1);
      await endLeases();
      const next = create(await start({}, heldByOther.url), 'mac-1', 'order-7');
      await until(() => heldByOther.held.length === 1);
      held.letGo();
      await first;
      // Without the fence this one would be sent now, and held: then it has no answer.
      expect(await Promise.race([waiting.then(codeOf), until(() => held.calls() > 1)])).toBe('IDEMPOTENCY_KEY_IN_USE');
      heldByOther.letGo();
      expect(idOf(await next)).toBe('stored');
      held.letGo();
    });

    /** Graph is shared: it holds the answer of the first creation, and lists what it has stored. */
    async function sent() {
      const graphThatHolds = await holdingOneAnswer();
      running.push(graphThatHolds);
      const owner = await start({}, graphThatHolds.url);
      const first = create(owner, 'mac-1', 'order-7');
      await until(() => graphThatHolds.held.length === 1);
      await endLeases();
      return { graphThatHolds, owner, first, other: await start({}, graphThatHolds.url) };
    }

    it('that stalled after the send: others do not send, and its late answer is the truth', async () => {
      const { graphThatHolds, first, other } = await sent();
      expect(codeOf(await create(other, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
      graphThatHolds.letGo();
      expect(idOf(await first)).toBe('stored');
      expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
      expect(graphThatHolds.creations()).toBe(1);
    });

    it('that died after the send: it is not sent again, and the report is found once Graph has it', async () => {
      const { graphThatHolds, other } = await sent();
      expect(codeOf(await create(other, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
      graphThatHolds.stores();
      expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
      expect(graphThatHolds.creations()).toBe(1);
      graphThatHolds.letGo();
    });
  });
};

/** Holds creations, and answers reads by what it has stored. */
async function holdingOneAnswer() {
  const held: ServerResponse[] = [];
  const report = { id: 'stored', ...referenceExample, deviceId: 'mac-1' };
  let [isStored, creations] = [false, 0];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.method === 'POST') {
      creations += 1;
      held.push(response);
      return;
    }
    const isList = !request.url?.endsWith('/stored');
    const found = isStored ? [report] : [];
    response.writeHead(isList || isStored ? 200 : 404).end(JSON.stringify(isList ? { value: found } : report));
  });
  return {
    ...graph,
    held,
    creations: () => creations,
    stores: () => void (isStored = true),
    letGo: () => {
      isStored = true;
      for (const response of held.splice(0)) response.writeHead(201).end(JSON.stringify(report));
    },
  };
}

if (hasRedis) describe('with keys in Redis', withRedis);
else {
  it('redis-server is not installed here: keys in Redis are left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}

describe('without a store', () => {
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
