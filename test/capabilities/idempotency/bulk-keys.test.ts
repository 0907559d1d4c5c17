/** A bulk creation with a key for each item. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { bulkMutation, importAll, inputOf, marksOf } from '../../support/keyed.js';
import { gatewayOverEmulator, token, type TestGateway } from '../../support/start.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });
const authorization = `Bearer ${token}`;

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
