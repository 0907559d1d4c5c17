/** The spans of a request, as a collector gets them: names, parents, attributes, and nothing confidential. */
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { faultyGraph } from '../../support/faulty-graph.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { createMutation, referenceExample, token } from '../../support/start.js';
import { tracedGateway, treeOf } from '../../support/traced-gateway.js';
import { until } from '../../support/until.js';

const collection = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
const running = stoppedAfterEach();

const guid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const forbidden = [
  ...Object.values(referenceExample).filter((value) => typeof value === 'string'),
  token,
  'Bearer',
  'secret-alias',
  '127.0.0.1:1',
];

describe.each(['http/protobuf', 'http/json'])('over %s', (OTEL_EXPORTER_OTLP_PROTOCOL) => {
  it('a creation is a request, its mutation, and its call to Graph', async () => {
    const gateway = await tracedGateway(running, {}, { OTEL_EXPORTER_OTLP_PROTOCOL });
    const { json } = await gateway.send(createMutation, { input: referenceExample });
    const { id } = json.data?.['created'] as { id: string };
    const [call] = gateway.graph?.requests ?? [];
    const spans = await gateway.spans();

    expect(treeOf(spans)).toEqual(['SERVER POST /graphql', '  INTERNAL mutation', `    CLIENT POST ${collection}`]);
    const [server, operation, client] = ['SERVER', 'INTERNAL', 'CLIENT'].map((kind) =>
      spans.find((span) => span.kind === kind),
    );
    expect(server).toMatchObject({
      parentSpanId: '',
      isError: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'url.path': '/graphql',
        'url.scheme': 'http',
        'http.response.status_code': 200,
      },
    });
    expect(operation?.attributes).toEqual({
      'graphql.operation.type': 'mutation',
      'graphql.operation.name': 'Create',
      'gateway.outcome': 'success',
    });
    const { origin, hostname, port } = new URL(String(call && gateway.graph?.url));
    expect(client).toMatchObject({
      isError: false,
      attributes: {
        'http.request.method': 'POST',
        'url.template': collection,
        'url.full': `${origin}/beta/${collection}`,
        'server.address': hostname,
        'server.port': Number(port),
        'http.response.status_code': 201,
        'gateway.graph.client_request_id': call?.headers['client-request-id'],
        'gateway.graph.request_id': guid,
      },
    });
    // The call lies within the operation, and that within the request.
    expect(Number((operation?.startNs ?? 0n) - (server?.startNs ?? 0n))).toBeGreaterThanOrEqual(0);
    for (const [inner, outer] of [
      [client, operation],
      [operation, server],
    ]) {
      expect(Number((outer?.endNs ?? 0n) - (inner?.endNs ?? 0n))).toBeGreaterThanOrEqual(0);
    }
    // Graph continues the trace below the span of its call.
    expect(call?.headers['traceparent']).toBe(`00-${client?.traceId}-${client?.spanId}-01`);
    expect(call?.headers).not.toHaveProperty('tracestate');

    const sent = gateway.collector.exports.map(({ body }) => body.toString('latin1')).join('');
    for (const text of [...forbidden, id]) expect(sent).not.toContain(text);
    expect(gateway.collector.exports.map(({ path }) => path)).toEqual(['/v1/traces']);
    expect(gateway.collector.resource()).toMatchObject({
      'service.name': 'macos-software-update-gateway',
      'service.version': '0.1.0',
      'service.instance.id': guid,
    });
  });
});

