/**
 * A Redis that replies, but not with a count: requests are served, the log says so once, and the process keeps running.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { startProcess, type GatewayProcess } from '../../support/process.js';
import { connectTo, hasRedis, redisPassword, startRedis, type TestRedis } from '../../support/redis.js';
import { rightCount, scriptedRedis, type ScriptedRedis } from '../../support/scripted-redis.js';
import { until } from '../../support/until.js';

const uncounted = 'Redis cannot be used: requests are served without counting';
const counted = 'Redis is back: requests are counted';
const limit = { GRAPH_BASE_URL: 'http://127.0.0.1:9/beta', RATE_LIMIT_MAX: '2', RATE_LIMIT_WINDOW_MS: '3600000' };

const post = ({ url }: GatewayProcess, caller: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller}` },
    body: '{"query":"{ __typename }"}',
  });

async function ask(gateway: GatewayProcess, caller: string): Promise<number> {
  const response = await post(gateway, caller);
  await response.arrayBuffer();
  return response.status;
}

async function askFourTimes(gateway: GatewayProcess, caller: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) statuses.push(await ask(gateway, caller));
  return statuses;
}

const linesWith = (gateway: GatewayProcess, text: string): string[] =>
  gateway
    .output()
    .split('\n')
    .filter((line) => line.includes(text));

describe('when Redis replies to a count', () => {
  let redis: ScriptedRedis;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    redis = await scriptedRedis(redisPassword);
    gateway = await startProcess({ ...limit, REDIS_URL: redis.url });
  });
  afterAll(async () => {
    gateway.stop();
    await redis.stop();
  });

  it.each([
    ['an error for a key of another type', '-WRONGTYPE Operation against a key\r\n', 'WRONGTYPE'],
    ['an error for a text', '-ERR value is not an integer or out of range\r\n', 'ERR'],
    ['that it needs a password', '-NOAUTH Authentication required.\r\n', 'NOAUTH'],
    ['that the user may not', `-NOPERM ${redisPassword} has no permissions\r\n`, 'NOPERM'],
    ['that it is a replica', "-READONLY You can't write against a read only replica.\r\n", 'READONLY'],
    ['that its memory is full', '-OOM command not allowed\r\n', 'OOM'],
    ['that it still loads', '-LOADING Redis is loading the dataset in memory\r\n', 'LOADING'],
    ['that it cannot save', '-MISCONF Redis is configured to save RDB snapshots\r\n', 'MISCONF'],
    ['that a script runs', '-BUSY Redis is busy running a script\r\n', 'BUSY'],
    ['that it knows no scripts', '-NOSCRIPT No matching script.\r\n', 'NOSCRIPT'],
    ['that the key is elsewhere', '-MOVED 3999 127.0.0.1:6381\r\n', 'MOVED'],
    ['an error without words', '-\r\n', 'UNKNOWN'],
    ['an error whose word is none', `-${redisPassword}\r\n`, 'UNKNOWN'],
    ['nothing', undefined, 'TIMEOUT'],
    ['half a reply', '*2\r\n:1\r\n', 'TIMEOUT'],
    ['nil', '$-1\r\n', 'UNEXPECTED_REPLY'],
    ['a nil list', '*-1\r\n', 'UNEXPECTED_REPLY'],
    ['nil twice', '$-1\r\n$-1\r\n', 'UNEXPECTED_REPLY'],
    ['a list of nil', '*2\r\n$-1\r\n$-1\r\n', 'UNEXPECTED_REPLY'],
    ['an empty list', '*0\r\n', 'UNEXPECTED_REPLY'],
    ['a list of one number', '*1\r\n:1\r\n', 'UNEXPECTED_REPLY'],
    ['texts', '*2\r\n$1\r\n9\r\n$1\r\n9\r\n', 'UNEXPECTED_REPLY'],
    ['a number', ':9\r\n', 'UNEXPECTED_REPLY'],
    ['numbers below zero', '*2\r\n:-9\r\n:-9\r\n', 'UNEXPECTED_REPLY'],
    ['numbers beyond what is exact', '*2\r\n:9223372036854775807\r\n:1\r\n', 'UNEXPECTED_REPLY'],
    ['an error inside a list', '*2\r\n-ERR a\r\n:1\r\n', 'UNEXPECTED_REPLY'],
    ['lists in a list', '*2\r\n*1\r\n:1\r\n*1\r\n:1\r\n', 'UNEXPECTED_REPLY'],
    ['a list of 4,294,967,295', '*4294967295\r\n', 'UNEXPECTED_REPLY'],
    ['a text of 2 GB', '$2147483647\r\n', 'UNEXPECTED_REPLY'],
    ['a push without a type', '>1\r\n_\r\n', 'UNEXPECTED_REPLY'],
    ['a push of a subscription', '>2\r\n+subscribe\r\n_\r\n', 'UNEXPECTED_REPLY'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'UNEXPECTED_REPLY'],
    ['a line without end', `+${'a'.repeat(100_000)}`, 'UNEXPECTED_REPLY'],
  ])('%s: requests are served, with one warning and one line when it is over', async (what, reply, reason) => {
    const caller = what.replaceAll(/\W/g, '-');
    const [warnings, ends] = [linesWith(gateway, uncounted).length, linesWith(gateway, counted).length];
    redis.reply = reply;
    expect(await askFourTimes(gateway, caller)).toEqual([200, 200, 200, 200]);
    await until(() => linesWith(gateway, uncounted).length > warnings);
    const said = linesWith(gateway, uncounted).slice(warnings);
    expect(said.map((line) => (JSON.parse(line) as { reason: string }).reason)).toEqual([reason]);
    redis.reply = rightCount;
    redis.drop();
    await until(async () => {
      expect(await ask(gateway, `${caller}-later`)).not.toBe(500);
      return linesWith(gateway, counted).length === ends + 1;
    });
    expect(linesWith(gateway, uncounted)).toHaveLength(warnings + 1);
    await until(async () => (await ask(gateway, `${caller}-after`)) === 429);
  });

  it('a response claims no limit if the request was not counted', async () => {
    const limitsIn = async (): Promise<string[]> =>
      [...(await post(gateway, 'hopper')).headers.keys()].filter((name) => name.startsWith('ratelimit'));
    redis.reply = '-OOM command not allowed\r\n';
    expect(await limitsIn()).toEqual([]);
    redis.reply = rightCount;
    await until(async () => (await limitsIn()).length === 3);
  });

  it('the password is nowhere in the log, and the process ends as it should', async () => {
    expect(gateway.output()).not.toContain(redisPassword);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });
});

it.each([
  ['a password is needed', '-NOAUTH Authentication required.\r\n', 'NOAUTH'],
  ['it is a replica', "-READONLY You can't write against a read only replica.\r\n", 'READONLY'],
  ['the user has no right', '-NOPERM no permissions\r\n', 'NOPERM'],
])('the log says at startup that %s, before any request', async (_what, reply, reason) => {
  const redis = await scriptedRedis(redisPassword);
  redis.reply = reply;
  const reasonAtStart = async (): Promise<unknown> => {
    const gateway = await startProcess({ ...limit, REDIS_URL: redis.url });
    await until(() => linesWith(gateway, uncounted).length > 0);
    gateway.stop();
    return (JSON.parse(linesWith(gateway, uncounted)[0] ?? '{}') as { reason?: unknown }).reason;
  };
  try {
    // On a busy machine a reply can take longer than the gateway waits for it.
    let seen: unknown;
    await until(async () => (seen = await reasonAtStart()) !== 'TIMEOUT');
    expect(seen).toBe(reason);
  } finally {
    await redis.stop();
  }
});

const withRedis = (): void => {
  let redis: TestRedis;
  let admin: Redis;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    redis = await startRedis();
    admin = connectTo(redis.url);
    await admin.call('ACL', 'SETUSER', 'gateway', 'on', `>${redisPassword}`, 'allkeys', 'allcommands');
    const url = redis.url.replace('redis://:', 'redis://gateway:');
    gateway = await startProcess({ ...limit, REDIS_URL: url });
  });
  afterAll(async () => {
    gateway.stop();
    admin.disconnect();
    await redis.stop();
  });

  it('a key of another type turns off the counting of its caller, and of no other caller', async () => {
    expect(await ask(gateway, 'ada')).toBe(200);
    const [key = ''] = await admin.keys('*:caller:*');
    await admin.del(key);
    await admin.lpush(key, 'a');
    expect(await askFourTimes(gateway, 'ada')).toEqual([200, 200, 200, 200]);
    await until(async () => (await ask(gateway, 'grace')) === 429);
    await until(() => linesWith(gateway, uncounted).length > 0);
    expect(linesWith(gateway, uncounted)).toHaveLength(1);
    expect(linesWith(gateway, uncounted)[0]).toContain('"reason":"WRONGTYPE"');
  });

  it('a count that has lost its expiry gets a new one', async () => {
    await admin.flushall();
    expect(await ask(gateway, 'joan')).toBe(200);
    const [key = ''] = await admin.keys('*:caller:*');
    await admin.persist(key);
    await until(async () => (await ask(gateway, 'joan')) === 429);
    expect(await admin.pttl(key)).toBeGreaterThan(0);
  });

  it.each([
    ['the user may run no scripts', ['ACL', 'SETUSER', 'gateway', '-evalsha', '-eval']],
    ['the memory is full', ['CONFIG', 'SET', 'maxmemory', '1']],
  ] as const)('when %s, requests are served', async (_what, [command, ...words]) => {
    await admin.call(command, ...words);
    expect(await askFourTimes(gateway, 'edsger')).toEqual([200, 200, 200, 200]);
    expect(gateway.output()).not.toContain(redisPassword);
    await admin.call('CONFIG', 'SET', 'maxmemory', '0');
    await admin.call('ACL', 'SETUSER', 'gateway', 'allcommands');
  });
};

if (hasRedis) describe('a real Redis that refuses', withRedis);
else {
  it('redis-server is not installed here: a real Redis that refuses is left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}
