/** A call that the gateway itself does not send, or cuts short: the log says which of its settings is the reason. */
import { expect, it } from '@jest/globals';
import { breakerRule } from '../../../src/graph/policies/circuit-breaker.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { linesWith } from '../../support/log-lines.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph } from '../../support/start.js';
import { until } from '../../support/until.js';

const create = [createMutation, { input: referenceExample }] as const;
const running = stoppedAfterEach();

it('while the circuit is open: one line a second for all calls, with the host and without the id of a request', async () => {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"code":"a","message":"a"}}');
  });
  const gateway = await gatewayOver(graph.url, { GRAPH_BREAKER_RESET_MS: '600000' });
  running.push(gateway, graph);
  for (let count = 0; count < breakerRule.minimum; count += 1) await gateway.send(...create);
  const failed = linesWith(gateway, 'Graph call failed').length;
  await Promise.all(Array.from({ length: 5 }, () => gateway.send(...create)));
  const refused = linesWith(gateway, 'Graph keeps failing: calls are refused until it answers again');
  expect(refused[0]).toMatchObject({ level: 'warn', refused: 1, host: new URL(graph.url).host });
  expect(refused[0]).not.toHaveProperty('reqId');
  expect(linesWith(gateway, 'Graph call failed')).toHaveLength(failed);
  expect(graph.calls()).toBe(breakerRule.minimum);
});

it('above the pace of the gateway', async () => {
  const graph = await holdingGraph();
  const gateway = await gatewayOver(graph.url, { GRAPH_PACE_REQUESTS: '1', REQUEST_DEADLINE_MS: '10000' });
  running.push(gateway, graph);
  const first = gateway.send(...create);
  await until(() => graph.held.length === 1);
  expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  expect(linesWith(gateway, 'Graph call failed')).toMatchObject([{ reason: 'own pace', sent: false }]);
  graph.letGo();
  await first;
});

it('during a pause that Graph has asked for', async () => {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.writeHead(429, { 'retry-after': '3600' }).end('{}');
  });
  const gateway = await gatewayOver(graph.url);
  running.push(gateway, graph);
  for (let count = 0; count < 2; count += 1) await gateway.send(...create);
  expect(linesWith(gateway, 'Graph call failed')).toMatchObject([
    { graph: { status: 429 }, sent: true },
    { reason: 'pause of Graph', sent: false },
  ]);
  expect(graph.calls()).toBe(1);
});

it.each([
  ['that has been sent', '2', true],
  ['that waits for a slot', '1', false],
])('at the deadline of the operation, a call %s', async (_what, GRAPH_CONCURRENCY, sent) => {
  const graph = await holdingGraph();
  const gateway = await gatewayOver(graph.url, { GRAPH_CONCURRENCY, REQUEST_DEADLINE_MS: '1500' });
  running.push(gateway, graph);
  await Promise.all([gateway.send(...create), gateway.send(...create)]);
  expect(linesWith(gateway, 'Graph call failed')).toContainEqual(expect.objectContaining({ reason: 'deadline', sent }));
});

it('a retry says why the try before it failed', async () => {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.socket?.resetAndDestroy();
  });
  const gateway = await gatewayOver(graph.url);
  running.push(gateway, graph);
  await gateway.send('{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }');
  expect(linesWith(gateway, 'Retrying a Graph call')[0]).toMatchObject({
    attempt: 1,
    reason: 'ECONNRESET',
    sent: true,
  });
});
