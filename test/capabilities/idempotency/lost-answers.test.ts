/**
 * A creation without a key whose answer is lost while its connection ends: the same request again, as browsers send it by
 * themselves, gets what became of the first one.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import {
  bulkMutation,
  codeOf,
  inputOf,
  keyedMutation,
  marksOf,
  tokenOf,
  type BulkResult,
} from '../../support/keyed.js';
import { requestOf, send, type Loss } from '../../support/lost-answers.js';
import { samplesOf, withMetrics } from '../../support/metrics.js';
import { answersIn, openSocket, untilClosed } from '../../support/raw-socket.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { slowGraph } from '../../support/slow-graph.js';
import { gatewayOver, token, type Answer, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();
const last = 'connection: close';
const creation = { query: keyedMutation, variables: { input: inputOf('mac-1') } };

const lineOfLoss = 'The answer of a creation did not reach its client';
const lineOfRepeat = 'A client has repeated a request whose answer was lost';
const active = async (gateway: TestGateway): Promise<number | undefined> =>
  (await samplesOf(gateway)).get('http_server_active_requests');
const leftLines = (gateway: TestGateway): number => gateway.log().split('"callerLeft":true').length - 1;

/** The answer over a connection of its own. */
async function answerTo(url: string, request: string): Promise<Answer> {
  const text = await untilClosed(url, request);
  const [answer] = answersIn(text);
  return { status: answer?.status ?? 0, headers: new Headers(), text, json: (answer?.json ?? {}) as Answer['json'] };
}

const start = async (url: string, environment: Record<string, string> = {}): Promise<TestGateway> => {
  const gateway = await gatewayOver(url, { NODE_ENV: 'production', ...environment });
  running.push(gateway);
  return gateway;
};

const losses: readonly Loss[] = ['reset', 'end'];

describe.each(losses)('a connection that ends by %s while Graph works', (loss) => {
  it('the repeat waits for the first request, gets what it has stored, and sends nothing', async () => {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url);
    const first = await send(gateway.url, requestOf(creation, token, last));
    await until(() => waiting.length === 1);
    first.lose(loss);
    await until(() => leftLines(gateway) === 1);
    const repeat = answerTo(gateway.url, requestOf(creation, token, last));
    waiting.shift()?.();

    const answer = await repeat;
    const [stored] = graph.accountSummaries();
    expect(answer.json.data).toMatchObject({ created: { id: stored?.['id'], deviceId: 'mac-1' } });
    expect(marksOf(answer)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
    expect(waiting).toEqual([]);
    expect(gateway.log()).toContain(lineOfLoss);
    expect(gateway.log()).toContain(lineOfRepeat);
  });
});

