import { describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import type { Plan } from '../../support/faulty-graph.js';
import { gatewayOverFaults, stoppedAfterEach, type GatewayOverFaults } from '../../support/gateway-over-faults.js';
import { refusingPort } from '../../support/ports.js';
import { createMutation, gatewayOver, referenceExample } from '../../support/start.js';
import { until } from '../../support/until.js';

const create = [createMutation, { input: referenceExample }] as const;
const as = (name: string): Record<string, string> => ({ authorization: `Bearer of-${name}` });
const ada = as('ada');
const grace = as('grace');

const running = stoppedAfterEach();
const setup = (plan: Plan, environment: Record<string, string> = {}): Promise<GatewayOverFaults> =>
  gatewayOverFaults(running, plan, environment);

describe('after a 429', () => {
  it('all operations with the same token wait, and no others do', async () => {
    const { graph, gateway } = await setup({
      call: (index) => (index === 0 ? 'throttle' : undefined),
      retryAfter: '3600',
    });
    const first = await gateway.send(...create, ada);
    const second = await gateway.send(...create, ada);
    const other = await gateway.send(...create, grace);
    for (const { json } of [first, second]) {
      expectRefused({ json }, { code: 'RATE_LIMITED' });
      expect(Math.ceil(Number(json.errors?.[0]?.extensions['retryAfterSeconds']))).toBe(3600);
    }
    expect(second.json.errors?.[0]?.message).toBe('Microsoft Graph is throttling requests; this one was not sent.');
    expect(other.json.errors).toBeUndefined();
    expect(graph.calls.map(({ headers }) => headers.authorization)).toEqual(
      [ada, grace].map((of) => of['authorization']),
    );
  });

  it('waiting operations are served after the pause, and none of them gets a 429', async () => {
    let pauseEnds = Infinity;
    const { emulator, graph, gateway } = await setup({
      call: (index) => {
        if (index === 0) pauseEnds = performance.now() + 300;
        return performance.now() < pauseEnds ? 'throttle' : undefined;
      },
      retryAfter: '0.3',
    });
    const first = gateway.send(...create, ada);
    await until(() => gateway.log().includes('Retrying a Graph call'));
    const answers = await Promise.all([first, ...Array.from({ length: 20 }, () => gateway.send(...create, ada))]);
    expect(answers.map(({ json }) => json.errors)).toEqual(Array(21).fill(undefined));
    expect(graph.calls.filter(({ fault }) => fault === 'throttle')).toHaveLength(1);
    expect(emulator.accountSummaries()).toHaveLength(21);
  });

  it('inside a batch, the following batches wait as well', async () => {
    const { graph, gateway } = await setup(
      { item: () => 'throttle', retryAfter: '3600' },
      { GRAPH_BATCH_CONCURRENCY: '1' },
    );
    const inputs = Array.from({ length: 100 }, () => referenceExample);
    const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
      r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { error { code } }
    }`;
    const { json } = await gateway.send(bulk, { inputs }, ada);
    expect(json.data?.['r']).toEqual(Array(100).fill({ error: { code: 'RATE_LIMITED' } }));
    expectCalls(graph.calls, 1);
  });
});

describe('pacing', () => {
  it('sends as many writes as configured in 20 seconds, rejects those that cannot wait, and lets reads pass', async () => {
    const { emulator, graph, gateway } = await setup({}, { GRAPH_PACE_WRITES: '3', REQUEST_DEADLINE_MS: '10000' });
    const answers = [];
    for (let count = 0; count < 5; count += 1) answers.push(await gateway.send(...create));
    const codes = answers.map(({ json }) => json.errors?.[0]?.extensions.code);
    expect(codes).toEqual([undefined, undefined, undefined, 'RATE_LIMITED', 'RATE_LIMITED']);
    const retryAfter = Number(answers.at(-1)?.json.errors?.[0]?.extensions['retryAfterSeconds']);
    expect(retryAfter > 10 && retryAfter <= 20).toBe(true);
    expect(emulator.accountSummaries()).toHaveLength(3);
    const list = await gateway.send('{ macOSSoftwareUpdateAccountSummaries(first: 5) { nodes { id } } }');
    expect(list.json.errors).toBeUndefined();
    expectCalls(graph.calls, 4);
  });
});

it('calls that could not be sent do not count towards the pace', async () => {
  const gateway = await gatewayOver(`http://127.0.0.1:${await refusingPort()}/beta`, { GRAPH_PACE_WRITES: '1' });
  running.push(gateway);
  for (let count = 0; count < 2; count += 1) {
    expectRefused(await gateway.send(...create), { code: 'GRAPH_UNAVAILABLE' });
  }
});

describe('calls that wait for a slot', () => {
  it('are not sent once Graph has asked for a pause', async () => {
    const { graph, gateway } = await setup({ call: () => 'throttle', retryAfter: '3600' }, { GRAPH_CONCURRENCY: '1' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.send(...create, ada)));
    expect(answers.map(({ json }) => json.errors?.[0]?.extensions.code)).toEqual(Array(20).fill('RATE_LIMITED'));
    expectCalls(graph.calls, 1);
  });

  it('without a queue, a throttled item of a bulk creation fails, and the others are reported as stored', async () => {
    const met: (undefined | 'throttle')[] = ['throttle'];
    const { emulator, graph, gateway } = await setup({ item: () => met.shift() }, { GRAPH_QUEUE: '0' });
    const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
      r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } error { code } }
    }`;
    const { json } = await gateway.send(bulk, { inputs: Array.from({ length: 20 }, () => referenceExample) });
    const results = json.data?.['r'] as { summary: { id: string } | null; error: { code: string } | null }[];
    expect(results[0]).toEqual({ summary: null, error: { code: 'RATE_LIMITED' } });
    expect(results.slice(1).map(({ summary }) => summary?.id)).toEqual(emulator.accountSummaries().map(({ id }) => id));
    expectCalls(graph.calls, 1);
  });
});