it('a nested read is a query with a call for each level, whose keys are not in any span', async () => {
  const gateway = await tracedGateway(running, { macs: 2 });
  const query = `query Nested { list: macOSSoftwareUpdateAccountSummaries(first: 2) { nodes { id categorySummaries { id } } } }`;
  const { json } = await gateway.send(query);
  expect(json.errors).toBeUndefined();
  const ids = (json.data?.['list'] as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
  const spans = await gateway.spans();

  const tree = treeOf(spans);
  expect(tree.slice(0, 2)).toEqual(['SERVER POST /graphql', '  INTERNAL query']);
  expect(tree.slice(2)).toEqual([`    CLIENT GET ${collection}`, '    CLIENT POST $batch']);
  const batch = spans.find(({ name }) => name === 'POST $batch');
  expect(batch?.attributes).toMatchObject({ 'gateway.graph.batch_size': 2, 'http.response.status_code': 200 });
  const sent = gateway.collector.exports.map(({ body }) => body.toString('latin1')).join('');
  for (const text of [...ids, '$filter', '$top', '$select']) expect(sent).not.toContain(text);
});

it('a bulk creation with retries has a span for each try, and its waits are events', async () => {
  const emulator = await startEmulator();
  const graph = await faultyGraph(emulator, { call: (index) => (index === 0 ? 'throttle' : undefined) });
  const gateway = await tracedGateway(running, graph.url);
  running.push(graph, emulator);
  const inputs = Array.from({ length: 20 }, () => referenceExample);
  const query = `mutation ($inputs: [CreateSummaryInput!]!) {
    r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } error { code } } }`;
  await gateway.send(query, { inputs });
  const spans = await gateway.spans();

  const tries = spans.filter(({ kind }) => kind === 'CLIENT').toSorted((a, b) => Number(a.startNs - b.startNs));
  expect(
    tries.map(({ name, isError, attributes }) => [name, isError, attributes['http.response.status_code']]),
  ).toEqual([
    ['POST $batch', true, 429],
    ['POST $batch', false, 200],
  ]);
  expect(tries.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([undefined, 1]);
  expect(tries.map(({ attributes }) => attributes['error.type'])).toEqual(['429', undefined]);
  expect(new Set(tries.map(({ attributes }) => attributes['gateway.graph.client_request_id'])).size).toBe(2);
  const operation = spans.find(({ kind }) => kind === 'INTERNAL');
  expect(operation?.events).toContainEqual({
    name: 'gateway.wait',
    attributes: { 'gateway.wait.reason': 'retry', 'gateway.wait.ms': expect.any(Number) },
  });
  expect(graph.calls.map(({ headers }) => headers['traceparent'])).toEqual(
    tries.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`),
  );
});

it('a read whose client left ends with that reason, and so does the request', async () => {
  const graph = await holdingGraph();
  const gateway = await tracedGateway(running, graph.url);
  running.push(graph);
  const client = new AbortController();
  const answer = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }' }),
    signal: client.signal,
  });
  await until(() => graph.held.length === 1);
  client.abort();
  await expect(answer).rejects.toThrow();
  await until(() => gateway.log().includes('"callerLeft":true'));
  graph.letGo();
  const spans = await gateway.spans();

  expect(treeOf(spans)).toEqual(['SERVER POST /graphql', '  INTERNAL query', `    CLIENT GET ${collection}/{id}`]);
  const byKind = Object.fromEntries(spans.map((span) => [span.kind, span]));
  expect(byKind['CLIENT']).toMatchObject({ isError: true, attributes: { 'error.type': 'caller-left' } });
  expect(byKind['SERVER']?.attributes).toMatchObject({ 'gateway.caller_left': true });
});

it('an operation that fails has the codes of its errors, and no texts', async () => {
  const gateway = await tracedGateway(running, {});
  await gateway.send('mutation Remove { r: deleteMacOSSoftwareUpdateAccountSummary(id: "key-of-a-person") }');
  await gateway.send('{ nothing }');
  await gateway.send(createMutation, { input: referenceExample }, {});
  const spans = await gateway.spans();

  const failed = spans.find(({ kind }) => kind === 'INTERNAL');
  expect(failed).toMatchObject({
    isError: true,
    message: '',
    attributes: { 'gateway.error.codes': ['NOT_FOUND'], 'gateway.outcome': 'failed' },
  });
  const refused = spans.filter(({ attributes }) => attributes['gateway.outcome'] === 'refused');
  expect(refused.map(({ kind, attributes }) => [kind, attributes['gateway.error.codes']])).toEqual([
    ['SERVER', ['GRAPHQL_VALIDATION_FAILED']],
    ['SERVER', ['UNAUTHENTICATED']],
  ]);
  const sent = gateway.collector.exports.map(({ body }) => body.toString('latin1')).join('');
  expect(sent).not.toContain('key-of-a-person');
});

it('probes and paths that do not exist are not traced', async () => {
  const gateway = await tracedGateway(running, {});
  for (const path of ['/live', '/ready', '/absent', '/graphqlx']) await fetch(new URL(path, gateway.url));
  expect(await gateway.spans()).toEqual([]);
});
