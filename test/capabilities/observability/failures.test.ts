/** Which failures count: each write whose outcome is unknown, and none that only a client without patience has. */
import { expect, it } from '@jest/globals';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { samplesAfter, withMetrics } from '../../support/metrics.js';
import { createMutation, gatewayOver, gatewayOverEmulator, referenceExample, token } from '../../support/start.js';
import { until } from '../../support/until.js';

const running = stoppedAfterEach();
const field = 'createMacOSSoftwareUpdateAccountSummary';
const unknown = (caller: string): string => `graph_outcome_unknown_total{caller="${caller}"}`;
const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
  createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { error { code } }
}`;

it('a write that Graph acknowledges in an unreadable response counts, also in a batch', async () => {
  const gateway = await gatewayOverEmulator({}, withMetrics);
  running.push(gateway);
  gateway.graph.quirks.badResponses = true;
  const { json } = await gateway.send(createMutation, { input: referenceExample });
  expect(json.errors?.[0]?.extensions?.['code']).toBe('OUTCOME_UNKNOWN');
  expect((await samplesAfter(gateway)).get(unknown('waits'))).toBe(1);

  const several = await gateway.send(bulk, { inputs: [referenceExample, referenceExample] });
  expect(several.json.data).toEqual({
    createMacOSSoftwareUpdateAccountSummaries: [
      { error: { code: 'OUTCOME_UNKNOWN' } },
      { error: { code: 'OUTCOME_UNKNOWN' } },
    ],
  });
  const samples = await samplesAfter(gateway);
  expect(samples.get(unknown('waits'))).toBe(3);
  expect(samples.get(unknown('left'))).toBe(0);
});

it('a write whose client left counts apart, and is not a failure of a field', async () => {
  const graph = await holdingGraph();
  const gateway = await gatewayOver(graph.url, withMetrics);
  running.push(gateway, graph);
  const client = new AbortController();
  const answer = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    signal: client.signal,
  });
  await until(() => graph.held.length === 1);
  client.abort();
  await expect(answer).rejects.toThrow();
  let samples = new Map<string, number>();
  const ended = 'graphql_operation_duration_seconds_count{graphql_operation_type="mutation",outcome="failed"}';
  await until(async () => {
    samples = await samplesAfter(gateway);
    return samples.get(ended) === 1;
  });

  expect([samples.get(unknown('left')), samples.get(unknown('waits'))]).toEqual([1, 0]);
  expect([...samples.keys()].filter((series) => series.startsWith('graphql_fields_total'))).toEqual([]);
});

it('a field has its series of failures before its first failure, so that Prometheus sees that one', async () => {
  const gateway = await gatewayOverEmulator({}, withMetrics);
  running.push(gateway);
  await gateway.send(createMutation, { input: referenceExample });
  const samples = await samplesAfter(gateway);
  const codes = [...samples].flatMap(([series, value]) =>
    series.startsWith(`graphql_fields_total{field="${field}"`) ? [[/code="(\w+)"/.exec(series)?.[1], value]] : [],
  );
  expect(Object.fromEntries(codes)).toEqual({
    OK: 1,
    GRAPH_UNAVAILABLE: 0,
    GRAPH_TIMEOUT: 0,
    GRAPH_BAD_RESPONSE: 0,
    OUTCOME_UNKNOWN: 0,
    RATE_LIMITED: 0,
    INTERNAL_SERVER_ERROR: 0,
  });
});
