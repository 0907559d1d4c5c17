/** The owner of an idempotency key dies or stalls: others may send if it has not, and it does not send after them. */
import type { ServerResponse } from 'node:http';
import { expect, it } from '@jest/globals';
import { holdingGraph } from '../../support/holding-graph.js';
import { codeOf, create, idOf, marksOf } from '../../support/keyed.js';
import { sharedKeys } from '../../support/shared-keys.js';
import { referenceExample, scriptedGraph } from '../../support/start.js';
import { until } from '../../support/until.js';
import { describeWithRedis } from '../../support/with-redis.js';

describeWithRedis('the owner of a key', () => {
  const keys = sharedKeys();

  const oneCall = { GRAPH_CONCURRENCY: '1' };
  const holder = { authorization: 'Bearer another-caller' };

  it('that died while it waited: the next one sends', async () => {
    const held = await holdingGraph();
    keys.running.push(held);
    const dying = await keys.start(oneCall, held.url);
    void create(dying, 'first', null, holder).catch(() => undefined);
    await until(() => held.held.length === 1);
    void create(dying, 'mac-1', 'order-7').catch(() => undefined);
    await until(async () => (await keys.records()).length === 1);
    await keys.endLeases();
    const next = await create(await keys.start(), 'mac-1', 'order-7');
    expect(marksOf(next)).toEqual([{ path: ['created'], status: 'STORED' }]);
    held.letGo();
  });

  it('that stalled past its lease before the send: it is fenced, and its client repeats', async () => {
    const held = await holdingGraph();
    keys.running.push(held);
    const slow = await keys.start(oneCall, held.url);
    const first = create(slow, 'first', null, holder);
    await until(() => held.held.length === 1);
    const waiting = create(slow, 'mac-1', 'order-7');
    await until(async () => (await keys.records()).length === 1);
    await keys.endLeases();
    expect(idOf(await create(await keys.start(), 'mac-1', 'order-7'))).toBeDefined();
    held.letGo();
    await first;
    expect(codeOf(await waiting)).toBe('IDEMPOTENCY_KEY_IN_USE');
    expect(held.calls()).toBe(1);
    expect(keys.stored('mac-1')).toBe(1);
  });

  it('that stalled past its lease while another one sends: it is fenced as well', async () => {
    const [held, heldByOther] = [await holdingGraph(), await holdingGraph()];
    keys.running.push(held, heldByOther);
    const slow = await keys.start(oneCall, held.url);
    const first = create(slow, 'first', null, holder);
    await until(() => held.held.length === 1);
    const waiting = create(slow, 'mac-1', 'order-7');
    await until(async () => (await keys.records()).length === 1);
    await keys.endLeases();
    const next = create(await keys.start({}, heldByOther.url), 'mac-1', 'order-7');
    await until(() => heldByOther.held.length === 1);
    held.letGo();
    await first;
    // Without the fence this one would be sent now, and held: then it has no answer.
    expect(await Promise.race([waiting.then(codeOf), until(() => held.calls() > 1)])).toBe('IDEMPOTENCY_KEY_IN_USE');
    heldByOther.letGo();
    expect(idOf(await next)).toBe('stored');
    held.letGo();
  });

  /** Graph is shared: it holds the answer of the first creation, and lists what it has stored. */
  async function sent() {
    const graphThatHolds = await holdingOneAnswer();
    keys.running.push(graphThatHolds);
    const owner = await keys.start({}, graphThatHolds.url);
    const first = create(owner, 'mac-1', 'order-7');
    await until(() => graphThatHolds.held.length === 1);
    await keys.endLeases();
    return { graphThatHolds, owner, first, other: await keys.start({}, graphThatHolds.url) };
  }

  it('that stalled after the send: others do not send, and its late answer is the truth', async () => {
    const { graphThatHolds, first, other } = await sent();
    expect(codeOf(await create(other, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
    graphThatHolds.letGo();
    expect(idOf(await first)).toBe('stored');
    expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(graphThatHolds.creations()).toBe(1);
  });

  it('that died after the send: it is not sent again, and the report is found once Graph has it', async () => {
    const { graphThatHolds, other } = await sent();
    expect(codeOf(await create(other, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
    graphThatHolds.stores();
    expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(graphThatHolds.creations()).toBe(1);
    graphThatHolds.letGo();
  });
});

/** Holds creations, and answers reads by what it has stored. */
async function holdingOneAnswer() {
  const held: ServerResponse[] = [];
  const report = { id: 'stored', ...referenceExample, deviceId: 'mac-1' };
  let [isStored, creations] = [false, 0];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.method === 'POST') {
      creations += 1;
      held.push(response);
      return;
    }
    const isList = !request.url?.endsWith('/stored');
    const found = isStored ? [report] : [];
    response.writeHead(isList || isStored ? 200 : 404).end(JSON.stringify(isList ? { value: found } : report));
  });
  return {
    ...graph,
    held,
    creations: () => creations,
    stores: () => void (isStored = true),
    letGo: () => {
      isStored = true;
      for (const response of held.splice(0)) response.writeHead(201).end(JSON.stringify(report));
    },
  };
}
