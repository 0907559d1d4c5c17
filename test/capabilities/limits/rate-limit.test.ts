import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../../support/expect-calls.js';
import { refusingPort } from '../../support/ports.js';
import { connectTo, hasRedis, redisPassword, startRedis, type TestRedis } from '../../support/redis.js';
import { gatewayOver, gatewayOverEmulator, type Answer, type TestGateway } from '../../support/start.js';

const query = '{ macOSSoftwareUpdateAccountSummary(id: "absent") { id } }';
const as = (authorization: string): Record<string, string> => ({ authorization });
/** Long enough that no test reaches the next window. */
const window = { RATE_LIMIT_WINDOW_MS: '3600000' };
const twoEach = { RATE_LIMIT_MAX: '2', ...window };
const ask = (gateway: TestGateway, authorization?: string): Promise<Answer> =>
  gateway.send(query, {}, authorization === undefined ? {} : as(authorization));

describe('a limit of two requests for each caller', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeEach(async () => {
    gateway = await gatewayOverEmulator({}, twoEach);
  });
  afterEach(() => gateway.stop());

  it('rejects the third with 429, says when the next is allowed, and does not call Graph', async () => {
    const answers = [await ask(gateway, 'Bearer ada'), await ask(gateway, 'Bearer ada')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0']);
    const third = await ask(gateway, 'Bearer ada');
    const wait = Number(third.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3000);
    expect([third.status, third.headers.get('ratelimit-limit'), third.headers.get('ratelimit-remaining')]).toEqual([
      429,
      '2',
      '0',
    ]);
    expect(third.json).toEqual({
      errors: [
        {
          message: `This caller has sent more than 2 requests in 3,600 s; the next request is allowed in ${wait} s.`,
          extensions: { code: 'RATE_LIMITED', retryAfterSeconds: wait },
        },
      ],
    });
    expectCalls(gateway.graph.requests, 2);
  });

  it('counts each caller separately', async () => {
    for (const caller of ['ada', 'ada', 'ada', 'grace']) await ask(gateway, `Bearer ${caller}`);
    expect((await ask(gateway, 'Bearer ada')).status).toBe(429);
    expect((await ask(gateway, 'Bearer grace')).status).toBe(200);
  });

  it('recognizes one token in every spelling of its header', async () => {
    for (const spelling of ['Bearer ada', 'bearer ada']) expect((await ask(gateway, spelling)).status).toBe(200);
    for (const spelling of ['BEARER ada', 'Bearer  ada', 'Bearer ada ']) {
      expect((await ask(gateway, spelling)).status).toBe(429);
    }
  });

  it('counts by address without a token, or with one that cannot be valid', async () => {
    for (const header of [undefined, 'Bearer a b']) expect((await ask(gateway, header)).status).toBe(401);
    for (const header of [undefined, 'Bearer c d', 'Basic YTpi', 'Bearer', 'ada']) {
      expect((await ask(gateway, header)).status).toBe(429);
    }
    expect((await ask(gateway, 'Bearer ada')).status).toBe(200);
  });

  it('counts by address a request with two Authorization headers, whatever their tokens are', async () => {
    const statusOf = (first: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = [
          'host',
          'localhost',
          'content-type',
          'application/json',
          'authorization',
          first,
          'authorization',
          'Bearer grace',
        ];
        const request = httpRequest(gateway.url, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject).end(JSON.stringify({ query }));
      });
    expect(await statusOf('Bearer ada')).toBe(401);
    expect(await statusOf('Bearer edith')).toBe(401);
    expect(await statusOf('Bearer mary')).toBe(429);
    expect((await ask(gateway, 'Bearer ada')).headers.get('ratelimit-remaining')).toBe('1');
    expectCalls(gateway.graph.requests, 1);
  });

  it('cannot be bypassed with another address or another method', async () => {
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
      await gateway.send(query, {}, { 'x-forwarded-for': address, forwarded: `for=${address}` });
    }
    expect((await ask(gateway)).status).toBe(429);
    for (const method of ['GET', 'HEAD']) expect((await fetch(gateway.url, { method })).status).toBe(429);
  });

  it('never counts probes', async () => {
    for (const path of ['/live', '/ready', '/live', '/ready', '/live', '/ready']) {
      const answer = await fetch(new URL(path, gateway.url));
      expect([answer.status, answer.headers.has('ratelimit-limit')]).toEqual([200, false]);
    }
  });
});