describe('what was sent before the connection ended', () => {
  /** Sends the operation, ends its connection when Graph has `calls` of its creations, and lets Graph work. */
  async function lost(operation: Parameters<typeof requestOf>[0], calls = 1) {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url, { IDEMPOTENCY_STORE: 'memory' });
    const request = requestOf(operation, token, last);
    const first = await send(gateway.url, request);
    await until(() => waiting.length === calls);
    first.lose('reset');
    await until(() => leftLines(gateway) === 1);
    for (const pass of waiting.splice(0)) pass();
    const repeated = async (of = request) => {
      const answer = answerTo(gateway.url, of);
      let isAnswered = false;
      void answer.finally(() => (isAnswered = true));
      await until(() => {
        for (const pass of waiting.splice(0)) pass();
        return isAnswered;
      });
      return answer;
    };
    return { gateway, graph, request, repeated };
  }

  it('is answered once: an equal creation after that is another one', async () => {
    const { graph, repeated } = await lost(creation);
    const first = await repeated();
    const second = await repeated();
    expect(marksOf(first)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(marksOf(second)).toBeUndefined();
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(2);
  });

  it.each<[string, string]>([
    ['of another caller', requestOf(creation, 'token-of-grace', last)],
    ['of another input', requestOf({ ...creation, variables: { input: inputOf('mac-2') } }, token, last)],
    ['of another selection', requestOf({ ...creation, query: keyedMutation.replace(' deviceId', '') }, token, last)],
  ])('is not the answer to a request %s', async (_other, request) => {
    const { graph, repeated } = await lost(creation);
    expect(marksOf(await repeated(request))).toBeUndefined();
    await until(() => graph.accountSummaries().length === 2);
  });

  it('is not lost again with the connection of the repeat', async () => {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url, withMetrics);
    const request = requestOf(creation, token, last);
    for (let times = 1; times <= 3; times += 1) {
      const attempt = await send(gateway.url, request);
      await until(async () => (await active(gateway)) === 1);
      if (times === 1) await until(() => waiting.length === 1);
      attempt.lose('reset');
      await until(() => leftLines(gateway) === times);
    }
    const repeat = answerTo(gateway.url, request);
    waiting.shift()?.();
    expect(marksOf(await repeat)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });

  it('is still known after a repeat that was answered by an error', async () => {
    const { graph, repeated } = await lost(creation);
    await until(() => graph.timesCreated({ deviceId: 'mac-1' }) === 1);
    graph.quirks.forbidden = true;
    const refused = await repeated();
    expect([codeOf(refused), marksOf(refused)]).toEqual(['FORBIDDEN', undefined]);
    graph.quirks.forbidden = false;
    expect(marksOf(await repeated())).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);

    // Now it is answered.
    expect(marksOf(await repeated())).toBeUndefined();
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(2);
  });

  it('is each item of a bulk creation; what was not sent is sent by the repeat', async () => {
    const macs = Array.from({ length: 45 }, (_, index) => `mac-${index}`);
    const bulk = { query: bulkMutation, variables: { inputs: macs.map(inputOf) } };
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url, { GRAPH_BATCH_CONCURRENCY: '1' });
    const request = requestOf(bulk, token, last);
    const first = await send(gateway.url, request);
    await until(() => waiting.length === 1);
    first.lose('reset');
    await until(() => leftLines(gateway) === 1);
    waiting.shift()?.();
    const answer = answerTo(gateway.url, request);
    let isAnswered = false;
    void answer.finally(() => (isAnswered = true));
    await until(() => {
      waiting.shift()?.();
      return isAnswered;
    });
    const results = (await answer).json.data?.['results'] as readonly BulkResult[];
    expect(results.map(({ replayed, error }) => [replayed, error])).toEqual(macs.map((_, index) => [index < 20, null]));
    expect(macs.map((deviceId) => graph.timesCreated({ deviceId }))).toEqual(macs.map(() => 1));
  });

  it('is each creation of an operation; those after it are sent by the repeat', async () => {
    const field = 'createMacOSSoftwareUpdateAccountSummary';
    const { graph, repeated } = await lost({
      query: `mutation ($one: CreateSummaryInput!, $two: CreateSummaryInput!) {
        one: ${field}(input: $one) { deviceId } two: ${field}(input: $two) { deviceId }
      }`,
      variables: { one: inputOf('mac-1'), two: inputOf('mac-2') },
    });
    const answer = await repeated();
    expect(answer.json).toMatchObject({ data: { one: { deviceId: 'mac-1' }, two: { deviceId: 'mac-2' } } });
    expect(marksOf(answer)).toEqual([
      { path: ['one'], status: 'REPLAYED' },
      { path: ['two'], status: 'STORED' },
    ]);
    expect(['mac-1', 'mac-2'].map((deviceId) => graph.timesCreated({ deviceId }))).toEqual([1, 1]);
  });

  it('with a key stays with that key', async () => {
    const { graph, repeated } = await lost({ ...creation, variables: { ...creation.variables, key: 'order-7' } });
    const replayed = [{ path: ['created'], status: 'REPLAYED' }];
    // Until the first request has ended, the key is in use.
    let marks: unknown;
    await until(async () => (marks = marksOf(await repeated())) !== undefined);
    expect(marks).toEqual(replayed);
    expect(marksOf(await repeated())).toEqual(replayed);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });

  it('is looked for if its outcome is unknown', async () => {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url);
    graph.quirks.answersLost = 1;
    const request = requestOf(creation, token, last);
    const first = await send(gateway.url, request);
    await until(() => waiting.length === 1);
    first.lose('reset');
    await until(() => leftLines(gateway) === 1);
    waiting.shift()?.();
    const answer = await answerTo(gateway.url, request);
    expect(marksOf(answer)).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });

  it('was refused by Graph: the repeat is sent', async () => {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url);
    graph.quirks.forbidden = true;
    const request = requestOf(creation, token, last);
    const first = await send(gateway.url, request);
    await until(() => waiting.length === 1);
    first.lose('reset');
    await until(() => leftLines(gateway) === 1);
    const repeat = answerTo(gateway.url, request);
    waiting.shift()?.();
    await until(() => waiting.length === 1);
    graph.quirks.forbidden = false;
    waiting.shift()?.();
    expect(marksOf(await repeat)).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });
});

