/** The cost of statistics, as decorators; schema/cost.decorators.ts explains them. The list has the cost of its calls. */
import { maxScannedRows } from '../../listing/scan-limit.js';
import { costOfSelection, type Estimate } from '../../schema/cost.js';
import { costs, weight } from '../../schema/cost.decorators.js';
import { maxLimits } from './age-limits.js';

/** The gateway's own work on 10,000 rows takes about as long as one call. */
const statisticsCost = 1;
/** A fleet has some dozens. */
const usualVersions = 50;

export function CostsStatistics(): PropertyDecorator {
  const complexity = ({ childComplexity }: Estimate): number => statisticsCost + childComplexity;
  return costs(complexity, {}, weight(statisticsCost));
}

/** A list that comes along with the statistics. */
export function CostsVersions(): PropertyDecorator {
  const rows = { fallback: usualVersions, max: maxScannedRows };
  return costs(costOfSelection, { rows }, weight(0), size(usualVersions));
}

/** The same, with an item for each limit and one more. */
export function CostsAges(): MethodDecorator {
  const rows = { argument: 'daysUpTo', fallback: maxLimits + 1, max: maxLimits + 1 };
  return costs(costOfSelection, { rows, dearest: { daysUpTo: undefined } }, weight(0), size(maxLimits + 1));
}

function size(assumedSize: number): string {
  return `@listSize(assumedSize: ${assumedSize}, requireOneSlicingArgument: false)`;
}
