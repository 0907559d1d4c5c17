/**
 * Category summary: how the updates of one category went on one Mac. Its parent is an account summary.
 *
 * Graph: `macOSSoftwareUpdateCategorySummary` (beta). Nullability follows the CSDL, except that enum fields are
 * nullable: a value that the schema does not know makes only its field null.
 */
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { AccountSummaryKeyField } from '../keys.decorators.js';
import { Needs } from '../schema/access.js';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { Tagged } from '../schema/tags.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';

@Directive('@key(fields: "accountSummaryId id")')
@Needs('read')
@ObjectType({
  description:
    'How the updates of one category went on one Mac. Microsoft Graph: `macOSSoftwareUpdateCategorySummary` (beta).',
  simpleResolvers: true,
})
export class MacOSSoftwareUpdateCategorySummary {
  @Field(() => ID, { description: 'Key of the summary, unique below its account summary only.' })
  readonly id!: string;

  @AccountSummaryKeyField()
  readonly accountSummaryId!: string;

  @Field(() => String, { description: 'The name of the report.' })
  readonly displayName!: string;

  @Field(() => String, { nullable: true, description: 'The ID of the Mac.' })
  readonly deviceId!: string | null;

  @Tagged('personal')
  @Field(() => String, { nullable: true, description: 'The ID of the user.' })
  readonly userId!: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: 'The category of the updates.' })
  readonly updateCategory!: MacOSSoftwareUpdateCategory | null;

  @Field(() => Int, { description: 'How many updates of the category succeeded on the Mac.' })
  readonly successfulUpdateCount!: number;

  @Field(() => Int, { description: 'How many updates of the category failed on the Mac.' })
  readonly failedUpdateCount!: number;

  @Field(() => Int, { description: 'How many updates of the category there were on the Mac in all.' })
  readonly totalUpdateCount!: number;

  @Field(() => DateTimeOffset, { description: 'When the report for this Mac was last updated.' })
  readonly lastUpdatedDateTime!: string;
}
