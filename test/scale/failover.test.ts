/**
 * Three gateway processes while Redis changes: another master by the Sentinels, slots that move between nodes of a Redis
 * Cluster, a node that is lost. Counted in the emulator's store.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { codeOf, create, idOf, marksOf, tokenOf } from '../support/keyed.js';
import { startCluster, startSentinels, type RedisNode, type RedisSetup } from '../support/redis-modes.js';
import { until } from '../support/until.js';
import { againMs, createUntilStored, startGateways, type Gateways, type Replica } from './support/fleet.js';
import { finishMove, keysIn, slotsInUse, startMove } from './support/slots.js';

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each.stop();
});
const add = <T extends { stop(): Promise<void> }>(part: T): T => {
  started.push(part);
  return part;
};

/** Each caller has its keys in a slot of its own. */
const callers = ['ada', 'grace', 'edith', 'hedy', 'joan', 'mary'];
const as = (number: number): Record<string, string> => ({
  authorization: `Bearer ${tokenOf(callers[number % callers.length] as string, 'app', 1)}`,
});

/** Clients that create without pause, each report with a key, and as many without one. */
function load(fleet: Gateways) {
  const keyed = new Map<string, string>();
  const plain: string[] = [];
  const failures: string[] = [];
  let [isOver, isStopped, refused, next] = [false, false, 0, 0];
  const stored = (deviceId: string): number => fleet.graph.timesCreated({ deviceId });

  async function createKeyed(number: number): Promise<void> {
    const name = `keyed-${number}`;
    for (let mayBeSent = false; !isStopped;) {
      const answer = await create(fleet.balancer, name, name, as(number));
      const [id, code] = [idOf(answer), codeOf(answer)];
      if (id !== undefined) return void keyed.set(name, id);
      // Redis may fail between the send and the outcome; then the report is looked for, and not sent again.
      if (code === 'OUTCOME_UNKNOWN') mayBeSent = true;
      else if (code === 'IDEMPOTENCY_UNAVAILABLE') refused += 1;
      else if (code !== 'IDEMPOTENCY_KEY_IN_USE') return void failures.push(answer.text);
      if (code === 'IDEMPOTENCY_UNAVAILABLE' && !mayBeSent && stored(name) > 0) failures.push(`${name} was sent`);
      await delay(againMs);
    }
  }
  async function createPlain(number: number): Promise<void> {
    const name = `plain-${number}`;
    const answer = await create(fleet.balancer, name, null, as(number));
    if (idOf(answer) === undefined) failures.push(answer.text);
    else plain.push(name);
  }
  const client = async (one: (number: number) => Promise<void>): Promise<void> => {
    while (!isOver && failures.length === 0) await one((next += 1));
  };
  const clients = [createKeyed, createPlain].flatMap((one) => callers.map(() => client(one)));
  return {
    done: () => Math.min(keyed.size, plain.length),
    refused: () => refused,
    async stop(): Promise<void> {
      isOver = isStopped = true;
      await Promise.all(clients);
    },
    /** Every client gets its last answer. Then each report is stored once, and each key still leads to its own. */
    async end(): Promise<void> {
      isOver = true;
      await Promise.all(clients);
      expect(failures).toEqual([]);
      const names = [...keyed.keys(), ...plain];
      expect(names.map(stored)).toEqual(names.map(() => 1));
      let index = 0;
      for (const [name, id] of keyed) {
        const replica = fleet.replicas[(index += 1) % 3] as Gateways['replicas'][0];
        const again = await create(replica, name, name, as(Number(name.split('-')[1])));
        expect([name, idOf(again), marksOf(again)]).toEqual([
          name,
          id,
          [{ path: ['created'], status: expect.any(String) }],
        ]);
      }
      expect(names.map(stored)).toEqual(names.map(() => 1));
    },
  };
}

const startFleet = async (setup: RedisSetup): Promise<Gateways> =>
  add(
    await startGateways({
      ...setup.environment,
      RATE_LIMIT_MAX: '1000000',
      GRAPH_PACE_WRITES: '100000',
      // Leases of claims whose outcome Redis has not heard are short.
      REQUEST_DEADLINE_MS: '3000',
      GRAPH_TIMEOUT_MS: '1500',
    }),
  );

it('the master dies, and the Sentinels make its replica the master: nothing without a key fails, keys are refused until then', async () => {
  const setup = add(await startSentinels({ replicas: 1, sentinels: 3 }));
  const fleet = await startFleet(setup);
  const running = add(load(fleet));
  await until(() => running.done() >= 30);
  const before = await setup.master();
  await setup.nodes[0]?.process.stop();
  await until(() => running.refused() > 0);
  await until(async () => (await setup.master()) !== before);
  // Each gateway uses the new master.
  for (const [index, replica] of fleet.replicas.entries()) {
    await createUntilStored(replica, `after-${index}`, `after-${index}`);
  }
  const done = running.done();
  await until(() => running.done() >= done + 30);
  await running.end();
  expect(await setup.nodes[1]?.admin.dbsize()).toBeGreaterThan(0);
});

