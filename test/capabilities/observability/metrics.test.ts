/** What operators read from `GET /metrics`. */
import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { verifiedGateway } from '../../support/authority.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { samplesOf, samplesAfter, withMetrics } from '../../support/metrics.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
} from '../../support/start.js';

const running = stoppedAfterEach();
const create = [createMutation, { input: referenceExample }] as const;
const list = '{ macOSSoftwareUpdateAccountSummaries(first: 2) { nodes { id } } }';
const collection = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

async function start(environment: Record<string, string> = {}, macs = 3) {
  const gateway = await gatewayOverEmulator({ macs }, { ...withMetrics, ...environment });
  running.push(gateway);
  return gateway;
}

async function over(answer: (response: ServerResponse) => void, environment: Record<string, string> = {}) {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
  });
  const gateway = await gatewayOver(graph.url, { ...withMetrics, ...environment });
  running.push(gateway, graph);
  return gateway;
}

/** The samples whose names begin with `prefix`, without those of 0 and the buckets. */
function counted(samples: ReadonlyMap<string, number>, prefix: string): Record<string, number> {
  const found = [...samples].filter(([series, value]) => {
    return series.startsWith(prefix) && value !== 0 && !/_(?:bucket|sum)\{/.test(series);
  });
  return Object.fromEntries(found);
}

describe('the listener', () => {
  it('is off unless its port is set', async () => {
    const gateway = await gatewayOverEmulator();
    running.push(gateway);
    expect(gateway.metricsUrl).toBeUndefined();
  });

  it('is another one than that of clients, and serves metrics alone', async () => {
    const gateway = await start();
    const metricsUrl = gateway.metricsUrl ?? '';
    const statusOf = async (url: string, method = 'GET'): Promise<number> => (await fetch(url, { method })).status;

    expect(await statusOf(new URL('/metrics', gateway.url).href)).toBe(404);
    expect(await statusOf(metricsUrl)).toBe(200);
    expect(await statusOf(`${metricsUrl}?name=a`, 'HEAD')).toBe(200);
    expect(await statusOf(metricsUrl, 'POST')).toBe(405);
    for (const path of ['/', '/graphql', '/metrics/', '/live']) {
      expect(await statusOf(new URL(path, metricsUrl).href)).toBe(404);
    }
  });

  it('writes both formats of Prometheus, in any order, with the same names', async () => {
    const gateway = await start();
    const read = async (accept: string): Promise<string[]> => {
      const response = await fetch(gateway.metricsUrl ?? '', { headers: { accept } });
      expect(response.headers.get('content-type')).toMatch(accept.split(';')[0] ?? '');
      return (await response.text()).split('\n');
    };
    const text = await read('text/plain');
    const openMetrics = await read('application/openmetrics-text;version=1.0.0,text/plain;q=0.5');
    // Those of garbage collection begin with the first one, which may be between the two.
    const seriesOf = (lines: string[]): string[] =>
      lines.filter((line) => line !== '' && !/^(?:#|nodejs_gc_)/.test(line)).map((line) => line.replace(/ \S+$/, ''));

    expect(seriesOf(openMetrics)).toEqual(seriesOf(text));
    expect(openMetrics.slice(-2)).toEqual(['# EOF', '']);
    expect((await read('text/plain')).filter((line) => line.startsWith('#'))).toEqual(
      text.filter((line) => line.startsWith('#')),
    );
  });

  it('answers readers that come together with one exposition', async () => {
    const gateway = await start();
    const read = async (): Promise<string> => (await fetch(gateway.metricsUrl ?? '')).text();
    const answers = await Promise.all(Array.from({ length: 20 }, read));
    expect(answers.every((text) => text.includes('gateway_info{version="'))).toBe(true);
  });
});

describe('what is measured', () => {
  it('is a create, from the request to the call', async () => {
    const gateway = await start();
    await gateway.send(...create);
    const samples = await samplesAfter(gateway);

    expect(counted(samples, 'http_server_request')).toEqual({
      'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/graphql",http_response_status_code="200"}': 1,
    });
    expect(counted(samples, 'graphql_')).toEqual({
      'graphql_operation_duration_seconds_count{graphql_operation_type="mutation",outcome="success"}': 1,
      'graphql_operation_overhead_seconds_count{graphql_operation_type="mutation"}': 1,
      'graphql_fields_total{field="createMacOSSoftwareUpdateAccountSummary",code="OK"}': 1,
    });
    expect(counted(samples, 'http_client_request')).toEqual({
      [`http_client_request_duration_seconds_count{http_request_method="POST",url_template="${collection}",http_response_status_code="201"}`]: 1,
    });
    expect(counted(samples, 'graph_requests_total')).toEqual({ 'graph_requests_total{access="write",code="OK"}': 1 });
    expect(counted(samples, 'gateway_info')).toEqual({
      [`gateway_info{version="0.1.0",graph_auth="forward",node="${process.version}"}`]: 1,
    });
  });

  it('is the time of the gateway itself, without that in which calls to Graph run or wait', async () => {
    const gateway = await start();
    gateway.graph.quirks.latencyMs = 400;
    gateway.graph.quirks.throttleItems = 1;
    gateway.graph.quirks.retryAfterSeconds = 0.4;
    await gateway.send(
      `mutation ($inputs: [CreateSummaryInput!]!) {
        createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } }
      }`,
      { inputs: Array.from({ length: 45 }, () => referenceExample) },
    );
    const samples = await samplesAfter(gateway);
    const own = samples.get('graphql_operation_overhead_seconds_sum{graphql_operation_type="mutation"}') ?? NaN;
    const all = samples.get(
      'graphql_operation_duration_seconds_sum{graphql_operation_type="mutation",outcome="success"}',
    );

    // Three batches at the same time, a wait, and another batch.
    expect(all).toBeGreaterThan(1.2);
    expect((all ?? NaN) - own).toBeGreaterThan(1.19);
    expect(own).toBeGreaterThan(0);
  });

  it('is how an operation ends, and each of its root fields by its name in the schema', async () => {
    const gateway = await start();
    await gateway.send(list);
    await gateway.send(`query { a: macOSSoftwareUpdateAccountSummary(id: "none") { id } ...F ...F }
      fragment F on Query { b: __typename c: macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }`);
    gateway.graph.quirks.forbidden = true;
    await gateway.send(list);
    await gateway.send(
      `{ a: macOSSoftwareUpdateAccountSummary(id: "a") { id } __typename
         b: macOSSoftwareUpdateAccountSummary(id: "b") @skip(if: true) { id } }`,
    );
    await gateway.send('{ unknown }');
    await gateway.send(list, {}, {});
    const samples = await samplesAfter(gateway);

    expect({ ...counted(samples, 'graphql_operation_duration'), ...counted(samples, 'graphql_fields') }).toEqual({
      'graphql_operation_duration_seconds_count{graphql_operation_type="query",outcome="success"}': 1,
      'graphql_operation_duration_seconds_count{graphql_operation_type="query",outcome="failed"}': 1,
      'graphql_operation_duration_seconds_count{graphql_operation_type="query",outcome="partial"}': 2,
      'graphql_operation_duration_seconds_count{graphql_operation_type="none",outcome="refused"}': 2,
      'graphql_fields_total{field="macOSSoftwareUpdateAccountSummaries",code="OK"}': 2,
      'graphql_fields_total{field="macOSSoftwareUpdateAccountSummaries",code="FORBIDDEN"}': 1,
      'graphql_fields_total{field="macOSSoftwareUpdateAccountSummary",code="NOT_FOUND"}': 1,
      'graphql_fields_total{field="macOSSoftwareUpdateAccountSummary",code="FORBIDDEN"}': 1,
      'graphql_fields_total{field="other",code="OK"}': 2,
    });
  });

  it('is each request of a batch as Graph counts it, and what became of it', async () => {
    const gateway = await start();
    gateway.graph.quirks.throttleItems = 1;
    gateway.graph.quirks.retryAfterSeconds = 0.01;
    const inputs = Array.from({ length: 25 }, () => referenceExample);
    await gateway.send(
      `mutation ($inputs: [CreateSummaryInput!]!) {
        createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } }
      }`,
      { inputs },
    );
    const samples = await samplesAfter(gateway);

    expect(counted(samples, 'graph_requests_total')).toEqual({
      'graph_requests_total{access="write",code="OK"}': 25,
      'graph_requests_total{access="write",code="RATE_LIMITED"}': 1,
    });
    expect(counted(samples, 'graph_throttled_total')).toEqual({ 'graph_throttled_total{of="item"}': 1 });
    expect(counted(samples, 'graph_retries_total')).toEqual({ 'graph_retries_total{code="RATE_LIMITED"}': 1 });
    expect(counted(samples, 'graph_wait_seconds')).toMatchObject({ 'graph_wait_seconds_count{for="retry"}': 1 });
    expect(counted(samples, 'http_client_request')).toEqual({
      'http_client_request_duration_seconds_count{http_request_method="POST",url_template="$batch",http_response_status_code="200"}': 3,
    });
  });

  it('is a throttled call, its pause, and its retry', async () => {
    const gateway = await start();
    gateway.graph.quirks.throttleCalls = 1;
    gateway.graph.quirks.retryAfterSeconds = 0.01;
    await gateway.send(list);
    const samples = await samplesAfter(gateway);

    expect(counted(samples, 'graph_throttled_total')).toEqual({ 'graph_throttled_total{of="call"}': 1 });
    expect(counted(samples, 'graph_requests_total')).toEqual({
      'graph_requests_total{access="read",code="OK"}': 1,
      'graph_requests_total{access="read",code="RATE_LIMITED"}': 1,
    });
  });

  it('is a write whose outcome is unknown', async () => {
    const gateway = await over((response) => response.socket?.destroy());
    await gateway.send(...create);
    const samples = await samplesAfter(gateway);

    expect(samples.get('graph_outcome_unknown_total{caller="waits"}')).toBe(1);
    expect(counted(samples, 'http_client_request')).toEqual({
      [`http_client_request_duration_seconds_count{http_request_method="POST",url_template="${collection}",error_type="connection"}`]: 1,
    });
    expect(counted(samples, 'graphql_fields_total')).toEqual({
      'graphql_fields_total{field="createMacOSSoftwareUpdateAccountSummary",code="OUTCOME_UNKNOWN"}': 1,
    });
  });

  it('is each write of a batch whose answer was lost', async () => {
    const gateway = await over((response) => response.socket?.destroy());
    await gateway.send(
      `mutation ($inputs: [CreateSummaryInput!]!) {
        createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { error { code } }
      }`,
      { inputs: [referenceExample, referenceExample, referenceExample] },
    );
    const samples = await samplesAfter(gateway);
    expect(samples.get('graph_outcome_unknown_total{caller="waits"}')).toBe(3);
    expect(counted(samples, 'graph_requests_total')).toEqual({
      'graph_requests_total{access="write",code="OUTCOME_UNKNOWN"}': 3,
    });
  });

  it('is a circuit that opens, and the calls that it refuses', async () => {
    const gateway = await over((response) => void response.writeHead(502).end(), { GRAPH_BREAKER_RESET_MS: '600000' });
    for (let sent = 0; sent < 21; sent += 1) await gateway.send(...create);
    const samples = await samplesAfter(gateway);

    expect(counted(samples, 'graph_circuit')).toEqual({
      'graph_circuit_open{of="caller"}': 1,
      'graph_circuit_opened_total{of="caller"}': 1,
    });
    expect(counted(samples, 'graph_calls_not_sent_total')).toEqual({
      'graph_calls_not_sent_total{why="open circuit"}': 1,
    });
  });

  it('is how busy the way to Graph is at the moment', async () => {
    const held: ServerResponse[] = [];
    const gateway = await over((response) => void held.push(response), {
      GRAPH_CONCURRENCY: '1',
      GRAPH_QUEUE: '7',
      GRAPH_PACE_WRITES: '9',
    });
    const answers = [gateway.send(...create), gateway.send(...create)];
    let samples = await samplesOf(gateway);
    while (samples.get('graph_calls_waiting{for="place"}') !== 1 || held.length === 0)
      samples = await samplesOf(gateway);

    expect(Object.fromEntries(samples)).toMatchObject({
      http_server_active_requests: 2,
      graph_calls_active: 1,
      graph_places: 1,
      graph_queue_limit: 7,
      'graph_pace_limit{kind="writes"}': 9,
      'graph_pace_used{kind="writes"}': 1,
    });
    expect([...samples.keys()].filter((series) => series.includes('kind="requests"'))).toEqual([]);
    for (let count = 0; count < 2; count += 1) {
      while (held.length === 0) await samplesOf(gateway);
      held
        .pop()
        ?.writeHead(201, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: 'a', ...referenceExample }));
    }
    await Promise.all(answers);
    expect(Object.fromEntries(await samplesAfter(gateway))).toMatchObject({
      http_server_active_requests: 0,
      graph_calls_active: 0,
      'graph_calls_waiting{for="place"}': 0,
      'graph_wait_seconds_count{for="place"}': 1,
    });
  });

  it('is a request over the limit of its caller', async () => {
    const gateway = await start({ RATE_LIMIT_MAX: '1' });
    await gateway.send(list);
    await gateway.send(list);
    expect((await samplesAfter(gateway)).get('rate_limited_total')).toBe(1);
    expect([...(await samplesOf(await start())).keys()]).not.toContain('rate_limited_total');
  });

  it('is each exchange with the authority', async () => {
    const gateway = await verifiedGateway('on-behalf-of', withMetrics);
    running.push(gateway);
    await gateway.as('ada', ...create);
    const samples = await samplesAfter(gateway);
    const exchanges = counted(samples, 'authority_request_duration_seconds_count');
    expect(Object.keys(exchanges)).toEqual(['authority_request_duration_seconds_count{code="200"}']);
    expect(Object.values(exchanges)[0]).toBeGreaterThan(1);
  });

  it('is each operation of the manifest by its name, if the operator wants it', async () => {
    const gateway = await start({
      TRUSTED_DOCUMENTS: 'test/operations/persisted-query-manifest.json',
      TRUSTED_DOCUMENTS_MODE: 'optional',
      METRICS_OPERATION_NAMES: 'trusted',
    });
    await gateway.send('query Read { macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }');
    await gateway.send('query Invented { macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }');
    await gateway.send(list);
    expect(counted(await samplesAfter(gateway), 'graphql_operation_duration')).toEqual({
      'graphql_operation_duration_seconds_count{graphql_operation_type="query",outcome="success",graphql_operation_name="Read"}': 1,
      'graphql_operation_duration_seconds_count{graphql_operation_type="query",outcome="success",graphql_operation_name="other"}': 2,
    });
  });
});

it('metrics can be read until the last operation has ended', async () => {
  const held: ServerResponse[] = [];
  const gateway = await over((response) => void held.push(response), { SHUTDOWN_TIMEOUT_MS: '600000' });
  const answer = gateway.send(...create);
  while (held.length === 0) await samplesOf(gateway);
  expect((await samplesOf(gateway)).get('gateway_draining')).toBe(0);

  const stopped = gateway.stop();
  const samples = await samplesOf(gateway);
  expect([samples.get('gateway_draining'), samples.get('graph_calls_active')]).toEqual([1, 1]);

  held[0]?.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'a', ...referenceExample }));
  expect((await answer).json.errors).toBeUndefined();
  await stopped;
  await expect(fetch(gateway.metricsUrl ?? '')).rejects.toThrow();
});