it('nothing limits requests, and no header mentions a limit, unless it is configured', async () => {
  const gateway = await gatewayOverEmulator();
  const { status, headers } = await ask(gateway, 'Bearer ada');
  expect([status, headers.has('ratelimit-limit')]).toEqual([200, false]);
  await gateway.stop();
});

const withRedis = (): void => {
  let redis: TestRedis;
  let first: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let second: TestGateway;
  beforeAll(async () => {
    redis = await startRedis();
    first = await gatewayOverEmulator({}, { ...twoEach, REDIS_URL: redis.url });
    second = await gatewayOver(first.graph.url, { ...twoEach, REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await redis.stop();
  });

  const uncounted = 'Redis cannot be used: requests are served without counting';
  /** Sends requests until `gateway` has logged `text`; every one of them is answered. */
  async function askUntilLogged(gateway: TestGateway, text: string): Promise<void> {
    while (!gateway.log().includes(text)) expect((await ask(gateway, 'Bearer busy')).status).toBe(200);
  }

  it('two gateways count one caller together', async () => {
    expect((await ask(first, 'Bearer ada')).status).toBe(200);
    expect((await ask(second, 'Bearer ada')).status).toBe(200);
    expect((await ask(first, 'Bearer ada')).status).toBe(429);
    expect((await ask(second, 'Bearer ada')).status).toBe(429);
  });

  it('the token is not stored, and what is stored expires with its window', async () => {
    await ask(first, 'Bearer secret-token');
    const client = connectTo(redis.url);
    const keys = await client.keys('*');
    const ends = await Promise.all(keys.map((key) => client.pttl(key)));
    client.disconnect();
    expect(keys).not.toHaveLength(0);
    expect(keys.join()).not.toContain('secret-token');
    expect(ends.filter((end) => end < 1)).toEqual([]);
  });

  it('when Redis stalls and when it stops, requests are served, and the log says so once', async () => {
    redis.stall();
    await askUntilLogged(first, uncounted);
    await redis.stop();
    await askUntilLogged(second, uncounted);
    for (let count = 0; count < 4; count += 1) expect((await ask(first, 'Bearer ada')).status).toBe(200);
    redis = await startRedis(redis.port);
    await askUntilLogged(first, 'Redis is back: requests are counted');
    for (const status of [200, 200, 429]) expect((await ask(first, 'Bearer grace')).status).toBe(status);
    expect(first.log().split(uncounted)).toHaveLength(2);
    expect(first.log() + second.log()).not.toContain(redisPassword);
  });

  it('a gateway starts without Redis', async () => {
    const url = `redis://:${redisPassword}@127.0.0.1:${await refusingPort()}`;
    const gateway = await gatewayOver(first.graph.url, { ...twoEach, REDIS_URL: url });
    for (const status of [200, 200, 200]) expect((await ask(gateway, 'Bearer ada')).status).toBe(status);
    expect(gateway.log()).toContain(uncounted);
    expect(gateway.log()).not.toContain(redisPassword);
    await gateway.stop();
  });

  it('a gateway whose password Redis rejects serves without counting, and never reveals the password', async () => {
    const url = `redis://:wrong-secret@127.0.0.1:${redis.port}`;
    const gateway = await gatewayOver(first.graph.url, { ...twoEach, REDIS_URL: url });
    for (const status of [200, 200, 200]) expect((await ask(gateway, 'Bearer ada')).status).toBe(status);
    expect(gateway.log()).toContain(uncounted);
    expect(gateway.log()).not.toContain('wrong-secret');
    await gateway.stop();
  });
};

if (hasRedis) describe('a limit counted in Redis', withRedis);
else {
  it('redis-server is not installed here: counting in Redis is left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}

it('a limit of one request in a minute is said in these words', async () => {
  const gateway = await gatewayOverEmulator({}, { RATE_LIMIT_MAX: '1', RATE_LIMIT_WINDOW_MS: '60000' });
  await ask(gateway, 'Bearer ada');
  const { json } = await ask(gateway, 'Bearer ada');
  await gateway.stop();
  expect(json.errors?.[0]?.message).toMatch(/^This caller has sent more than 1 request in 60 s; the next request/);
});
