/** The statistic that has an argument. */
import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { ReadsProperty } from '../../schema/source.decorators.js';
import type { AccountStatistics } from './account-statistics.js';
import { boundsOfDays, defaultDays, maxLimits } from './age-limits.js';
import { CostsAges } from './statistics-cost.js';
import { OfRows } from './statistics.decorators.js';
import { AgeStatistics, MacOSSoftwareUpdateAccountSummaryStatistics } from './statistics.type.js';

@Resolver(() => MacOSSoftwareUpdateAccountSummaryStatistics)
export class AccountStatisticsResolver {
  @OfRows('lastUpdatedDateTime')
  @ReadsProperty('latestUpdate')
  @CostsAges()
  @FieldResolver(() => [AgeStatistics], {
    description: 'By the age of `lastUpdatedDateTime`, the youngest first; the oldest have no limit.',
  })
  byAge(
    @Root() statistics: AccountStatistics,
    @Arg('daysUpTo', () => [Int], {
      defaultValue: defaultDays,
      description: `The limits between the ages, in days, in ascending order: up to ${maxLimits}, from ${boundsOfDays.min} to ${boundsOfDays.max.toLocaleString('en')}.`,
    })
    daysUpTo: number[],
  ): AgeStatistics[] {
    return statistics.byAge(daysUpTo);
  }
}
