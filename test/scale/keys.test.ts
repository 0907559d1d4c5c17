/** Creations with keys at three gateway processes that are killed, over a Graph that fails. Counted in the emulator's store. */
import { afterEach, expect, it } from '@jest/globals';
import { faultyGraph, type Fault } from '../support/faulty-graph.js';
import { codeOf, create, idOf, marksOf, tokenOf } from '../support/keyed.js';
import { samplesOf } from '../support/metrics.js';
import type { Answer } from '../support/start.js';
import { until } from '../support/until.js';
import { createUntilStored, inParallel, startFleet, type Fleet } from './support/fleet.js';
import { gatedGraph, type GatedGraph } from './support/gated-graph.js';

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});
const add = <T extends { stop(): Promise<void> }>(part: T): T => {
  started.push(part);
  return part;
};
const macs = (count: number): string[] => Array.from({ length: count }, (_, index) => `mac-${index}`);
/** How often each was stored, and whether its client has the report that is stored. */
const accountOf = (fleet: Fleet, names: readonly string[], ids: readonly string[]): unknown[] => {
  const stored = new Map(fleet.graph.accountSummaries().map((row) => [row['deviceId'], row.id]));
  return names.map((deviceId, index) => [fleet.graph.timesCreated({ deviceId }), stored.get(deviceId) === ids[index]]);
};
const onceEach = (count: number): unknown[] => Array.from({ length: count }, () => [1, true]);
/** Leases of killed owners are short. */
const hasty = { REQUEST_DEADLINE_MS: '3000', GRAPH_TIMEOUT_MS: '1500' };

it('gateways that are killed one after another: every creation is stored once, and its client gets the report', async () => {
  const fleet = add(await startFleet(hasty));
  fleet.graph.quirks.latencyMs = 15;
  const names = macs(240);
  let [done, newKeys] = [0, 0];
  const working = inParallel(names, 24, async (name) => {
    // Graph stores within 15 ms, so nothing is still on its way by then.
    const id = await createUntilStored(fleet.balancer, name, name, 40, () => (newKeys += 1));
    done += 1;
    return id;
  });
  for (const [index, replica] of fleet.replicas.entries()) {
    await until(() => done >= 50 * (index + 1));
    await replica.replace();
  }
  expect(accountOf(fleet, names, await working)).toEqual(onceEach(240));
  // At most what ran when a gateway was killed, three times.
  expect(newKeys).toBeLessThanOrEqual(3 * 24);
});

it('a quarter of the calls to Graph fails, answers are lost, and some are stored late: no creation is doubled or lost', async () => {
  // Each has stored the report, or has not and says so. What looks like the former without being it stays unknown.
  const kinds: readonly Fault[] = [
    'reset-after',
    'throttle',
    'truncated-after',
    '504-after',
    'html-after',
    '502-after',
    'empty-after',
  ];
  const fleet = add(
    await startFleet(hasty, async (graph) => {
      const plan = { call: (index: number) => (index % 4 === 3 ? kinds[((index - 3) / 4) % kinds.length] : undefined) };
      return add(await faultyGraph(graph, plan)).url;
    }),
  );
  Object.assign(fleet.graph.quirks, { lateCommits: 25, lateCommitMs: 300 });
  const names = macs(500);
  const ids = await inParallel(names, 16, (name) => createUntilStored(fleet.balancer, name, name));
  expect(fleet.graph.quirks.lateCommits).toBe(0);
  expect(accountOf(fleet, names, ids)).toEqual(onceEach(500));
});

it('fifty clients send one key to three gateways at once: one creation is stored', async () => {
  const fleet = add(await startFleet());
  const send = (): Promise<Answer> => create(fleet.balancer, 'mac', 'order-7');
  const answers = await Promise.all(Array.from({ length: 50 }, send));
  expect(fleet.graph.timesCreated({ deviceId: 'mac' })).toBe(1);
  const results = new Set(answers.map((answer) => idOf(answer) ?? codeOf(answer)));
  results.delete('IDEMPOTENCY_KEY_IN_USE');
  expect([...results]).toEqual([fleet.graph.accountSummaries()[0]?.id]);
  // The clients that came while it ran.
  expect(idOf(await send())).toBe(fleet.graph.accountSummaries()[0]?.id);
});

