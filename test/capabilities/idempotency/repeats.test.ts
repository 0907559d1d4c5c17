/** A creation with an idempotency key can be repeated: Graph stores one report, whatever the client sees of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks, type Emulator } from '../../../src/emulator/graph/index.js';
import { codeOf, create, idOf, inputOf, keyedMutation, marksOf, tokenOf } from '../../support/keyed.js';
import { holdingGraph } from '../../support/holding-graph.js';
import {
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  type TestGateway,
} from '../../support/start.js';
import { until } from '../../support/until.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });
const asAda = (serial: number): Record<string, string> => ({
  authorization: `Bearer ${tokenOf('ada', 'app', serial)}`,
});

describe('a repeat with the same key', () => {
  it('returns the stored report, read with one request, and says that it was replayed', async () => {
    const first = await create(gateway, 'mac-1', 'order-7');
    const again = await create(gateway, 'mac-1', 'order-7');

    expect(marksOf(first)).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.json.data).toEqual(first.json.data);
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(stored('mac-1')).toBe(1);
    expect(gateway.graph.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('answers with the report as it is after a change in the same operation', async () => {
    const id = idOf(await create(gateway, 'mac-1', 'order-7'));
    const repeat = `createMacOSSoftwareUpdateAccountSummary(input: $input, idempotencyKey: "order-7") { displayName }`;
    const change = `updateMacOSSoftwareUpdateAccountSummary(id: "${id}", input: { displayName: "renamed" }) { id }`;
    const { json } = await gateway.send(
      `mutation ($input: CreateSummaryInput!) { before: ${repeat} change: ${change} after: ${repeat} }`,
      { input: inputOf('mac-1') },
    );
    expect(json.data).toEqual({
      before: { displayName: referenceExample.displayName },
      change: { id },
      after: { displayName: 'renamed' },
    });
    expect(stored('mac-1')).toBe(1);
  });

  it('looks for a report whose id no address can hold', async () => {
    const row = { ...inputOf('mac-1'), id: '$odd' };
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      const isList = request.method === 'GET';
      response.writeHead(isList ? 200 : 201).end(JSON.stringify(isList ? { value: [row] } : row));
    });
    const other = await gatewayOver(graph.url);
    expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(marksOf(await create(other, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    await other.stop();
    await graph.stop();
  });

  it('answers with the report as it is now, and with any selection', async () => {
    const id = idOf(await create(gateway, 'mac-1', 'order-7'));
    await gateway.send(
      `mutation { updateMacOSSoftwareUpdateAccountSummary(id: "${id}", input: { displayName: "renamed" }) { id } }`,
    );
    const { json } = await gateway.send(
      `mutation ($input: CreateSummaryInput!) {
        a: createMacOSSoftwareUpdateAccountSummary(input: $input, idempotencyKey: "order-7") { displayName categorySummaries { id } }
      }`,
      { input: inputOf('mac-1') },
    );
    expect(json.data).toEqual({ a: { displayName: 'renamed', categorySummaries: [] } });
    expect(stored('mac-1')).toBe(1);
  });

  it('is rejected with the id if the report was deleted since', async () => {
    const id = idOf(await create(gateway, 'mac-1', 'order-7'));
    await gateway.send(`mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "${id}") }`);
    const again = await create(gateway, 'mac-1', 'order-7');
    expect(codeOf(again)).toBe('NOT_FOUND');
    expect(again.json.errors?.[0]?.extensions['idempotency']).toEqual({ id });
    expect(stored('mac-1')).toBe(1);
  });

  it('does not depend on the order of the members of the input', async () => {
    const first = await create(gateway, 'mac-1', 'order-7');
    const reversed = Object.fromEntries(Object.entries(inputOf('mac-1')).toReversed());
    const again = await gateway.send(keyedMutation, { input: reversed, key: 'order-7' });
    expect(idOf(again)).toBe(idOf(first));
    expect(stored('mac-1')).toBe(1);
  });

  it('with another input is rejected, and nothing is sent', async () => {
    await create(gateway, 'mac-1', 'order-7');
    const other = await create(gateway, 'mac-2', 'order-7');
    expect(codeOf(other)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(other.status).toBe(200);
    expect(gateway.graph.requests).toHaveLength(1);
  });

  it('while the first still runs is rejected, and nothing is sent', async () => {
    const graph = await holdingGraph();
    const held = await gatewayOver(graph.url);
    const first = create(held, 'mac-1', 'order-7');
    await until(() => graph.held.length === 1);
    const meanwhile = await create(held, 'mac-1', 'order-7');
    graph.letGo();
    expect(meanwhile.json.errors?.[0]).toMatchObject({
      path: ['created'],
      extensions: { code: 'IDEMPOTENCY_KEY_IN_USE', retryAfterSeconds: 1 },
    });
    expect(idOf(await first)).toBe('stored');
    expect(graph.calls()).toBe(1);
    await held.stop();
    await graph.stop();
  });

  it('of fifty at once, one is stored and the others are replayed or in use', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(gateway, 'mac-1', 'order-7')));
    expect(stored('mac-1')).toBe(1);
    const results = new Set(answers.map((answer) => idOf(answer) ?? codeOf(answer)));
    expect(results).toEqual(new Set([gateway.graph.accountSummaries()[0]?.id, 'IDEMPOTENCY_KEY_IN_USE']));
  });

  it.each([
    ['a 403', { forbidden: true }, 'FORBIDDEN'],
    ['a 400', { rejected: true }, 'GRAPH_REJECTED'],
    ['a 409', { conflict: true }, 'CONFLICT'],
    ['a 401', { claimsChallenge: 1 }, 'UNAUTHENTICATED'],
    ['a 429', { throttleCalls: 9, retryAfterSeconds: 600 }, 'RATE_LIMITED'],
  ])('is sent after %s, which has stored nothing', async (_what, quirks, code) => {
    Object.assign(gateway.graph.quirks, quirks);
    expect(codeOf(await create(gateway, 'mac-1', 'order-7', asAda(1)))).toBe(code);
    Object.assign(gateway.graph.quirks, defaultQuirks);
    // With another token: the pause after a 429 is that of the first.
    const again = await create(gateway, 'mac-1', 'order-7', asAda(2));
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(stored('mac-1')).toBe(1);
  });

  it('is sent after a retry of its own: the key is still its', async () => {
    Object.assign(gateway.graph.quirks, { throttleCalls: 1, retryAfterSeconds: 0 });
    expect(idOf(await create(gateway, 'mac-1', 'order-7'))).toBeDefined();
    expect(stored('mac-1')).toBe(1);
    expect(gateway.graph.requests).toHaveLength(2);
  });

  it('without a key stores another report, as before', async () => {
    await create(gateway, 'mac-1', null);
    const again = await create(gateway, 'mac-1', null);
    expect(marksOf(again)).toBeUndefined();
    expect(stored('mac-1')).toBe(2);
  });
});
