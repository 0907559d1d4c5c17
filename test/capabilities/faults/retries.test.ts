import { describe, expect, it } from '@jest/globals';
import { maxRetries } from '../../../src/graph/policies/graph-policies.js';
import { retryShare } from '../../../src/graph/policies/retry-budget.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import type { Fault, Plan } from '../../support/faulty-graph.js';
import { gatewayOverFaults, stoppedAfterEach, type GatewayOverFaults } from '../../support/gateway-over-faults.js';
import { patience } from '../../support/patience.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph, type TestGateway } from '../../support/start.js';

const read = '{ macOSSoftwareUpdateAccountSummaries(first: 5) { nodes { id } } }';
const create = [createMutation, { input: referenceExample }] as const;

const running = stoppedAfterEach();
const setup = (plan: Plan, environment: Record<string, string> = {}): Promise<GatewayOverFaults> =>
  gatewayOverFaults(running, plan, environment, { macs: 3 });
const only = (...faults: Fault[]): Plan => ({ call: (index) => faults[index] });
const codeOf = (answer: Awaited<ReturnType<TestGateway['send']>>): string | undefined =>
  answer.json.errors?.[0]?.extensions.code;

describe('a read that Graph fails for a moment', () => {
  it.each<Fault>(['throttle', 'throttle-silently', '502', '503', '503-retry', '504', 'reset', 'truncated-after'])(
    'is sent again after %s, and answered',
    async (fault) => {
      const { graph, gateway } = await setup(only(fault));
      const { json } = await gateway.send(read);
      expect(json.errors).toBeUndefined();
      expect(graph.calls.map(({ headers }) => headers['retry-attempt'])).toEqual([undefined, '1']);
      expect(new Set(graph.calls.map(({ headers }) => headers['client-request-id'])).size).toBe(2);
    },
  );

  it('is sent again when one try hangs, within the deadline of the operation', async () => {
    const { graph, gateway } = await setup(only('hang'), patience.forCall);
    expect((await gateway.send(read)).json.errors).toBeUndefined();
    expectCalls(graph.calls, 2);
  });

  it.each<Fault>(['503', 'reset'])('uses a new connection after %s', async (fault) => {
    const { graph, gateway } = await setup({ call: (index) => (index === 1 ? fault : undefined) });
    await gateway.send(read);
    await gateway.send(read);
    const [first, second, third] = graph.calls.map(({ port }) => port);
    expect(second).toBe(first);
    expect(third).not.toBe(second);
  });

  it(`ends after ${maxRetries} retries, with the last failure`, async () => {
    const { graph, gateway } = await setup({ call: () => '503-retry' });
    const answer = await gateway.send(read);
    expectRefused(answer, { code: 'GRAPH_UNAVAILABLE', extensions: { retryAfterSeconds: 1 } });
    expect(graph.calls.map(({ headers }) => headers['retry-attempt'])).toEqual([undefined, '1', '2', '3']);
  });

  it('is not sent again after a 500 or a 404: it would only fail again', async () => {
    for (const status of [500, 404]) {
      const graph = await scriptedGraph((_request, response) => void response.writeHead(status).end());
      const gateway = await gatewayOver(graph.url);
      running.push(gateway, graph);
      await gateway.send(read);
      expect(graph.calls()).toBe(1);
    }
  });
});

describe('a creation', () => {
  it.each<Fault>(['throttle', 'throttle-silently', '503-retry'])(
    'is sent again after %s, where Graph has not acted, and stored once',
    async (fault) => {
      const { emulator, graph, gateway } = await setup(only(fault));
      const { json } = await gateway.send(...create);
      expect(json.errors).toBeUndefined();
      expectCalls(graph.calls, 2);
      expect(emulator.accountSummaries()).toHaveLength(3 + 1);
    },
  );

  const neverEnds: readonly Fault[] = ['hang-after', 'trickle-after'];
  it.each<Fault>([
    'reset',
    'reset-after',
    '502',
    '502-after',
    '503',
    '504',
    '504-after',
    'hang-after',
    'trickle-after',
    'truncated-after',
    'html-after',
    'empty-after',
  ])('is never sent again after %s: its outcome is unknown', async (fault) => {
    const { graph, gateway } = await setup({ call: () => fault }, neverEnds.includes(fault) ? patience.forCall : {});
    const answer = await gateway.send(...create);
    expectRefused(answer, { code: 'OUTCOME_UNKNOWN' });
    expect(answer.json.errors?.[0]?.message).toContain('look for the object before you send it again');
    expect(answer.json.errors?.[0]?.extensions['lookUp']).toEqual(['deviceId', 'userId', 'displayName']);
    expectCalls(graph.calls, 1);
  });

  it('is sent again when no connection was established, and finally reported as not written', async () => {
    const nowhere = await scriptedGraph(() => undefined);
    await nowhere.stop();
    const gateway = await gatewayOver(nowhere.url);
    running.push(gateway);
    const { json } = await gateway.send(...create);
    expectRefused({ json }, { code: 'GRAPH_UNAVAILABLE', extensions: { graph: { status: null } } });
    expect(gateway.log().match(/Retrying a Graph call/g)).toHaveLength(maxRetries);
  });
});

describe('Retry-After', () => {
  it.each<[string, () => string]>([
    ['seconds', () => '0'],
    ['a fraction', () => '0.025'],
    ['a date', () => new Date(Date.now() - 1000).toUTCString()],
    ['nonsense, which counts as none', () => 'soon'],
    ['a negative number, which counts as none', () => '-5'],
  ])('may be %s', async (_form, retryAfter) => {
    const { graph, gateway } = await setup({ ...only('throttle'), retryAfter: retryAfter() });
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    expectCalls(graph.calls, 2);
  });

  it('that is invalid does not make a 503 a rejection: the outcome of the write is unknown', async () => {
    const { graph, gateway } = await setup({ ...only('503-retry'), retryAfter: 'soon' });
    expectRefused(await gateway.send(...create), { code: 'OUTCOME_UNKNOWN' });
    expectCalls(graph.calls, 1);
  });

  it.each<[string, string]>([
    ['seconds', '3600'],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString()],
  ])('longer than the deadline, in %s, is reported immediately', async (_form, retryAfter) => {
    const { graph, gateway } = await setup({ call: () => 'throttle', retryAfter });
    const { json } = await gateway.send(...create);
    const extensions = json.errors?.[0]?.extensions;
    expect(extensions?.code).toBe('RATE_LIMITED');
    expect(Math.round(Number(extensions?.['retryAfterSeconds']) / 100)).toBe(36);
    expectCalls(graph.calls, 1);
  });
});

it(`an outage is not amplified: at most ${retryShare * 100} % more calls than first tries`, async () => {
  const { graph, gateway } = await setup({ call: () => 'throttle', retryAfter: '0' });
  const operations = 200;
  const answers = await Promise.all(Array.from({ length: operations }, () => gateway.send(...create)));
  expect(new Set(answers.map(codeOf))).toEqual(new Set(['RATE_LIMITED']));
  expect(graph.calls.length).toBeGreaterThan(operations);
  expect(graph.calls.length).toBeLessThanOrEqual(operations * (1 + retryShare));
});
