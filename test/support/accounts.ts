/** Sends creations through faults and accounts for each: the result of its caller, and what Graph holds. */
import { expect } from '@jest/globals';
import type { Emulator } from '../../src/emulator/graph/index.js';

/** The result of one creation for its caller. `lost` is a call that the gateway did not accept. */
export type Outcome = { readonly id: string } | { readonly code: string } | 'lost';

export interface Sent {
  /** Unique to each creation. */
  readonly deviceId: string;
  readonly said: Outcome;
}

/** Acknowledged ⊆ stored, nothing stored twice, whatever is stored but failed was reported as unknown. */
export function expectAccounted(sent: readonly Sent[], graph: Emulator): void {
  const stored = Map.groupBy(graph.accountSummaries(), (row) => String(row['deviceId']));
  const wrong = sent.flatMap(({ deviceId, said }) => {
    const rows = stored.get(deviceId) ?? [];
    if (rows.length > 1) return [{ deviceId, said, wrong: 'stored twice' }];
    if (said === 'lost') return rows.length === 0 ? [] : [{ deviceId, said, wrong: 'stored though never taken on' }];
    if ('id' in said) return rows[0]?.['id'] === said.id ? [] : [{ deviceId, said, wrong: 'acknowledged, not stored' }];
    if (rows.length === 1 && said.code !== 'OUTCOME_UNKNOWN')
      return [{ deviceId, said, wrong: 'stored, reported as not' }];
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
