/** `AUDIT_LOG=on`: one line for each write, whatever became of it. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { auditLines } from '../../support/audit.js';
import { faultPlan } from '../../support/fault-plan.js';
import { faults, itemFaults } from '../../support/faulty-graph.js';
import { gatewayOverFaults, stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { patience } from '../../support/patience.js';
import { startProcess } from '../../support/process.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  token,
  type Answer,
} from '../../support/start.js';
import { until } from '../../support/until.js';

const on = { AUDIT_LOG: 'on' };
const collection = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
const running = stoppedAfterEach();
const clients: AbortController[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.abort()));

const bulk = `mutation Bulk($inputs: [CreateSummaryInput!]!) {
  results: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs, onInvalid: SKIP) {
    index summary { id } error { code }
  }
}`;
const inputs = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...referenceExample, deviceId: `mac-${index}` }));
const create = { query: createMutation, variables: { input: referenceExample } };

const guid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const who = { tokenSha256: createHash('sha256').update(token).digest('hex') };

/** The code of the only field, as the client has it. */
const outcomeOf = ({ json }: Answer): string => json.errors?.[0]?.extensions.code ?? 'OK';

describe('a write', () => {
  it('has one line with who, what, which report, how it ended, and the ids of the exchange', async () => {
    const gateway = await gatewayOverEmulator({}, on);
    running.push(gateway);
    const created = await gateway.send(createMutation, create.variables);
    const { id } = created.json.data?.['created'] as { id: string };
    const change = `mutation Change($id: ID!) { r: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { osVersion: "b" }) { id } }`;
    const changed = await gateway.send(change, { id });
    const removed = await gateway.send('mutation ($id: ID!) { r: deleteMacOSSoftwareUpdateAccountSummary(id: $id) }', {
      id,
    });
    const again = await gateway.send('mutation ($id: ID!) { r: deleteMacOSSoftwareUpdateAccountSummary(id: $id) }', {
      id,
    });

    const one = `${collection}/{id}`;
    const common = { who, keys: [id], sent: true };
    const ids = { requestId: guid, clientRequestId: guid };
    expect(auditLines(gateway.log())).toMatchObject([
      {
        ...common,
        operation: 'Create',
        method: 'POST',
        path: collection,
        outcome: 'OK',
        graph: { status: 201, ...ids },
      },
      { ...common, operation: 'Change', method: 'PATCH', path: one, outcome: 'OK', graph: { status: 200, ...ids } },
      { ...common, method: 'DELETE', path: one, outcome: 'OK', graph: { status: 204, ...ids } },
      { ...common, method: 'DELETE', path: one, outcome: 'NOT_FOUND', graph: { status: 404, ...ids } },
    ]);
    const lines = auditLines(gateway.log());
    expect(lines.map(({ reqId }) => reqId)).toEqual(
      [created, changed, removed, again].map(({ headers }) => headers.get('x-request-id')),
    );
    const writes = gateway.graph.requests.map(({ headers }) => headers['client-request-id']);
    expect(lines.map(({ graph }) => graph?.clientRequestId)).toEqual(writes);
  });

  it('below a report has the keys of what contains it', async () => {
    const gateway = await gatewayOverEmulator({ macs: 1 }, on);
    running.push(gateway);
    const [report] = gateway.graph.accountSummaries() as unknown as { id: string }[];
    const query = `mutation ($id: ID!) { r: createMacOSSoftwareUpdateCategorySummary(accountSummaryId: $id, input: {
      displayName: "a", updateCategory: critical, deviceId: "b", userId: "c", successfulUpdateCount: 1, failedUpdateCount: 1, totalUpdateCount: 2,
      lastUpdatedDateTime: "2026-01-01T00:00:00Z" }) { id } }`;
    const { json } = await gateway.send(query, { id: report?.id });
    expect(json.errors).toBeUndefined();
    const { id } = json.data?.['r'] as { id: string };
    expect(auditLines(gateway.log())).toMatchObject([
      { path: `${collection}/{id}/categorySummaries`, keys: [report?.id, id], outcome: 'OK' },
    ]);
  });

  it('has no names, values or tokens in its line', async () => {
    const gateway = await gatewayOverEmulator({}, on);
    running.push(gateway);
    await gateway.send(createMutation, create.variables);
    const [line] = gateway
      .log()
      .split('\n')
      .filter((each) => each.includes('"log":"audit"'));
    const { displayName, deviceId, userId, deviceName, userPrincipalName } = referenceExample;
    for (const value of [displayName, deviceId, userId, deviceName, userPrincipalName, token]) {
      expect(line).not.toContain(value);
    }
  });

  it('whose response names a report by the token has no key', async () => {
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      response.writeHead(201).end(JSON.stringify({ ...referenceExample, id: token }));
    });
    const gateway = await gatewayOver(graph.url, on);
    running.push(gateway, graph);
    await gateway.send(createMutation, create.variables);
    expect(auditLines(gateway.log())).toMatchObject([{ keys: ['(withheld)'], outcome: 'OK' }]);
  });

  it('that Graph acknowledged, but of which nothing more is known, is OUTCOME_UNKNOWN with the status of the write', async () => {
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      response.writeHead(request.method === 'PATCH' ? 204 : 404).end();
    });
    const gateway = await gatewayOver(graph.url, on);
    running.push(gateway, graph);
    await gateway.send(
      'mutation { r: updateMacOSSoftwareUpdateAccountSummary(id: "a", input: { osVersion: "b" }) { id } }',
    );
    expect(auditLines(gateway.log())).toMatchObject([
      { method: 'PATCH', keys: ['a'], outcome: 'OUTCOME_UNKNOWN', sent: true, graph: { status: 204 } },
    ]);
  });
});

