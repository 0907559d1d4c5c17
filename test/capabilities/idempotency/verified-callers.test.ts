/** Where the gateway verifies callers, a key belongs to a verified user of an application. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifiedGateway, writer, type Mode, type Verified } from '../../support/authority.js';
import { inputOf, keyedMutation, marksOf } from '../../support/keyed.js';

const modes: Mode[] = ['on-behalf-of', 'application'];

describe.each(modes)('in %s mode', (mode) => {
  let gateway: Verified;
  afterEach(() => gateway.stop());
  const create = async (user: string): Promise<unknown> =>
    marksOf(await gateway.as(user, keyedMutation, { input: inputOf('mac-1'), key: 'order-7' }));

  it('a repeat with a refreshed token is replayed, and the same key of another user is another key', async () => {
    gateway = await verifiedGateway(mode);
    expect(await create('ada')).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(await create('ada')).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    expect(await create('grace')).toEqual([{ path: ['created'], status: 'STORED' }]);
    expect(gateway.graph.timesCreated({ deviceId: 'mac-1' })).toBe(2);
  });

  it('a repeat needs no permission but that of the creation: the read belongs to the write', async () => {
    gateway = await verifiedGateway(mode, {
      AUTH_READ_PERMISSIONS: 'MacUpdates.Read.All',
      AUTH_WRITE_PERMISSIONS: writer,
    });
    await create('ada');
    expect(await create('ada')).toEqual([{ path: ['created'], status: 'REPLAYED' }]);
    const read = '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }';
    expect((await gateway.as('ada', read)).json.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('so does the look-up of an unknown outcome', async () => {
    gateway = await verifiedGateway(mode, {
      AUTH_READ_PERMISSIONS: 'MacUpdates.Read.All',
      AUTH_WRITE_PERMISSIONS: writer,
    });
    gateway.graph.quirks.answersLost = 1;
    expect(await create('ada')).toBeUndefined();
    expect(await create('ada')).toEqual([{ path: ['created'], status: 'RESOLVED' }]);
    expect(gateway.graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });
});
