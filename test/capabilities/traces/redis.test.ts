/** Each script of Redis that a request waits for is a span of the request. */
import { expect, it } from '@jest/globals';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { create } from '../../support/keyed.js';
import { redisPassword, startRedis } from '../../support/redis.js';
import { scriptedRedis } from '../../support/scripted-redis.js';
import { tracedGateway, treeOf } from '../../support/traced-gateway.js';
import { describeWithRedis } from '../../support/with-redis.js';

const running = stoppedAfterEach();
const withPace = { GRAPH_PACE_WRITES: '100' };

it('a request that is counted', async () => {
  const redis = await scriptedRedis(redisPassword);
  running.push(redis);
  const gateway = await tracedGateway(running, {}, { REDIS_URL: redis.url, RATE_LIMIT_MAX: '100' });
  await gateway.send('{ __typename }');
  const span = (await gateway.spans()).find(({ name }) => name === 'count redis');
  expect(span).toMatchObject({
    kind: 'CLIENT',
    isError: false,
    attributes: { 'db.system.name': 'redis', 'db.stored_procedure.name': 'count' },
  });
});

describeWithRedis('with a real Redis', () => {
  it('a creation with a key, in a shared pace', async () => {
    const redis = await startRedis();
    running.push(redis);
    const gateway = await tracedGateway(running, {}, { REDIS_URL: redis.url, ...withPace });
    await create(gateway, 'a-mac', 'a-key-of-the-caller');
    const spans = await gateway.spans();
    expect(treeOf(spans).slice(1)).toEqual([
      '  INTERNAL mutation',
      '    CLIENT claim redis',
      '    CLIENT pace redis',
      '    CLIENT send redis',
      '    CLIENT POST deviceManagement/macOSSoftwareUpdateAccountSummaries',
      '    CLIENT settle redis',
    ]);
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('a-key-of-the-caller');
  });

  it('a key that Redis did not check says why', async () => {
    const redis = await startRedis();
    running.push(redis);
    const gateway = await tracedGateway(running, {}, { REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '250' });
    redis.stall();
    await create(gateway, 'a-mac', 'a-key');
    redis.resume();
    expect(gateway.graph?.requests).toHaveLength(0);
    expect((await gateway.spans()).find(({ name }) => name === 'claim redis')).toMatchObject({
      isError: true,
      attributes: { 'db.stored_procedure.name': 'claim', 'error.type': 'TIMEOUT' },
    });
  });
});
