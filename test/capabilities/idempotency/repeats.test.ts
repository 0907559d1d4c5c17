/** A creation with an idempotency key can be repeated: Graph stores one report, whatever the client sees of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks, type Emulator } from '../../../src/emulator/graph/index.js';
import {
  bulkMutation,
  codeOf,
  create,
  idOf,
  importAll,
  inputOf,
  keyedMutation,
  marksOf,
  tokenOf,
} from '../../support/keyed.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { sendBytes } from '../../support/operations.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  token,
  type TestGateway,
} from '../../support/start.js';
import { until } from '../../support/until.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });
const writes = (): number =>
  gateway.graph.requests.filter(({ method, path }) => method === 'POST' && path !== '/$batch').length;
const authorization = `Bearer ${token}`;
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

describe('a key belongs to its caller', () => {
  const as = (oid: string, application: string, serial: number): Record<string, string> => ({
    authorization: `Bearer ${tokenOf(oid, application, serial)}`,
  });

  it.each([
    ['a refreshed token', as('ada', 'app', 2), 1, 'REPLAYED'],
    ['another user', as('grace', 'app', 1), 2, 'STORED'],
    ['another application', as('ada', 'other', 1), 2, 'STORED'],
  ])('a repeat with %s', async (_what, headers, times, status) => {
    await create(gateway, 'mac-1', 'order-7', as('ada', 'app', 1));
    const again = await create(gateway, 'mac-1', 'order-7', headers);
    expect(marksOf(again)).toEqual([{ path: ['created'], status }]);
    expect(stored('mac-1')).toBe(times);
  });

  it("a repeat after the caller's rights were withdrawn gets Graph's refusal, not the report", async () => {
    await create(gateway, 'mac-1', 'order-7');
    gateway.graph.quirks.forbidden = true;
    const again = await create(gateway, 'mac-1', 'order-7');
    expect(codeOf(again)).toBe('FORBIDDEN');
    expect(again.json.data).toEqual({ created: null });
    expect(marksOf(again)).toBeUndefined();
  });

  it('a token that is not a JWT is a caller of its own', async () => {
    await create(gateway, 'mac-1', 'order-7', { authorization: 'Bearer opaque-1' });
    await create(gateway, 'mac-1', 'order-7', { authorization: 'Bearer opaque-1' });
    expect(stored('mac-1')).toBe(1);
    await create(gateway, 'mac-1', 'order-7', { authorization: 'Bearer opaque-2' });
    expect(stored('mac-1')).toBe(2);
  });
});

describe('the header Idempotency-Key', () => {
  const withKey = (key: string): Record<string, string> => ({ authorization, 'idempotency-key': key });
  const two = `mutation ($input: CreateSummaryInput!) {
    a: createMacOSSoftwareUpdateAccountSummary(input: $input) { id }
    b: createMacOSSoftwareUpdateAccountSummary(input: $input) { id }
  }`;

  it.each(['order-7', '"order-7"'])('%s gives each creation of the operation a key of its own', async (key) => {
    const first = await gateway.send(two, { input: referenceExample }, withKey(key));
    const again = await gateway.send(two, { input: referenceExample }, withKey(key));
    expect(stored(referenceExample.deviceId)).toBe(2);
    expect(again.json.data).toEqual(first.json.data);
    expect(marksOf(again)).toEqual(['a', 'b'].map((name) => ({ path: [name], status: 'REPLAYED' })));
  });

  it('is the same key with and without quotes', async () => {
    await gateway.send(createMutation, { input: referenceExample }, withKey('order-7'));
    await gateway.send(createMutation, { input: referenceExample }, withKey('"order-7"'));
    expect(stored(referenceExample.deviceId)).toBe(1);
  });

  it('leaves a creation with an argument to its argument', async () => {
    await create(gateway, 'mac-1', 'order-7', withKey('one'));
    const again = await create(gateway, 'mac-1', 'order-7', withKey('two'));
    expect(marksOf(again)).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
  });

  it('does not say that all was replayed if one creation was sent', async () => {
    const one = `mutation ($input: CreateSummaryInput!) {
      a: createMacOSSoftwareUpdateAccountSummary(input: $input, idempotencyKey: "order-7") { id }
    }`;
    await gateway.send(one, { input: referenceExample });
    const both = one.replace(/\}$/, 'b: createMacOSSoftwareUpdateAccountSummary(input: $input) { id } }');
    expect((await gateway.send(both, { input: referenceExample })).headers.get('idempotent-replayed')).toBeNull();
    expect((await gateway.send(one, { input: referenceExample })).headers.get('idempotent-replayed')).toBe('true');
  });

  const wrong: [string, string[]][] = [
    ['an empty header', ['Idempotency-Key', '']],
    ['256 characters', ['Idempotency-Key', 'k'.repeat(256)]],
    ['two headers', ['Idempotency-Key', 'a', 'Idempotency-Key', 'b']],
    ['letters that are not ASCII', ['Idempotency-Key', 'cl\u00e9']],
    ['a space', ['Idempotency-Key', 'a b']],
  ];
  const json = (query: string): string => JSON.stringify({ query, variables: { input: referenceExample } });
  const usual = ['content-type', 'application/json', 'authorization', authorization];

  it.each(wrong)('with %s rejects a creation with HTTP 400, and nothing is sent', async (_what, headers) => {
    const rejected = await sendBytes(gateway.url, json(createMutation), [...usual, ...headers]);
    expect(rejected.status).toBe(400);
    expect(rejected.json.errors?.[0]).toMatchObject({
      message: 'The input breaks 1 rule: idempotencyKey must be 1 to 255 visible ASCII characters.',
      extensions: { code: 'BAD_USER_INPUT', validationErrors: [{ path: 'idempotencyKey', rule: 'NOT_A_KEY' }] },
    });
    expect(gateway.graph.requests).toHaveLength(0);
  });

  it.each(wrong)('with %s is ignored by queries, changes and deletions', async (_what, headers) => {
    for (const query of [
      '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }',
      'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }',
    ]) {
      expect((await sendBytes(gateway.url, json(query), [...usual, ...headers])).status).toBe(200);
    }
  });
});

describe('wrong arguments', () => {
  it.each([
    ['no character', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a letter that is not ASCII', 'clé'],
    ['a space', 'a b'],
  ])('a key of %s is rejected, and nothing is sent', async (_what, key) => {
    const { json, status } = await create(gateway, 'mac-1', key);
    expect(status).toBe(200);
    expect(json.errors?.[0]).toMatchObject({
      path: ['created'],
      extensions: { code: 'BAD_USER_INPUT', validationErrors: [{ path: 'idempotencyKey', rule: 'NOT_A_KEY' }] },
    });
    expect(gateway.graph.requests).toHaveLength(0);
  });

  it.each([
    ['fewer keys than inputs', ['a'], [{ path: 'idempotencyKeys', rule: 'TOO_FEW', limit: 2 }]],
    ['more keys than inputs', ['a', 'b', 'c'], [{ path: 'idempotencyKeys', rule: 'TOO_MANY', limit: 2 }]],
    ['a key twice', ['a', 'a'], [{ path: 'idempotencyKeys.1', rule: 'NOT_UNIQUE' }]],
    ['an empty key', ['a', ''], [{ path: 'idempotencyKeys.1', rule: 'NOT_A_KEY' }]],
  ])('a bulk creation with %s is rejected, and nothing is sent', async (_what, keys, validationErrors) => {
    const { json } = await gateway.send(bulkMutation, { inputs: [inputOf('mac-1'), inputOf('mac-2')], keys });
    expect(json.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', validationErrors } });
    expect(gateway.graph.requests).toHaveLength(0);
  });
});

describe('a bulk creation with keys', () => {
  const macs = Array.from({ length: 45 }, (_, index) => `mac-${index}`);
  const keys = macs.map((mac) => `key of ${mac}`.replaceAll(' ', '-'));

  it('can be repeated as a whole: each result is the stored report', async () => {
    const first = await importAll(gateway, macs, keys);
    const again = await importAll(gateway, macs, keys);
    expect(first.map(({ replayed }) => replayed)).toEqual(macs.map(() => false));
    expect(again).toEqual(first.map((result) => ({ ...result, replayed: true })));
    expect(macs.map(stored)).toEqual(macs.map(() => 1));
    // Three batches of creations, and three of reads.
    expect(gateway.graph.requests.map(({ path }) => path)).toEqual(Array(6).fill('/$batch'));
  });

  it('sends only what the first one did not store', async () => {
    await importAll(gateway, macs.slice(0, 20), keys.slice(0, 20));
    const all = await importAll(gateway, macs, keys);
    expect(all.map(({ replayed }) => replayed)).toEqual(macs.map((_, index) => index < 20));
    expect(macs.map(stored)).toEqual(macs.map(() => 1));
  });

  it('finds what a lost batch has stored', async () => {
    gateway.graph.quirks.answersLost = 1;
    const first = await importAll(gateway, macs, keys);
    expect(first.filter(({ error }) => error?.code === 'OUTCOME_UNKNOWN').length).toBeGreaterThanOrEqual(5);
    const again = await importAll(gateway, macs, keys);
    expect(again.map(({ error }) => error)).toEqual(macs.map(() => null));
    expect(again.every(({ replayed }) => replayed)).toBe(true);
    expect(macs.map(stored)).toEqual(macs.map(() => 1));
  });

  it('stores once what was throttled inside a batch and sent again', async () => {
    Object.assign(gateway.graph.quirks, { throttleItems: 7, retryAfterSeconds: 0 });
    const results = await importAll(gateway, macs, keys);
    expect(results.map(({ error }) => error)).toEqual(macs.map(() => null));
    expect(macs.map(stored)).toEqual(macs.map(() => 1));
  });

  it('rejects single items whose key has another input', async () => {
    await importAll(gateway, ['mac-1', 'mac-2'], ['a', 'b']);
    const again = await importAll(gateway, ['mac-1', 'mac-9'], ['a', 'b']);
    expect(again.map(({ replayed, error }) => [replayed, error?.code])).toEqual([
      [true, undefined],
      [false, 'IDEMPOTENCY_KEY_REUSED'],
    ]);
    expect(stored('mac-9')).toBe(0);
  });

  it('frees the keys of refused items, and skips invalid inputs with their keys', async () => {
    gateway.graph.quirks.rejected = true;
    await importAll(gateway, ['mac-1'], ['a']);
    gateway.graph.quirks.rejected = false;
    const inputs = [{ ...inputOf('mac-0'), displayName: ' ' }, inputOf('mac-1')];
    const { json } = await gateway.send(bulkMutation, { inputs, keys: ['z', 'a'], onInvalid: 'SKIP' });
    expect(json.data?.['results']).toMatchObject([
      { error: { code: 'BAD_USER_INPUT' }, replayed: false },
      { summary: { deviceId: 'mac-1' }, error: null, replayed: false },
    ]);
  });

  it('takes its keys from the header as well', async () => {
    const headers = { authorization, 'idempotency-key': 'import-1' };
    const send = () => gateway.send(bulkMutation, { inputs: macs.map(inputOf) }, headers);
    await send();
    const again = await send();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(marksOf(again)).toHaveLength(macs.length);
    expect(macs.map(stored)).toEqual(macs.map(() => 1));
  });
});
