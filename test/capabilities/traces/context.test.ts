/** W3C trace context, in and out, in each mode; what a caller can force; and the ids in the log. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { startAuthority, trustInThisProcess } from '../../../src/emulator/entra/index.js';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { environmentOf, writer, type Mode } from '../../support/authority.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { logLines, warningsOf } from '../../support/log-lines.js';
import { samplesOf, withMetrics } from '../../support/metrics.js';
import { otlpReceiver } from '../../support/otlp-receiver.js';
import { refusingPort } from '../../support/ports.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  token,
} from '../../support/start.js';
import { tracedGateway, treeOf } from '../../support/traced-gateway.js';

const running = stoppedAfterEach();
const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';
const forced = `00-${traceId}-${parentId}-01`;
const notSampled = `00-${traceId}-${parentId}-00`;
const headers = (traceparent: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  traceparent,
  tracestate: 'vendor=of-the-caller',
  baggage: 'user=ada',
});
const create = [createMutation, { input: referenceExample }] as const;

describe('a caller that sends traceparent', () => {
  it.each([forced, `cc-${traceId}-${parentId}-01-more`, `00-${traceId}-${parentId}-ff`])(
    '(%s) has its trace continued, and Graph gets the id of the call',
    async (traceparent) => {
      const gateway = await tracedGateway(running, {}, { OTEL_TRACES_SAMPLER: 'parentbased_always_off' });
      await gateway.send(...create, headers(traceparent));
      const [call] = gateway.graph?.requests ?? [];
      const spans = await gateway.spans();
      const [server] = spans.filter(({ kind }) => kind === 'SERVER');
      const [client] = spans.filter(({ kind }) => kind === 'CLIENT');
      expect(server).toMatchObject({ traceId, parentSpanId: parentId });
      expect(call?.headers['traceparent']).toBe(`00-${traceId}-${client?.spanId}-01`);
      expect([call?.headers['tracestate'], call?.headers['baggage']]).toEqual([undefined, undefined]);
    },
  );

  it('and does not record it, is not recorded either; Graph gets the trace with the flags 00', async () => {
    const gateway = await tracedGateway(running, {});
    await gateway.send(...create, headers(notSampled));
    const [call] = gateway.graph?.requests ?? [];
    expect(call?.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-(?!${parentId})[0-9a-f]{16}-00$`));
    expect(await gateway.spans()).toEqual([]);
  });

  it.each([
    'x',
    `00-${traceId.toUpperCase()}-${parentId}-01`,
    `00-${'0'.repeat(32)}-${parentId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${parentId}-01`,
    `${forced}-more`,
    `${forced}, ${forced}`,
    `${forced}${'0'.repeat(8000)}`,
  ])('that is not valid (%#) begins a trace of its own', async (traceparent) => {
    const gateway = await tracedGateway(running, {});
    await gateway.send(...create, headers(traceparent));
    const [server] = (await gateway.spans()).filter(({ kind }) => kind === 'SERVER');
    expect(server?.parentSpanId).toBe('');
    expect(server?.traceId).not.toBe(traceId);
  });

  it('with OTEL_PROPAGATORS=none is not followed, and Graph gets nothing', async () => {
    const gateway = await tracedGateway(running, {}, { OTEL_PROPAGATORS: 'none' });
    await gateway.send(...create, headers(forced));
    expect(gateway.graph?.requests[0]?.headers).not.toHaveProperty('traceparent');
    const [server] = (await gateway.spans()).filter(({ kind }) => kind === 'SERVER');
    expect(server).toMatchObject({ parentSpanId: '' });
  });
});

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  it('the trace goes on to Graph and not to the authority, whose calls are spans', async () => {
    const authority = await startAuthority();
    trustInThisProcess(authority);
    const graph = await startEmulator({ acceptToken: (header) => authority.graphIdentityOf(header) });
    running.push(authority, graph);
    const gateway = await tracedGateway(running, graph.url, environmentOf(mode, authority));
    const callerToken = await authority.issueUserToken({ user: 'ada', scopes: [writer] });
    const sent = { ...headers(forced), authorization: `Bearer ${callerToken}` };
    const { json } = await gateway.send(...create, sent);
    expect(json.errors).toBeUndefined();
    const spans = await gateway.spans();

    const client = spans.find(({ name }) => name.startsWith('POST deviceManagement/'));
    expect(client?.traceId).toBe(traceId);
    expect(graph.requests[0]?.headers['traceparent']).toBe(`00-${traceId}-${client?.spanId}-01`);
    const ofAuthority = spans.filter(({ name }) => name.endsWith(' authority'));
    expect(ofAuthority.map(({ name }) => name)).toEqual(expect.arrayContaining(['GET authority', 'POST authority']));
    for (const span of ofAuthority) {
      expect(span).toMatchObject({ kind: 'CLIENT', traceId, attributes: { 'http.response.status_code': 200 } });
    }
    const all = gateway.collector.exports.map(({ body }) => body.toString('latin1')).join('');
    for (const text of [callerToken, authority.tenantId, 'ada@contoso.example', 'demo-secret'])
      expect(all).not.toContain(text);
  });
});

it('a router that continues the trace of its client finds the subgraph below its own span', async () => {
  const gateway = await tracedGateway(running, { macs: 1 });
  const [report] = (gateway.graph?.accountSummaries() ?? []) as unknown as { id: string }[];
  const representations = [{ __typename: 'MacOSSoftwareUpdateAccountSummary', id: report?.id }];
  const query = `query Entities__reports__0($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on MacOSSoftwareUpdateAccountSummary { displayName } } }`;
  const { json } = await gateway.send(query, { representations }, headers(forced));
  expect(json.errors).toBeUndefined();
  const spans = await gateway.spans();
  expect(treeOf(spans)[0]).toBe('SERVER POST /graphql');
  expect(spans.find(({ kind }) => kind === 'SERVER')).toMatchObject({ traceId, parentSpanId: parentId });
  const client = spans.find(({ kind }) => kind === 'CLIENT');
  expect(gateway.graph?.requests[0]?.headers['traceparent']).toBe(`00-${traceId}-${client?.spanId}-01`);
});

it('callers that force recording are recorded TRACE_MAX_PER_SECOND times a second at most', async () => {
  const began = performance.now();
  const gateway = await tracedGateway(running, { macs: 1 }, { ...withMetrics, TRACE_MAX_PER_SECOND: '3' });
  const list = '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }';
  await Promise.all(Array.from({ length: 60 }, () => gateway.send(list, {}, headers(forced))));
  const seconds = Math.ceil((performance.now() - began) / 1000) + 1;
  const refused = (await samplesOf(gateway)).get('traces_dropped_total{why="limit"}');
  const recorded = (await gateway.spans()).filter(({ kind }) => kind === 'SERVER').length;
  expect(recorded).toBeGreaterThan(0);
  expect(recorded).toBeLessThanOrEqual(3 * seconds);
  expect(refused).toBe(60 - recorded);
  const flags = gateway.graph?.requests.map(({ headers: sent }) => String(sent['traceparent']).slice(-2)) ?? [];
  expect(flags.filter((flag) => flag === '01')).toHaveLength(recorded);
  expect(flags.filter((flag) => flag === '00')).toHaveLength(60 - recorded);
});

describe('the ids of the trace', () => {
  it('are in each line of the request, also of the audit', async () => {
    const gateway = await tracedGateway(running, {}, { AUDIT_LOG: 'on' });
    await gateway.send(...create, headers(forced));
    const spans = await gateway.spans();
    const [server] = spans.filter(({ kind }) => kind === 'SERVER');
    const ofRequest = logLines(gateway).filter(({ reqId }) => reqId !== undefined);
    expect(ofRequest.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['Graph was called', 'A write', 'answered']),
    );
    for (const line of ofRequest) {
      expect(line).toMatchObject({ trace_id: traceId, span_id: server?.spanId, trace_flags: '01' });
    }
  });

  it('are those of the caller while traces are off; Graph gets no header then', async () => {
    const gateway = await gatewayOverEmulator();
    running.push(gateway);
    await gateway.send(...create, headers(forced));
    const ofRequest = logLines(gateway).filter(({ reqId }) => reqId !== undefined);
    expect(ofRequest.length).toBeGreaterThan(1);
    for (const line of ofRequest) {
      expect(line).toMatchObject({ trace_id: traceId, span_id: parentId, trace_flags: '01' });
    }
    expect(gateway.graph.requests[0]?.headers).not.toHaveProperty('traceparent');
  });

  it('are absent without both', async () => {
    const gateway = await gatewayOverEmulator();
    running.push(gateway);
    await gateway.send(...create);
    expect(gateway.log()).not.toContain('trace_id');
  });
});

describe('a collector', () => {
  const environment = (url: string): Record<string, string> => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_TRACES_SAMPLER: 'always_on',
  });

  it('gets the headers of OTEL_EXPORTER_OTLP_HEADERS, which are not logged', async () => {
    const OTEL_EXPORTER_OTLP_HEADERS = 'api-key=a%20secret%20of%20the%20collector';
    const gateway = await tracedGateway(running, {}, { OTEL_EXPORTER_OTLP_HEADERS });
    await gateway.send(...create);
    await gateway.spans();
    expect(gateway.collector.exports[0]?.headers['api-key']).toBe('a secret of the collector');
    expect(gateway.log()).not.toContain('secret of the collector');
  });

  it('that is away costs one warning; operations run, and the gateway stops', async () => {
    const graph = await startEmulator();
    running.push(graph);
    const gateway = await gatewayOver(graph.url, environment(`http://127.0.0.1:${await refusingPort()}`));
    for (let count = 0; count < 3; count += 1) expect((await gateway.send(...create)).json.errors).toBeUndefined();
    await gateway.stop();
    const warnings = warningsOf(gateway);
    expect(warnings).toMatchObject([{ msg: 'Traces cannot be exported: they are dropped', reason: 'ECONNREFUSED' }]);
  });

  it('that never answers does not keep the gateway from stopping', async () => {
    const graph = await startEmulator();
    let held: ServerResponse | undefined;
    const collector = await scriptedGraph((request, response) => {
      request.resume();
      held = response;
    });
    running.push(graph, collector);
    const never = { ...environment(new URL(collector.url).origin), OTEL_EXPORTER_OTLP_TIMEOUT: '600000' };
    const gateway = await gatewayOver(graph.url, never);
    await gateway.send(...create);
    await gateway.stop();
    const warnings = warningsOf(gateway);
    expect(warnings).toMatchObject([{ reason: 'timeout' }]);
    expect(collector.calls()).toBe(1);
    // The export would go on for ten minutes.
    held?.writeHead(400).end();
  });

  it('that rejects traces is named by its status, and its text is not logged', async () => {
    const collector = await otlpReceiver();
    collector.answerWith(401);
    const graph = await startEmulator();
    running.push(graph, collector);
    const gateway = await gatewayOver(graph.url, environment(collector.url));
    await gateway.send(...create);
    await gateway.stop();
    const warnings = warningsOf(gateway);
    expect(warnings).toMatchObject([{ reason: 'status 401', host: new URL(collector.url).host }]);
  });
});
