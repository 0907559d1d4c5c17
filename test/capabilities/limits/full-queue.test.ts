/**
 * The gateway's own queue of calls to Graph is full: an operation that could do nothing is HTTP 503 with `Retry-After`,
 * and one that did something, or failed for another reason too, is HTTP 200.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdingGraph, type HoldingGraph } from '../../support/holding-graph.js';
import { linesWith } from '../../support/log-lines.js';
import { createMutation, gatewayOver, referenceExample, type Answer, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';

const create = [createMutation, { input: referenceExample }] as const;
const as = (name: string): Record<string, string> => ({ authorization: `Bearer of-${name}` });
const sentence = 'Too many requests to Microsoft Graph are already waiting; this one was not sent.';
const one = 'macOSSoftwareUpdateAccountSummary(id: "a") { id displayName }';

let graph: HoldingGraph;
let gateway: TestGateway;
async function start(places: Record<string, string>): Promise<void> {
  graph = await holdingGraph();
  gateway = await gatewayOver(graph.url, places);
}
afterEach(async () => {
  await gateway.stop();
  await graph.stop();
});

describe('with the only slot taken and no queue', () => {
  let holder: Promise<Answer>;
  beforeEach(async () => {
    await start({ GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '0' });
    holder = gateway.send(...create);
    await until(() => graph.held.length === 1);
  });
  afterEach(async () => {
    graph.letGo();
    expect((await holder).json.errors).toBeUndefined();
  });

  it.each<[string, string, object]>([
    ['a creation', ...create],
    ['a deletion', 'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }', {}],
    ['a read', `{ ${one} }`, {}],
    ['a list', '{ macOSSoftwareUpdateAccountSummaries { nodes { id } } }', {}],
    ['two reads', `{ ${one} b: macOSSoftwareUpdateAccountSummary(id: "b") { displayName } }`, {}],
    ['two creations', createMutation.replace(/created: (\w+\([^)]*\)) [^]*/, 'a: $1 { id } b: $1 { id } }'), create[1]],
    [
      "a router's entities",
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on MacOSSoftwareUpdateAccountSummary { displayName } } }',
      { of: ['a', 'b'].map((id) => ({ __typename: 'MacOSSoftwareUpdateAccountSummary', id })) },
    ],
  ])('%s is HTTP 503 with Retry-After and without data', async (_what, query, variables) => {
    const { status, headers, json } = await gateway.send(query, variables);
    expect([status, headers.get('retry-after'), json.data]).toEqual([503, '1', null]);
    expect(json.errors?.length).toBeGreaterThan(0);
    for (const { message, path, extensions } of json.errors ?? []) {
      expect([message, extensions]).toEqual([sentence, { code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 1 }]);
      expect(path).toBeDefined();
    }
    expect(graph.calls()).toBe(1);
    expect(linesWith(gateway, 'answered').at(-1)).toMatchObject({ status: 503, codes: ['GRAPH_UNAVAILABLE'] });
  });

  it.each(['application/json', 'application/graphql-response+json'])('the status is the same in %s', async (accept) => {
    const { status, headers } = await gateway.send(...create, { authorization: 'Bearer a', accept });
    expect([status, headers.get('content-type')]).toEqual([503, `${accept}; charset=utf-8`]);
  });

  it.each<[string, string, object]>([
    ['has another result', `{ __typename ${one} }`, {}],
    ['has another failure', `{ ${one} macOSSoftwareUpdateAccountSummaries(after: "of no list") { nodes { id } } }`, {}],
    [
      'has a result for each of its creations',
      `mutation ($inputs: [CreateSummaryInput!]!) {
        r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { error { code } }
      }`,
      { inputs: [referenceExample, referenceExample] },
    ],
  ])('an operation that %s is HTTP 200', async (_what, query, variables) => {
    const { status, headers, json } = await gateway.send(query, variables);
    expect([status, headers.get('retry-after')]).toEqual([200, null]);
    expect(json.data).not.toBeNull();
    expect(JSON.stringify(json)).toContain('GRAPH_UNAVAILABLE');
    expect(graph.calls()).toBe(1);
  });

  it('the line of the log belongs to no request', async () => {
    await Promise.all(['ada', 'grace'].map((name) => gateway.send(...create, as(name))));
    const [first] = linesWith(gateway, 'The queue of calls to Graph is full: calls are refused');
    expect(first).toMatchObject({ level: 'warn', refused: 1 });
    expect(first).not.toHaveProperty('reqId');
    expect(linesWith(gateway, 'Graph call failed')).toEqual([]);
  });
});

it('an operation of which Graph has stored a part is HTTP 200 with what was stored', async () => {
  await start({ GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '2' });
  for (const name of ['ada', 'grace', 'joan']) {
    const answer = gateway.send(...create, as(name));
    await until(() => graph.held.length === 1);
    graph.letGo();
    await answer;
  }
  const input = { input: referenceExample };
  const field = 'createMacOSSoftwareUpdateAccountSummary(input: $input)';
  const two = `mutation ($input: CreateSummaryInput!) { a: ${field} { id } b: ${field} { id } }`;
  const twoCreations = gateway.send(two, input, as('ada'));
  await until(() => graph.held.length === 1);
  const others = [gateway.send(...create, as('grace'))];
  // One connection after the other: each has arrived when the next operation is answered.
  await gateway.send('{ __typename }');
  others.push(gateway.send(...create, as('ada')));
  await gateway.send('{ __typename }');
  graph.letGo();
  await until(() => graph.held.length === 1);
  // Two calls of ada wait now; the one of joan removes the latest, which is the second creation.
  others.push(gateway.send(...create, as('joan')));
  const { status, headers, json } = await twoCreations;
  expect([status, headers.get('retry-after')]).toEqual([200, null]);
  expect(json).toMatchObject({
    data: { a: { id: 'stored' }, b: null },
    errors: [{ message: sentence, path: ['b'], extensions: { written: [{ verb: 'create', id: 'stored' }] } }],
  });
  let answered = false;
  const rest = Promise.all(others).finally(() => (answered = true));
  await until(() => {
    graph.letGo();
    return answered;
  });
  expect((await rest).map((answer) => answer.json.errors)).toEqual([undefined, undefined, undefined]);
});