it('slots of a Redis Cluster move: nothing fails, and the keys are found at their new nodes', async () => {
  const setup = add(await startCluster(3));
  const fleet = await startFleet(setup);
  const running = add(load(fleet));
  await until(() => running.done() >= 30);
  const slots = await slotsInUse(setup.nodes);
  for (const each of slots) {
    await startMove(each);
    const done = running.done();
    // While it moves, keys that exist are in one node and new ones in the other.
    await until(() => running.done() >= done + 5);
    await finishMove(setup.nodes, each);
  }
  const done = running.done();
  await until(() => running.done() >= done + 30);
  await running.end();
  expect(await Promise.all(slots.map(({ from, slot }) => keysIn(from, slot)))).toEqual(slots.map(() => 0));
  const moved = await Promise.all(slots.map(({ to, slot }) => keysIn(to, slot)));
  expect(moved.filter((count) => count > 0).length).toBeGreaterThanOrEqual(callers.length);
});

it('a node of a Redis Cluster is lost: its keys are refused, the others and creations without a key go on, and it comes back with its keys', async () => {
  const settings = { 'cluster-require-full-coverage': 'no', appendonly: 'yes', appendfsync: 'always' };
  const setup = add(await startCluster(3, { settings }));
  const fleet = await startFleet(setup);
  const stored = (deviceId: string): number => fleet.graph.timesCreated({ deviceId });
  /** A busy machine may need more than the time for one command. */
  const untilStored = async (at: Pick<Replica, 'send'>, name: string, caller: number): Promise<string> => {
    for (;;) {
      const answer = await create(at, name, name, as(caller));
      const id = idOf(answer);
      if (id !== undefined) return id;
      expect(temporary).toContain(codeOf(answer));
      await delay(againMs);
    }
  };

  const nodeOf: RedisNode[] = [];
  const before: string[] = [];
  for (const caller of callers.keys()) {
    const counts = await recordsIn(setup.nodes);
    before.push(await untilStored(fleet.balancer, `before-${caller}`, caller));
    const now = await recordsIn(setup.nodes);
    nodeOf.push(setup.nodes[now.findIndex((count, node) => count !== counts[node])] as RedisNode);
  }
  const [lost] = nodeOf as [RedisNode];
  const alive = setup.nodes.filter((node) => node !== lost);
  const refused = [...callers.keys()].filter((caller) => nodeOf[caller] === lost);
  const served = [...callers.keys()].filter((caller) => nodeOf[caller] !== lost);
  expect(served).not.toEqual([]);

  const lostId = String(await lost.admin.call('CLUSTER', 'MYID'));
  await lost.process.stop();
  for (const time of ['now', 'later']) {
    if (time === 'later') await until(() => haveGivenUp(alive, lostId));
    for (const [index, replica] of fleet.replicas.entries()) {
      for (const caller of refused) {
        expect(codeOf(await create(replica, `lost-${caller}`, `lost-${caller}`, as(caller)))).toBe(
          'IDEMPOTENCY_UNAVAILABLE',
        );
        expect(idOf(await create(replica, 'plain', null, as(caller)))).toBeDefined();
      }
      for (const caller of served) await untilStored(replica, `served-${caller}-${index}-${time}`, caller);
    }
  }
  expect(refused.map((caller) => stored(`lost-${caller}`))).toEqual(refused.map(() => 0));

  await lost.startAgain();
  for (const replica of fleet.replicas) {
    for (const caller of refused) await untilStored(replica, `lost-${caller}`, caller);
    for (const caller of callers.keys()) {
      expect(await untilStored(replica, `before-${caller}`, caller)).toBe(before[caller]);
    }
  }
  const names = [...refused.map((caller) => `lost-${caller}`), ...before.map((_id, caller) => `before-${caller}`)];
  expect(names.map(stored)).toEqual(names.map(() => 1));
});

const temporary = ['IDEMPOTENCY_UNAVAILABLE', 'IDEMPOTENCY_KEY_IN_USE', 'OUTCOME_UNKNOWN'];

const recordsIn = (nodes: readonly RedisNode[]): Promise<readonly number[]> =>
  Promise.all(
    nodes.map(async ({ admin }) => (await admin.keys('macos-software-update-gateway:idempotency:{*')).length),
  );

/** Each of these nodes knows that the other one is lost. */
async function haveGivenUp(nodes: readonly RedisNode[], id: string): Promise<boolean> {
  const texts = await Promise.all(nodes.map(({ admin }) => admin.call('CLUSTER', 'NODES')));
  return texts.every((text) => new RegExp(`^${id} \\S+ master,fail `, 'm').test(String(text)));
}
