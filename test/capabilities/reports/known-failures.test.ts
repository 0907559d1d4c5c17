/**
 * The answer, the calls to Graph, the log and the metrics of a failed operation do not depend on what answers it: the
 * gateway itself, or Apollo Server, which answers all operations with FEDERATION_TRACING=on.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator, type Quirks } from '../../../src/emulator/graph/index.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { linesWith, logLines } from '../../support/log-lines.js';
import { samplesAfter, withMetrics } from '../../support/metrics.js';
import { createMutation, gatewayOver, referenceExample, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';

const byApollo = { FEDERATION_TRACING: 'on' };
const list = 'macOSSoftwareUpdateAccountSummaries';
const one = 'macOSSoftwareUpdateAccountSummary';
const invalid = { ...referenceExample, displayName: ' ', successfulUpdateCount: -1 };
const twoCreations = `mutation ($a: CreateSummaryInput!, $b: CreateSummaryInput!) {
  a: createMacOSSoftwareUpdateAccountSummary(input: $a) { id displayName }
  b: createMacOSSoftwareUpdateAccountSummary(input: $b) { id displayName }
}`;
const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on MacOSSoftwareUpdateAccountSummary { displayName }
} }`;

/** Ids and times differ between any two requests. */
const withoutChance = (text: string): string =>
  text
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'an id')
    .replaceAll(/"(time|date|lastUpdatedDateTime)":"[^"]*"/g, '"$1":"a time"')
    .replaceAll(/"(\w+Ms|number)":[\d.]+/g, '"$1":1');

/** The client names the request, so that only Graph's ids differ. */
async function answerOf(
  gateway: TestGateway,
  query: string,
  variables: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer of-ada', 'x-request-id': 'r-1', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const named = [...response.headers].filter(([name]) => name !== 'date');
  return { status: response.status, headers: Object.fromEntries(named), text: withoutChance(await response.text()) };
}

