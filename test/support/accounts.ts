/** Sends creations through faults and accounts for each: what its caller was told, and what Graph holds. */
import { expect } from '@jest/globals';
import type { Emulator } from '../../src/emulator/graph/index.js';

/** What the caller of one creation was told. `lost` is a call that the gateway did not take on. */
export type Told = { readonly id: string } | { readonly code: string } | 'lost';

export interface Sent {
  /** Unique to each creation. */
  readonly deviceId: string;
  readonly told: Told;
}

/** Acknowledged ⊆ stored, nothing stored twice, whatever is stored but failed was told as unknown. */
export function expectAccounted(sent: readonly Sent[], graph: Emulator): void {
  const stored = Map.groupBy(graph.accountSummaries(), (row) => String(row['deviceId']));
  const wrong = sent.flatMap(({ deviceId, told }) => {
    const rows = stored.get(deviceId) ?? [];
    if (rows.length > 1) return [{ deviceId, told, wrong: 'stored twice' }];
    if (told === 'lost') return rows.length === 0 ? [] : [{ deviceId, told, wrong: 'stored though never taken on' }];
    if ('id' in told) return rows[0]?.['id'] === told.id ? [] : [{ deviceId, told, wrong: 'acknowledged, not stored' }];
    if (rows.length === 1 && told.code !== 'OUTCOME_UNKNOWN') return [{ deviceId, told, wrong: 'stored, told as not' }];
    return [];
  });
  expect(wrong).toEqual([]);
}

/** Calls `task` for 0 to count - 1, `concurrency` at a time. */
export async function inParallel(
  count: number,
  concurrency: number,
  task: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
