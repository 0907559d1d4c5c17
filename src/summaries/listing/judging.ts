/** A condition, compiled to judge the rows of a list. */
import type { ReceivedEntity } from '../../graph/graph-collection.js';
import type { Condition } from '../../graph/odata.js';
import { judgeOf, sizeOf, type Judge } from './matching.js';

export interface Judging {
  readonly fits: (row: ReceivedEntity) => boolean;
  /** What judging one row takes, in units of turns.ts. */
  readonly units: number;
}

const unitsOfDate = 10;

export function judgingOf(condition: Condition | undefined): Judging {
  if (condition === undefined) return { fits: () => true, units: 1 };
  const judge: Judge = judgeOf(condition);
  return { fits: ({ entity }) => judge(entity), units: sizeOf(condition) + unitsOfDate };
}
