/** What is computed from all rows of a list, in one pass and whatever their order: a count, or statistics. */
import type { Row } from '../../graph/paging.js';
import { rowsPerSlice, turnFor } from '../../core/turns.js';

export interface Tally {
  /** How many were added. */
  readonly rows: number;
  add(row: Row): void;
}

export interface TallyPlan<Result extends Tally> {
  /** The properties that are read from each row. */
  readonly properties: readonly string[];
  /** The cost of adding one row, in units of turns.ts. 0: counting takes no turn. */
  readonly units: number;
  start(): Result;
}

export async function tallyOf<Result extends Tally>(rows: readonly Row[], plan: TallyPlan<Result>): Promise<Result> {
  const result = plan.start();
  for (let start = 0; start < rows.length; start += rowsPerSlice) {
    await addTo(result, rows.slice(start, start + rowsPerSlice), plan, rows.length <= rowsPerSlice);
  }
  return result;
}

/** `rows`: at most a slice of turns.ts. */
export async function addTo<Result extends Tally>(
  result: Result,
  rows: readonly Row[],
  { units }: TallyPlan<Result>,
  isShort = false,
): Promise<void> {
  if (units > 0) await turnFor(rows.length * units, isShort);
  for (const row of rows) result.add(row);
}
