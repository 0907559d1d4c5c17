/** A creation with a key whose outcome is unknown: its repeat looks for the report, and sends nothing again. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { codeOf, create, idOf, inputOf, keyedMutation, marksOf } from '../../support/keyed.js';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });
const writes = (): number =>
  gateway.graph.requests.filter(({ method, path }) => method === 'POST' && path !== '/$batch').length;

describe('a creation whose outcome is unknown', () => {
  it('is found by a repeat, and not sent again', async () => {
    gateway.graph.quirks.answersLost = 1;
    const first = await create(gateway, 'mac-1', 'order-7');
    expect(codeOf(first)).toBe('OUTCOME_UNKNOWN');
    const again = await create(gateway, 'mac-1', 'order-7');
    expect(idOf(again)).toBe(gateway.graph.accountSummaries()[0]?.id);
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(stored('mac-1')).toBe(1);
    expect(writes()).toBe(1);
  });

  it('stays unknown until Graph has stored it late', async () => {
    Object.assign(gateway.graph.quirks, { lateCommits: 1, lateCommitMs: 600_000 });
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
    const early = await create(gateway, 'mac-1', 'order-7');
    expect(early.json.errors?.[0]).toMatchObject({
      message:
        'An earlier request with this idempotency key may have stored the object, which was not found; nothing was sent.',
      extensions: { code: 'OUTCOME_UNKNOWN', lookUp: ['deviceId', 'userId', 'displayName'] },
    });
    gateway.graph.commitLate();
    expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(stored('mac-1')).toBe(1);
    expect(writes()).toBe(1);
  });

  it.each([
    ['refuses filters', { filterRefused: true }],
    ['ignores filters', { filterIgnored: true }],
    ['has small pages', { filterIgnored: true, pageSize: 1 }],
  ])('is found where Graph %s', async (_what, quirks) => {
    for (const other of ['mac-2', 'mac-3', 'mac-4']) await create(gateway, other, null);
    Object.assign(gateway.graph.quirks, quirks, { answersLost: 1 });
    await create(gateway, 'mac-1', 'order-7');
    expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
  });

  it('is looked for with ten calls at most', async () => {
    for (let other = 0; other < 12; other += 1) await create(gateway, `other-${other}`, null);
    Object.assign(gateway.graph.quirks, { filterIgnored: true, pageSize: 1, lateCommits: 1, lateCommitMs: 600_000 });
    await create(gateway, 'mac-1', 'order-7');
    const before = gateway.graph.requests.length;
    expect(codeOf(await create(gateway, 'mac-1', 'order-7'))).toBe('OUTCOME_UNKNOWN');
    expect(gateway.graph.requests.slice(before).map(({ method }) => method)).toEqual(Array(10).fill('GET'));
  });

  it('is not mistaken for a report that differs in one property', async () => {
    await create(gateway, 'mac-1', null);
    Object.assign(gateway.graph.quirks, { lateCommits: 1, lateCommitMs: 600_000 });
    const input = { ...inputOf('mac-1'), osVersion: 'another' };
    await gateway.send(keyedMutation, { input, key: 'order-7' });
    expect(codeOf(await gateway.send(keyedMutation, { input, key: 'order-7' }))).toBe('OUTCOME_UNKNOWN');
  });

  it('relays that the token of the look-up is rejected', async () => {
    gateway.graph.quirks.answersLost = 1;
    await create(gateway, 'mac-1', 'order-7');
    gateway.graph.quirks.claimsChallenge = 1;
    const rejected = await create(gateway, 'mac-1', 'order-7');
    expect([rejected.status, codeOf(rejected)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(marksOf(await create(gateway, 'mac-1', 'order-7'))).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
  });

  it.each([
    [
      'category',
      'createMacOSSoftwareUpdateCategorySummary',
      'CreateCategorySummaryInput',
      {
        displayName: 'c',
        deviceId: 'd',
        userId: 'u',
        updateCategory: 'critical',
        successfulUpdateCount: 1,
        failedUpdateCount: 0,
        totalUpdateCount: 1,
        lastUpdatedDateTime: '2020-01-01T00:00:00.5Z',
      },
    ],
  ])('of a %s summary is found below its parent', async (_what, field, type, input) => {
    const parent = idOf(await create(gateway, 'mac-1', null));
    const mutation = `mutation ($input: ${type}!) {
      created: ${field}(accountSummaryId: "${parent}", input: $input, idempotencyKey: "order-7") { id accountSummaryId }
    }`;
    gateway.graph.quirks.answersLost = 1;
    expect(codeOf(await gateway.send(mutation, { input }))).toBe('OUTCOME_UNKNOWN');
    const again = await gateway.send(mutation, { input });
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(again.json.data?.['created']).toMatchObject({ accountSummaryId: parent });
    expect(gateway.graph.categorySummaries(parent ?? '')).toHaveLength(1);
  });
});