describe('a failed operation', () => {
  let graph: Emulator;
  let gateways: readonly TestGateway[];
  let callers = 0;
  beforeAll(async () => {
    graph = await startEmulator({ macs: 3 });
    gateways = [
      await gatewayOver(graph.url, { ...withMetrics, EXECUTION_PLANS: 'off' }),
      await gatewayOver(graph.url, withMetrics),
      await gatewayOver(graph.url, { ...withMetrics, ...byApollo }),
    ];
  });
  afterAll(async () => {
    for (const gateway of gateways) await gateway.stop();
    await graph.stop();
  });

  it.each<[string, string, object, Partial<Quirks>, { status?: number; calls: number; text: string }]>([
    [
      'because its input breaks rules',
      createMutation,
      { input: invalid },
      {},
      { calls: 0, text: '"rule":"TOO_SMALL","limit":0' },
    ],
    [
      'in one of its two fields',
      `{ stale: ${list}(after: "stale") { nodes { id } } recent: ${list}(first: 1) { nodes { osVersion } } }`,
      {},
      {},
      { calls: 1, text: '"stale":null,"recent":{"nodes":[{' },
    ],
    ['in both', twoCreations, { a: invalid, b: invalid }, {}, { calls: 0, text: '"data":{"a":null,"b":null}' }],
    [
      'after a report was stored',
      twoCreations,
      { a: referenceExample, b: invalid },
      {},
      { calls: 1, text: '"written":[{' },
    ],
    [
      'below a row of its list',
      `{ ${list}(first: 2) { nodes { osVersion categorySummaries { displayName } } } }`,
      {},
      { throttleItems: 1, retryAfterSeconds: 900 },
      { calls: 2, text: `"path":["${list}","nodes",0,"categorySummaries"]` },
    ],
    [
      'because Graph has no such report',
      `{ ${one}(id: "none") { displayName } }`,
      {},
      {},
      { calls: 1, text: 'NOT_FOUND' },
    ],
    [
      'because Graph wants another token',
      `{ ${one}(id: "none") { displayName } }`,
      {},
      { claimsChallenge: 1 },
      { status: 401, calls: 1, text: '"code":"UNAUTHENTICATED"' },
    ],
    [
      'in one of its entities',
      entities,
      { of: [{ __typename: 'Other' }, { __typename: 'MacOSSoftwareUpdateAccountSummary', id: 'none' }] },
      {},
      { calls: 1, text: '"data":{"_entities":[null,null]}' },
    ],
    [
      'in more entities than a response has errors',
      entities,
      { of: Array.from({ length: 120 }, () => ({ __typename: 'Other' })) },
      {},
      { calls: 0, text: '"code":"TOO_MANY_ERRORS"' },
    ],
    ['because a variable is missing', createMutation, {}, {}, { status: 400, calls: 0, text: 'BAD_USER_INPUT' }],
  ])('%s has one answer and one line of the log', async (_why, query, variables, quirks, expected) => {
    const answers = [];
    // A plan runs from the third time.
    for (const gateway of gateways) {
      for (let time = 1; time <= 3; time += 1) {
        const [calls, lines] = [graph.requests.length, logLines(gateway).length];
        const answered = linesWith(gateway, 'answered').length;
        Object.assign(graph.quirks, quirks);
        // A throttled caller pauses.
        const authorization = `Bearer of-${(callers += 1)}`;
        const answer = await answerOf(gateway, query, variables, { authorization });
        await until(() => linesWith(gateway, 'answered').length > answered);
        const log = logLines(gateway)
          .slice(lines)
          .filter(({ level }) => level !== 'debug');
        const sent = graph.requests.slice(calls).map(({ method, path, body }) => ({ method, path, body }));
        answers.push(
          JSON.parse(withoutChance(JSON.stringify({ answer, log, sent }))) as {
            answer: typeof answer;
            log: typeof log;
          },
        );
      }
    }
    const [first] = answers;
    for (const other of answers) expect(other).toEqual(first);
    const { status = 200, calls, text } = expected;
    expect(first?.answer.status).toBe(status);
    expect(first?.log.at(-1)).toMatchObject({ msg: 'answered', status });
    expect(first?.answer.text).toContain(text);
    expect(first).toHaveProperty('sent.length', calls);
  });

  it('counts in the same metrics', async () => {
    const counts = [];
    for (const gateway of gateways) {
      const samples = [...(await samplesAfter(gateway))].filter(([name]) => /^graph(ql)?_.*_(total|count)/.test(name));
      counts.push(Object.fromEntries(samples));
    }
    const [first] = counts;
    for (const other of counts) expect(other).toEqual(first);
    expect(first).toHaveProperty([
      'graphql_fields_total{field="createMacOSSoftwareUpdateAccountSummary",code="BAD_USER_INPUT"}',
    ]);
  });
});

it.each([
  ['itself', {}],
  ['by Apollo Server', byApollo],
])('an operation that the full queue refused is HTTP 503, answered %s', async (_by, environment) => {
  const graph = await holdingGraph();
  const gateway = await gatewayOver(graph.url, { GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '0', ...environment });
  const holder = gateway.send(createMutation, { input: referenceExample });
  await until(() => graph.held.length === 1);
  const { status, headers, text } = await answerOf(gateway, `{ ${one}(id: "a") { displayName } }`, {});
  expect([status, headers]).toEqual([503, expect.objectContaining({ 'retry-after': '1' })]);
  expect(JSON.parse(text)).toEqual({
    errors: [
      {
        message: 'Too many requests to Microsoft Graph are already waiting; this one was not sent.',
        locations: [{ line: 1, column: 3 }],
        path: [one],
        extensions: { code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 1, requestId: 'r-1' },
      },
    ],
    data: null,
  });
  expect(graph.calls()).toBe(1);
  graph.letGo();
  await holder;
  await gateway.stop();
  await graph.stop();
});
