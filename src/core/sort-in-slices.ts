/** A stable sort in slices, so that a long list does not hold the event loop: small runs by `Array.sort`, which are then merged. */
import { rowsPerSlice, turnFor } from './turns.js';

/** In units of turns.ts. */
export interface SortCosts {
  /** Of preparing one item. */
  readonly prepare: number;
  /** Of one comparison. */
  readonly compare: number;
}

/** `prepare` is called once for each item, and `compare` with its results. */
export async function sortInSlices<Item, Prepared>(
  items: readonly Item[],
  prepare: (item: Item) => Prepared,
  compare: (a: Prepared, b: Prepared) => number,
  costs: SortCosts,
): Promise<Prepared[]> {
  const units = costs.prepare + costs.compare * Math.ceil(Math.log2(rowsPerSlice));
  let runs: Prepared[][] = [];
  for (let start = 0; start < items.length; start += rowsPerSlice) {
    const slice = items.slice(start, start + rowsPerSlice);
    await turnFor(slice.length * units);
    runs.push(slice.map(prepare).sort(compare));
  }
  while (runs.length > 1) {
    const merged: Prepared[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergeRuns(runs[index] as Prepared[], runs[index + 1] ?? [], compare, costs.compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergeRuns<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
  units: number,
): Promise<Item[]> {
  const merged: Item[] = [];
  let [nextOfA, nextOfB] = [0, 0];
  while (nextOfA < a.length && nextOfB < b.length) {
    if (merged.length % rowsPerSlice === 0) await turnFor(rowsPerSlice * units);
    const isA = compare(a[nextOfA] as Item, b[nextOfB] as Item) <= 0;
    merged.push((isA ? a[nextOfA++] : b[nextOfB++]) as Item);
  }
  return [...merged, ...a.slice(nextOfA), ...b.slice(nextOfB)];
}
