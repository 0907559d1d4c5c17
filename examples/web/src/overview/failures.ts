/** Failed updates of the Macs that were read, by reason and by category. */
import type { FailingMac } from '../api/use-failing-macs';
import type { MacOSSoftwareUpdateCategory } from '../api/generated/graphql';
import { isReason, reasons, type Reason } from '../words/states';

/** A reason or category that could not be read is not counted: the page says how much is missing. */
export function failuresByReason(macs: readonly FailingMac[]): ReadonlyMap<Reason, number> {
  const counts = new Map<Reason, number>((Object.keys(reasons) as Reason[]).map((reason) => [reason, 0]));
  for (const reason of macs.flatMap(reasonsOf)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Each failed update of a Mac. */
export function reasonsOf({ categorySummaries }: FailingMac): Reason[] {
  const updates = (categorySummaries ?? []).flatMap((category) => category?.updateStateSummaries ?? []);
  return updates.flatMap((update) => (isReason(update?.state) ? [update.state] : []));
}

export function failuresByCategory(
  macs: readonly FailingMac[],
): ReadonlyMap<MacOSSoftwareUpdateCategory | undefined, number> {
  const counts = new Map<MacOSSoftwareUpdateCategory | undefined, number>();
  for (const { categorySummaries } of macs) {
    for (const category of categorySummaries ?? []) {
      if (!category || category.failedUpdateCount === 0) continue;
      const key = category.updateCategory ?? undefined;
      counts.set(key, (counts.get(key) ?? 0) + category.failedUpdateCount);
    }
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
