/** A key belongs to its caller: a user of an application, or a token that says neither. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { codeOf, create, marksOf, tokenOf } from '../../support/keyed.js';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';

let gateway: TestGateway & { graph: Emulator };
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
});
afterEach(() => gateway.stop());

const stored = (deviceId: string): number => gateway.graph.timesCreated({ deviceId });

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
