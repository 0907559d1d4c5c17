/** What the doctor says about Redis. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, expect, it } from '@jest/globals';
import { askDoctor } from '../../support/doctor.js';
import { refusingPort } from '../../support/ports.js';
import { redisPassword, startRedis } from '../../support/redis.js';
import { sentinelPassword, startCluster, startSentinels } from '../../support/redis-modes.js';
import { describeWithRedis } from '../../support/with-redis.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const noGraph = { GRAPH_BASE_URL: 'http://127.0.0.1:9/beta' };

it('without Redis, a note says what each gateway then has alone', async () => {
  const { finding } = await askDoctor(noGraph);
  expect(finding('redis.reached')).toMatchObject({
    status: 'note',
    found: expect.stringContaining('REDIS_URL') as unknown,
  });
  expect(finding('redis.eviction')).toBeUndefined();
});

it('a Redis that is not there fails, with the reason and without the password', async () => {
  const REDIS_URL = `redis://:${redisPassword}@127.0.0.1:${await refusingPort()}`;
  const { finding, text, code } = await askDoctor({ ...noGraph, REDIS_URL });
  expect(code).toBe(1);
  expect(finding('redis.reached')).toMatchObject({
    status: 'failed',
    found: expect.stringMatching(/^ECONNREFUSED at /) as unknown,
  });
  expect(finding('redis.persistence')).toMatchObject({ status: 'not-tried', found: 'not tried: "connection" failed' });
  expect(text).not.toContain(redisPassword);
});

describeWithRedis('a cluster, and Sentinels', () => {
  it('a cluster is asked at one of its nodes; as a single Redis, a warning names REDIS_MODE', async () => {
    const cluster = await startCluster(3);
    running.push(cluster);
    const { finding } = await askDoctor({ ...noGraph, ...cluster.environment });
    expect(finding('redis.reached')).toMatchObject({ status: 'ok', details: { mode: 'cluster', role: 'master' } });
    const [node] = cluster.nodes;
    const REDIS_URL = `redis://:${redisPassword}@127.0.0.1:${node?.process.port}`;
    const single = await askDoctor({ ...noGraph, REDIS_URL });
    expect(single.finding('redis.reached')).toMatchObject({
      status: 'warning',
      advice: 'REDIS_MODE is single: set cluster, unless one endpoint stands for all nodes',
    });
  });

  it('the master that the Sentinels name is asked; a wrong name of theirs fails', async () => {
    const sentinels = await startSentinels({ replicas: 1, sentinels: 1 });
    running.push(sentinels);
    const { finding, text } = await askDoctor({ ...noGraph, ...sentinels.environment });
    expect(finding('redis.reached')).toMatchObject({ status: 'ok', details: { mode: 'standalone', role: 'master' } });
    const wrong = await askDoctor({ ...noGraph, ...sentinels.environment, REDIS_SENTINEL_NAME: 'another' });
    expect(wrong.finding('redis.reached')).toMatchObject({ status: 'failed' });
    for (const secret of [redisPassword, sentinelPassword]) expect(text + wrong.text).not.toContain(secret);
  });
});

describeWithRedis('a real one', () => {
  it('its mode, role and latency; without persistence, a warning', async () => {
    const redis = await startRedis();
    running.push(redis);
    const { finding } = await askDoctor({ ...noGraph, REDIS_URL: redis.url });
    expect(finding('redis.reached')?.found).toMatch(/version \d\S+, mode standalone, role master, median \d+\.\d ms$/);
    expect(finding('redis.persistence')).toMatchObject({
      status: 'warning',
      details: { redisConf: ['appendonly yes', 'appendfsync everysec'] },
    });
    expect(finding('redis.eviction')).toMatchObject({ status: 'ok', details: { policy: 'noeviction' } });
  });

  it('with persistence nothing is warned of; an eviction policy is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doctor-redis-'));
    const redis = await startRedis(undefined, folder);
    running.push(redis, { stop: () => Promise.resolve(rmSync(folder, { recursive: true })) });
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();
    const { finding } = await askDoctor({ ...noGraph, REDIS_URL: redis.url });
    expect(finding('redis.persistence')).toMatchObject({ status: 'ok' });
    expect(finding('redis.eviction')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/^maxmemory-policy allkeys-lru/) as unknown,
    });
  });

  it('a wrong password, and a user without the right to run scripts', async () => {
    const redis = await startRedis();
    running.push(redis);
    const wrong = await askDoctor({ ...noGraph, REDIS_URL: redis.url.replace(redisPassword, 'another-password') });
    expect(wrong.finding('redis.reached')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/^WRONGPASS at /) as unknown,
    });
    const client = new Redis(redis.url);
    await client.call('ACL', 'SETUSER', 'reader', 'on', '>reader-password', '~*', '&*', '+@all', '-eval');
    client.disconnect();
    const REDIS_URL = redis.url.replace(`:${redisPassword}`, 'reader:reader-password');
    const limited = await askDoctor({ ...noGraph, REDIS_URL });
    expect(limited.finding('redis.reached')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/scripts fail: NOPERM$/) as unknown,
    });
  });
});