it('a repeat at another gateway belongs to the user and the application, and not to one token', async () => {
  const fleet = add(await startFleet());
  const [one, two, three] = fleet.replicas;
  const as = (user: string, application: string, serial: number) => ({
    authorization: `Bearer ${tokenOf(user, application, serial)}`,
  });
  await create(one, 'mac', 'order-7', as('ada', 'app', 1));
  const statusOf = async (at: typeof one, headers: Record<string, string>) =>
    marksOf(await create(at, 'mac', 'order-7', headers));
  expect(await statusOf(two, as('ada', 'app', 2))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
  expect(await statusOf(three, as('grace', 'app', 1))).toEqual([{ path: ['created'], status: 'STORED' }]);
  expect(await statusOf(two, as('ada', 'other', 1))).toEqual([{ path: ['created'], status: 'STORED' }]);
  fleet.graph.quirks.forbidden = true;
  const refused = await create(three, 'mac', 'order-7', as('ada', 'app', 3));
  expect([codeOf(refused), refused.json.data]).toEqual(['FORBIDDEN', { created: null }]);
  expect(fleet.graph.timesCreated({ deviceId: 'mac' })).toBe(3);
});

/** The clocks of a stopped process go on. */
const patient = { REQUEST_DEADLINE_MS: '120000', GRAPH_TIMEOUT_MS: '100000' };

async function gatedFleet(environment: Record<string, string> = {}): Promise<{ fleet: Fleet; gate: GatedGraph }> {
  let gate: GatedGraph | undefined;
  const fleet = add(
    await startFleet({ ...patient, ...environment }, async (graph) => (gate = add(await gatedGraph(graph))).url),
  );
  if (gate === undefined) throw new Error('the fleet has no Graph');
  return { fleet, gate };
}

const recordsOf = (fleet: Fleet): Promise<string[]> => fleet.admin().keys('*:idempotency:*');
const endLeases = async (fleet: Fleet): Promise<void> => {
  for (const name of await recordsOf(fleet)) await fleet.admin().hset(name, 'l', 0);
};

it('an owner that is stopped past its lease before it sends is fenced', async () => {
  const { fleet, gate } = await gatedFleet({ GRAPH_CONCURRENCY: '1' });
  const [owner, other] = fleet.replicas;
  gate.gate = 'before';
  const holder = create(owner, 'holder', null, { authorization: 'Bearer holder' });
  await until(() => gate.held() === 1);
  gate.gate = 'open';
  const first = create(owner, 'mac', 'order-7');
  // It has its claim, and waits for the only place.
  const waiting = 'graph_calls_waiting{for="place"}';
  await until(async () => (await samplesOf({ metricsUrl: owner.metricsUrl() })).get(waiting) === 1);
  owner.process.signal('SIGSTOP');
  await endLeases(fleet);
  gate.gate = 'before';
  const next = create(other, 'mac', 'order-7');
  await until(() => gate.held() === 2);
  gate.gate = 'open';
  owner.process.signal('SIGCONT');
  gate.releaseFirst();
  await holder;
  // Its connection to Redis may have ended while it was stopped.
  expect(['IDEMPOTENCY_KEY_IN_USE', 'IDEMPOTENCY_UNAVAILABLE']).toContain(codeOf(await first));
  gate.release();
  expect(marksOf(await next)).toEqual([{ path: ['created'], status: 'STORED' }]);
  expect(fleet.graph.timesCreated({ deviceId: 'mac' })).toBe(1);
});

it.each([
  ['before Graph stores it', 'before', 'OUTCOME_UNKNOWN'],
  ['after Graph has stored it', 'after', undefined],
] as const)(
  'an owner that is stopped past its lease, %s: others do not send, and its answer is the truth',
  async (_what, where, code) => {
    const { fleet, gate } = await gatedFleet();
    const [owner, other, third] = fleet.replicas;
    gate.gate = where;
    const first = create(owner, 'mac', 'order-7');
    await until(() => gate.held() === 1);
    owner.process.signal('SIGSTOP');
    await endLeases(fleet);
    const meanwhile = await create(other, 'mac', 'order-7');
    owner.process.signal('SIGCONT');
    gate.release();
    const truth = idOf(await first);
    expect(truth).toBe(fleet.graph.accountSummaries()[0]?.id);
    expect([codeOf(meanwhile), idOf(meanwhile)]).toEqual([code, code === undefined ? truth : undefined]);
    expect(await createUntilStored(third, 'mac', 'order-7')).toBe(truth);
    expect(fleet.graph.timesCreated({ deviceId: 'mac' })).toBe(1);
  },
);