describe('exactly one line, with the code that the client has,', () => {
  it('for each of 200 creations through faults', async () => {
    const environment = { ...on, ...patience.forCall, REQUEST_DEADLINE_MS: '15000' };
    const { gateway } = await gatewayOverFaults(running, { call: faultPlan(faults, 7) }, environment);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => gateway.send(createMutation, create.variables)),
    );
    const said = answers.map((answer) => `${answer.headers.get('x-request-id')} ${outcomeOf(answer)}`);
    const lines = auditLines(gateway.log());
    expect(lines.map(({ reqId, outcome }) => `${reqId} ${outcome}`).toSorted()).toEqual(said.toSorted());
    const outcomes = new Set(lines.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual(expect.arrayContaining(['OK', 'OUTCOME_UNKNOWN']));
    for (const line of lines) if (line.outcome === 'OUTCOME_UNKNOWN') expect(line.sent).toBe(true);
  });

  it('for each item of a bulk creation through faults of calls and items', async () => {
    const environment = { ...on, ...patience.forCall, REQUEST_DEADLINE_MS: '15000' };
    const plan = { call: faultPlan(faults, 3), item: faultPlan(itemFaults, 3) };
    const { gateway, graph } = await gatewayOverFaults(running, plan, environment);
    const { json } = await gateway.send(bulk, { inputs: inputs(200) });
    const results = json.data?.['results'] as { summary: { id: string } | null; error: { code: string } | null }[];
    const lines = auditLines(gateway.log());
    expect(lines.map(({ outcome }) => outcome)).toEqual(results.map(({ error }) => error?.code ?? 'OK'));
    const created = results.flatMap(({ summary }) => (summary === null ? [] : [summary.id]));
    expect(lines.flatMap(({ keys = [] }) => keys)).toEqual(created);
    expect(new Set(lines.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
    // Each line has the id under which Graph got the item.
    const sent = graph.calls.flatMap(({ body }) => (body.includes('"requests"') ? clientRequestIds(body) : []));
    for (const { graph: exchange } of lines) expect(sent).toContain(exchange?.clientRequestId);
    expect(new Set(lines.map(({ graph: exchange }) => exchange?.clientRequestId)).size).toBe(200);
  });

  it('when the caller leaves while Graph works', async () => {
    const graph = await holdingGraph();
    const gateway = await gatewayOver(graph.url, on);
    running.push(gateway, graph);
    const client = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': 'left' };
    const answer = fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(create), signal: client.signal });
    await until(() => graph.held.length === 1);
    client.abort();
    await expect(answer).rejects.toThrow();
    await until(() => gateway.log().includes('"callerLeft":true'));
    graph.letGo();
    await until(() => gateway.log().includes('"log":"audit"'));
    await gateway.stop();
    expect(auditLines(gateway.log())).toMatchObject([{ reqId: 'left', outcome: 'OK', keys: ['stored'], sent: true }]);
  });

  it('when SIGTERM ends the process before Graph has answered', async () => {
    const graph = await holdingGraph();
    const environment = { ...on, GRAPH_BASE_URL: graph.url, SHUTDOWN_TIMEOUT_MS: '1', LOG_LEVEL: 'info' };
    const gateway = await startProcess(environment);
    running.push(gateway, graph);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': 'last' };
    const answer = fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(create) });
    await until(() => graph.held.length === 1);
    gateway.signal('SIGTERM');
    expect((await (await answer).json()) as object).toMatchObject({
      errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }],
    });
    expect(await gateway.exit).toBe(0);
    expect(auditLines(gateway.output())).toMatchObject([{ reqId: 'last', outcome: 'OUTCOME_UNKNOWN', sent: true }]);
  });

  it('when the gateway itself does not send it', async () => {
    const environment = { ...on, GRAPH_PACE_WRITES: '1', GRAPH_PACE_REQUESTS: '1', REQUEST_DEADLINE_MS: '5000' };
    const gateway = await gatewayOverEmulator({}, environment);
    running.push(gateway);
    await gateway.send(createMutation, create.variables);
    await gateway.send(createMutation, create.variables);
    const [, refused, ...more] = auditLines(gateway.log());
    expect([refused?.outcome, refused?.sent, refused?.graph, more]).toEqual(['RATE_LIMITED', false, undefined, []]);
  });
});

it('what is not a write has no line: a read, a rejected document, broken input, a request without a token', async () => {
  const gateway = await gatewayOverEmulator({ macs: 1 }, on);
  running.push(gateway);
  await gateway.send('{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id categorySummaries { id } } } }');
  await gateway.send('mutation { nothing }');
  await gateway.send(createMutation, { input: { ...referenceExample, failedUpdateCount: -1 } });
  await gateway.send(bulk, { inputs: [{ ...referenceExample, failedUpdateCount: -1 }] });
  await gateway.send(createMutation, create.variables, {});
  await gateway.send('mutation { r: deleteMacOSSoftwareUpdateAccountSummary(id: "..") }');
  expect(auditLines(gateway.log())).toEqual([]);
});

it('without AUDIT_LOG no write has a line', async () => {
  const gateway = await gatewayOverEmulator();
  running.push(gateway);
  await gateway.send(createMutation, create.variables);
  expect(gateway.log()).not.toContain('"log":"audit"');
});

function clientRequestIds(batch: string): (string | undefined)[] {
  const { requests } = JSON.parse(batch) as { requests: { headers: Record<string, string> }[] };
  return requests.map(({ headers }) => headers['client-request-id']);
}