describe('nothing is kept', () => {
  it('of an answer that was delivered: two equal creations are two', async () => {
    const graph = await startEmulator();
    const gateway = await start(graph.url);
    running.push(graph);
    const client = openSocket(gateway.url);
    client.write(requestOf(creation));
    await until(() => answersIn(client.heard()).length === 1);
    client.leave();
    await answerTo(gateway.url, requestOf(creation, token, last));
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(2);
    expect(gateway.log()).not.toContain(lineOfLoss);
  });

  it('of a creation that was never sent: it is cancelled, and its repeat is an ordinary creation', async () => {
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url, { GRAPH_CONCURRENCY: '1', ...withMetrics });
    const other = answerTo(
      gateway.url,
      requestOf({ ...creation, variables: { input: inputOf('mac-2') } }, token, last),
    );
    await until(() => waiting.length === 1);
    const queued = await send(gateway.url, requestOf(creation));
    await until(async () => (await active(gateway)) === 2);
    queued.lose('reset');
    await until(() => leftLines(gateway) === 1);
    const repeat = answerTo(gateway.url, requestOf(creation));
    waiting.shift()?.();
    expect((await other).json.errors).toBeUndefined();
    await until(() => waiting.length === 1);
    waiting.shift()?.();
    await gateway.stop();
    expect(marksOf(await repeat)).toBeUndefined();
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
    expect(gateway.log()).not.toContain(lineOfLoss);
  });

  it('of a deletion: its call is cancelled', async () => {
    const graph = await holdingGraph();
    const gateway = await start(graph.url);
    running.push(graph);
    const remove = { query: 'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }' };
    const first = await send(gateway.url, requestOf(remove));
    await until(() => graph.held.length === 1);
    first.lose('reset');
    await until(() => leftLines(gateway) === 1 && gateway.log().includes('OUTCOME_UNKNOWN'));
    expect(gateway.log()).not.toContain(lineOfLoss);
  });
});

const withRedis = (): void => {
  let redis: TestRedis;
  afterEach(() => redis.stop());

  it('another gateway answers the repeat, and waits for the first request', async () => {
    redis = await startRedis();
    const { url, graph, waiting } = await slowGraph(running);
    const [one, other] = [await start(url, { REDIS_URL: redis.url }), await start(url, { REDIS_URL: redis.url })];
    const request = requestOf(creation, tokenOf('ada', 'app', 1), last);
    const first = await send(one.url, request);
    await until(() => waiting.length === 1);
    first.lose('reset');
    await until(() => one.log().includes(lineOfLoss));
    const repeat = answerTo(other.url, request);
    waiting.shift()?.();
    const answer = await repeat;
    expect(marksOf(answer)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);

    // It was answered: the first gateway does not answer it again.
    const another = answerTo(one.url, request);
    await until(() => waiting.length === 1);
    waiting.shift()?.();
    expect(marksOf(await another)).toBeUndefined();
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(2);
  });

  it('while Redis is away the gateway that saw the loss answers', async () => {
    redis = await startRedis();
    const { url, graph, waiting } = await slowGraph(running);
    const gateway = await start(url, { REDIS_URL: redis.url });
    await redis.stop();
    const request = requestOf(creation, token, last);
    const first = await send(gateway.url, request);
    await until(() => waiting.length === 1);
    first.lose('reset');
    await until(() => gateway.log().includes(lineOfLoss));
    const repeat = answerTo(gateway.url, request);
    waiting.shift()?.();
    const answer = await repeat;
    expect(codeOf(answer)).toBeUndefined();
    expect(marksOf(answer)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });
};

if (hasRedis) describe('with Redis', withRedis);
else {
  it('redis-server is not installed here: the tests with Redis are left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}
