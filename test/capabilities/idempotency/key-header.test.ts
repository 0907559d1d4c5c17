/** The header Idempotency-Key, for clients that cannot change the operation. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { create, marksOf } from '../../support/keyed.js';
import { sendBytes } from '../../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample, token, type TestGateway } from '../../support/start.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });
const authorization = `Bearer ${token}`;

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
