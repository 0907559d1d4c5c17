/** Statistics over a whole list of account summaries, for overviews: all from the collection alone. */
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeOffset } from '../../schema/date-time-offset.scalar.js';
import { CostsVersions } from './statistics-cost.js';
import { OfRows } from './statistics.decorators.js';

@ObjectType({ description: 'The reports with one version of macOS.', simpleResolvers: true })
export class OsVersionStatistics {
  @Field(() => String, { nullable: true, description: 'The version, as in the reports; null if it is missing there.' })
  readonly osVersion!: string | null;

  @Field(() => Int, { description: 'How many reports have this version.' })
  readonly reports!: number;

  @OfRows('failedUpdateCount')
  @Field(() => Int, { description: 'How many of them have a failed update.' })
  readonly withFailures!: number;
}

@ObjectType({ description: 'The reports of one age.', simpleResolvers: true })
export class AgeStatistics {
  @Field(() => Int, { description: 'The least age, in days of 24 hours before now.' })
  readonly fromDays!: number;

  @Field(() => Int, { nullable: true, description: 'All are younger than this; null without a limit.' })
  readonly toDays!: number | null;

  @Field(() => Int, { description: 'How many reports are of this age. A date in the future counts as 0 days.' })
  readonly reports!: number;
}

@ObjectType({
  description:
    'Numbers of a whole list with its filter, whatever its page. Graph is asked for the properties of the selected numbers only. A report with a value of them that cannot be read counts in `reports` and `unreadable`, and in no other number.',
  simpleResolvers: true,
})
export class MacOSSoftwareUpdateAccountSummaryStatistics {
  @Field(() => Int, { description: 'How many reports match, as `totalCount`.' })
  readonly reports!: number;

  @Field(() => Int, { description: 'How many of them cannot be read and are missing in the other numbers.' })
  readonly unreadable!: number;

  @OfRows('failedUpdateCount')
  @Field(() => Int, { description: 'How many reports have a failed update.' })
  readonly withFailures!: number;

  @OfRows('successfulUpdateCount')
  @Field(() => Int, { description: 'The sum of `successfulUpdateCount`; an error if an Int cannot hold it.' })
  readonly successfulUpdates!: () => number;

  @OfRows('failedUpdateCount')
  @Field(() => Int, { description: 'The sum of `failedUpdateCount`; an error if an Int cannot hold it.' })
  readonly failedUpdates!: () => number;

  @OfRows('totalUpdateCount')
  @Field(() => Int, { description: 'The sum of `totalUpdateCount`; an error if an Int cannot hold it.' })
  readonly totalUpdates!: () => number;

  @OfRows('osVersion')
  @CostsVersions()
  @Field(() => [OsVersionStatistics], {
    description: 'By version of macOS, the newest first: 26.10 before 26.2. A missing version comes last.',
  })
  readonly byOsVersion!: () => Promise<OsVersionStatistics[]>;

  @OfRows('lastUpdatedDateTime')
  @Field(() => DateTimeOffset, {
    nullable: true,
    description: 'The earliest `lastUpdatedDateTime`; null without a report.',
  })
  readonly earliestUpdate!: string | null;

  @OfRows('lastUpdatedDateTime')
  @Field(() => DateTimeOffset, {
    nullable: true,
    description: 'The latest `lastUpdatedDateTime`; null without a report.',
  })
  readonly latestUpdate!: string | null;
}
