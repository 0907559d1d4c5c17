/** A condition, compiled to match the rows of a list. */
import type { ReceivedEntity } from '../../graph/graph-collection.js';
import type { Condition } from '../../graph/odata.js';
import { judgeOf, sizeOf, type Judge } from './matching.js';

export interface Judging {
  readonly fits: (row: ReceivedEntity) => boolean;
  /** The cost of matching one row, in units of turns.ts. */
  readonly units: number;
}

const unitsOfDate = 10;

export function judgingOf(condition: Condition | undefined): Judging {
  if (condition === undefined) return { fits: () => true, units: 1 };
  const judge: Judge = judgeOf(condition);
  return { fits: ({ entity }) => judge(entity), units: sizeOf(condition) + unitsOfDate };
}
