/**
 * Many faults at once: about a quarter of all calls to Graph fail in one of sixteen ways, and every creation is
 * accounted for.
 */
import { expect, it } from '@jest/globals';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { expectAccounted, inParallel, type Sent, type Outcome } from '../../support/accounts.js';
import { faultPlan } from '../../support/fault-plan.js';
import { faultyGraph, faults, itemFaults } from '../../support/faulty-graph.js';
import { gatewayOverFaults, stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { patience } from '../../support/patience.js';
import { startProcess } from '../../support/process.js';
import { createMutation, referenceExample, type Answer } from '../../support/start.js';

const creates = 500;
// As many as the gateway lets through to Graph at once: most of the time is spent waiting for calls that hang.
const concurrency = 64;
const environment = { ...patience.forCall, REQUEST_DEADLINE_MS: '15000' };
const seeds = [1, 20_261_124];

const running = stoppedAfterEach();

const inputOf = (index: number): typeof referenceExample => ({ ...referenceExample, deviceId: `mac-${index}` });

function outcomeOf({ json }: Pick<Answer, 'json'>): Outcome {
  const created = json.data?.['created'] as { id: string } | undefined;
  return created ? { id: created.id } : { code: json.errors?.[0]?.extensions.code ?? 'none' };
}

it.each(seeds)(
  `${creates} creations through faults (seed %i): none lost, none doubled, 1.2 calls each at most`,
  async (seed) => {
    const { emulator, graph, gateway } = await gatewayOverFaults(
      running,
      { call: faultPlan(faults, seed) },
      environment,
    );
    const sent: Sent[] = [];
    await inParallel(creates, concurrency, async (index) => {
      const said = outcomeOf(await gateway.send(createMutation, { input: inputOf(index) }));
      sent.push({ deviceId: `mac-${index}`, said });
    });
    expect(sent).toHaveLength(creates);
    expectAccounted(sent, emulator);
    expect(graph.calls.length).toBeLessThanOrEqual(creates * 1.2);
    const codes = new Set(sent.map(({ said }) => (said !== 'lost' && 'code' in said ? said.code : 'stored')));
    expect([...codes]).toEqual(expect.arrayContaining(['OUTCOME_UNKNOWN', 'stored']));
  },
);

it.each(seeds)(
  `${creates} creations in bulk through faults of calls and items (seed %i): none lost, none doubled`,
  async (seed) => {
    const perOperation = 50;
    const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
    results: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { id } error { code } }
  }`;
    const { emulator, graph, gateway } = await gatewayOverFaults(
      running,
      { call: faultPlan(faults, seed), item: faultPlan(itemFaults, seed) },
      environment,
    );
    const sent: Sent[] = [];
    await inParallel(creates / perOperation, concurrency, async (operation) => {
      const inputs = Array.from({ length: perOperation }, (_, index) => inputOf(operation * perOperation + index));
      const { json } = await gateway.send(bulk, { inputs });
      const results = json.data?.['results'] as { summary: { id: string } | null; error: { code: string } | null }[];
      results.forEach(({ summary, error }, index) => {
        const said = summary === null ? { code: error?.code ?? 'none' } : { id: summary.id };
        sent.push({ deviceId: inputs[index]?.deviceId ?? '', said });
      });
    });
    expect(sent).toHaveLength(creates);
    expectAccounted(sent, emulator);
    // Twenty in a call: the cost of a creation is the number of batch items with it, including retries.
    const requests = graph.calls.map(({ body }) => (JSON.parse(body) as { requests: unknown[] }).requests.length);
    expect(requests.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(creates * 1.2);
  },
);

it(`${creates} creations, and SIGTERM half-way: what was acknowledged is stored, and the process exits with 0`, async () => {
  const emulator = await startEmulator();
  const graph = await faultyGraph(emulator, { call: faultPlan(faults, 7) });
  const gateway = await startProcess({ ...environment, GRAPH_BASE_URL: graph.url, NODE_ENV: 'production' });
  running.push(gateway, graph, emulator);
  const sent: Sent[] = [];
  await inParallel(creates, concurrency, async (index) => {
    if (index === creates / 2) gateway.signal('SIGTERM');
    const said = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: createMutation, variables: { input: inputOf(index) } }),
    })
      .then(async (response) => outcomeOf({ json: (await response.json()) as Answer['json'] }))
      .catch(() => 'lost' as const);
    sent.push({ deviceId: `mac-${index}`, said });
  });
  expect(await gateway.exit).toBe(0);
  expectAccounted(sent, emulator);
  expect(sent.filter(({ said }) => said === 'lost').length).toBeLessThan(creates);
  expect(sent.filter(({ said }) => said !== 'lost' && 'id' in said).length).toBeGreaterThan(0);
});
