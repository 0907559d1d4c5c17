/** Keys that are not keys: what the client has to correct, before anything is sent. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { bulkMutation, create, inputOf } from '../../support/keyed.js';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

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
