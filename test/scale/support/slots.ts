/** Moves a slot between nodes of a Redis Cluster, as `redis-cli --cluster reshard` does it. */
import { redisPassword } from '../../support/redis.js';
import type { RedisNode } from '../../support/redis-modes.js';

const prefix = 'macos-software-update-gateway:';

export interface SlotInUse {
  readonly slot: number;
  readonly from: RedisNode;
  readonly to: RedisNode;
}

/** Those of the keys of gateways, each with the node that has it and another one. */
export async function slotsInUse(nodes: readonly RedisNode[]): Promise<readonly SlotInUse[]> {
  const found = new Map<number, SlotInUse>();
  for (const [index, from] of nodes.entries()) {
    // The check at startup leaves a key for a second.
    const keys = (await from.admin.keys(`${prefix}*`)).filter((key) => !key.includes(':check:'));
    const to = nodes[(index + 1) % nodes.length] as RedisNode;
    for (const key of keys) {
      const slot = Number(await from.admin.call('CLUSTER', 'KEYSLOT', key));
      found.set(slot, { slot, from, to });
    }
  }
  return [...found.values()];
}

export const keysIn = async ({ admin }: RedisNode, slot: number): Promise<number> =>
  Number(await admin.call('CLUSTER', 'COUNTKEYSINSLOT', slot));

const idOf = async ({ admin }: RedisNode): Promise<string> => String(await admin.call('CLUSTER', 'MYID'));

/** From now on new keys are made in the other node. */
export async function startMove({ slot, from, to }: SlotInUse): Promise<void> {
  await to.admin.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', await idOf(from));
  await from.admin.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', await idOf(to));
}

export async function finishMove(nodes: readonly RedisNode[], { slot, from, to }: SlotInUse): Promise<void> {
  for (;;) {
    const keys = (await from.admin.call('CLUSTER', 'GETKEYSINSLOT', slot, 100)) as string[];
    if (keys.length === 0) break;
    const { port } = to.process;
    await from.admin.call('MIGRATE', '127.0.0.1', port, '', 0, 5000, 'AUTH', redisPassword, 'KEYS', ...keys);
  }
  const id = await idOf(to);
  for (const { admin } of [to, from, ...nodes.filter((node) => node !== to && node !== from)]) {
    await admin.call('CLUSTER', 'SETSLOT', slot, 'NODE', id);
  }
}
