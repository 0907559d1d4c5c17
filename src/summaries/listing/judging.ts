/** A condition, compiled to match the rows of a list. */
import type { ReceivedEntity } from '../../graph/graph-collection.js';
import type { Condition } from '../../graph/odata.js';
import { rowsPerSlice } from '../../core/turns.js';
import { judgeOf, searchesIn, sizeOf, type Judge } from './matching.js';

export interface Judging {
  readonly fits: (row: ReceivedEntity) => boolean;
  /** The cost of matching one row, in units of turns.ts. */
  readonly units: number;
  /** Rows to match without a pause. */
  readonly rowsAtOnce: number;
}

const unitsOfDate = 10;
/** A long text that almost contains the longest allowed one: about 4 µs. */
const unitsOfContains = 100;
const unitsAtOnce = 65_536;

export function judgingOf(condition: Condition | undefined): Judging {
  if (condition === undefined) return { fits: () => true, units: 1, rowsAtOnce: rowsPerSlice };
  const judge: Judge = judgeOf(condition);
  const units = sizeOf(condition) + unitsOfDate + unitsOfContains * searchesIn(condition);
  const rowsAtOnce = Math.min(rowsPerSlice, Math.ceil(unitsAtOnce / units));
  return { fits: ({ entity }) => judge(entity), units, rowsAtOnce };
}
