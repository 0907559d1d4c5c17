import { afterEach, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/graphql/limits/limits.js';
import { connectionLimits } from '../../../src/http/connection-limits.js';
import { anyRequestId } from '../../support/expect-answer.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { until } from '../../support/until.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  type TestGateway,
} from '../../support/start.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const started = <Part extends { stop(): Promise<void> }>(part: Part): Part => {
  running.push(part);
  return part;
};

const send = (gateway: TestGateway, body: string, token?: string): Promise<Response> =>
  fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body,
  });

describe('the values in the JSON of a request', () => {
  const members = (count: number, item: string): string => Array.from({ length: count }, () => item).join(',');
  /** One value is the query; a list counts, and each item once, an empty one twice. */
  const shapes: [string, (count: number) => string][] = [
    ['numbers in extensions', (count) => `"extensions":{"a":[${members(count - 3, '1')}]}`],
    ['texts with brackets in extensions', (count) => `"extensions":{"a":[${members(count - 3, '"[{,\\""')}]}`],
    ['members that no request has', (count) => members(count - 1, '"a":1')],
    ['lists in each other', (count) => `"a":${'['.repeat(count - 2)}${']'.repeat(count - 2)}`],
    ['objects in each other', (count) => `"a":${'{"a":'.repeat(count - 2)}1${'}'.repeat(count - 2)}`],
  ];

  it.each(shapes)('are 30,000 at most, and not one more: %s', async (_, fill) => {
    const gateway = started(await gatewayOverEmulator({}, { NODE_ENV: 'production' }));
    const ask = (count: number): Promise<Response> => send(gateway, `{"query":"{ __typename }",${fill(count)}}`);
    const taken = await ask(limits.bodyValues);
    expect([taken.status, await taken.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
    const refused = await ask(limits.bodyValues + 1);
    expect(refused.status).toBe(400);
    const sentence = 'The request body has more than 30,000 JSON values; the limit is 30,000.';
    expect(await refused.json()).toEqual({
      errors: [{ message: sentence, extensions: { code: 'BAD_REQUEST', requestId: anyRequestId } }],
    });
  });
});

describe('operations with long bodies', () => {
  const creation = (text: string): string =>
    JSON.stringify({ query: createMutation, variables: { input: referenceExample, unused: text } });
  const bulky = creation('x'.repeat(500_000));

  it('hold a limited memory together: one more is rejected and sends nothing, short ones run, and later it may come again', async () => {
    const graph = started(await holdingGraph());
    const limited = { limits: { ...connectionLimits, maxRunningBytes: 1_500_000 } };
    const gateway = started(await gatewayOver(graph.url, {}, limited));
    const first = send(gateway, bulky, 'a');
    await until(() => graph.held.length === 1);

    const rejected = await send(gateway, bulky, 'b');
    expect(rejected.status).toBe(503);
    expect(rejected.headers.get('retry-after')).toBe('1');
    expect(await rejected.json()).toMatchObject({
      errors: [{ extensions: { code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 1 } }],
    });
    const short = send(gateway, creation(''), 'b');
    await until(() => graph.held.length === 2);
    graph.letGo();
    expect([(await first).status, (await short).status]).toEqual([200, 200]);

    const again = send(gateway, bulky, 'b');
    await until(() => graph.held.length === 1);
    graph.letGo();
    expect((await again).status).toBe(200);
    expect(graph.calls()).toBe(3);
  });

  it('are all answered when they arrive together, each in its turn', async () => {
    const gateway = started(await gatewayOverEmulator());
    const body = JSON.stringify({ query: '{ __typename }', variables: { text: 'x'.repeat(1_000_000) } });
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(gateway, body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
  });
});
