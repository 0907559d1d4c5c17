/** The selected statistics -> the properties that they need, and the rules of their arguments. */
import { getArgumentValues, type GraphQLResolveInfo } from 'graphql';
import { badUserInput } from '../../../core/gateway-error.js';
import type { TallyPlan } from '../../listing/tally.js';
import { selectionsAt } from '../../resource/selected-properties.js';
import { rowPropertyExtension } from '../../schema/source.decorators.js';
import { problemsOfDays } from './age-limits.js';
import { AccountStatistics } from './account-statistics.js';
import type { StatisticsProperty } from './statistics.decorators.js';

/** The cost of adding one row: reading each property, and a timestamp. */
const units = 20;
const unitsPerProperty = 20;

/** For a connection. Fails with `BAD_USER_INPUT` before anything is sent. Without statistics, the rows are counted. */
export function selectedStatistics(info: GraphQLResolveInfo): TallyPlan<AccountStatistics> {
  const needed = new Set<StatisticsProperty>();
  for (const { field, nodes } of selectionsAt(info, 'statistics')) {
    const property = field.extensions[rowPropertyExtension] as StatisticsProperty | undefined;
    if (property !== undefined) needed.add(property);
    if (!field.args.some(({ name }) => name === 'daysUpTo')) continue;
    for (const node of nodes) {
      const { daysUpTo } = getArgumentValues(field, node, info.variableValues);
      const problems = problemsOfDays(daysUpTo as readonly number[]);
      if (problems.length > 0) throw badUserInput(problems);
    }
  }
  return {
    properties: [...needed],
    units: needed.size === 0 ? 0 : units + unitsPerProperty * needed.size,
    start: () => new AccountStatistics(needed, Date.now()),
  };
}
