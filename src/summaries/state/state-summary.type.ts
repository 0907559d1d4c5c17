/**
 * State summary: how far one update got on one Mac. Its parent is a category summary.
 *
 * Graph: `macOSSoftwareUpdateStateSummary` (beta). Nullability follows the CSDL, except that enum fields are nullable:
 * a value that the schema does not know makes only its field null.
 */
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';
import { AccountSummaryKeyField, CategorySummaryKeyField } from '../keys.decorators.js';
import { Needs } from '../schema/access.js';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { MacOSSoftwareUpdateState } from './software-update-state.enum.js';

@Directive('@key(fields: "accountSummaryId categorySummaryId id")')
@Needs('read')
@ObjectType({
  description: 'How far one update got on one Mac. Microsoft Graph: `macOSSoftwareUpdateStateSummary` (beta).',
  simpleResolvers: true,
})
export class MacOSSoftwareUpdateStateSummary {
  @Field(() => ID, { description: 'Key of the summary, unique below its category summary only.' })
  readonly id!: string;

  @AccountSummaryKeyField()
  readonly accountSummaryId!: string;

  @CategorySummaryKeyField()
  readonly categorySummaryId!: string;

  @Field(() => String, { description: 'The name of the update, for people.' })
  readonly displayName!: string;

  @Field(() => String, { nullable: true, description: 'The product key of the update.' })
  readonly productKey!: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: 'The category of the update.' })
  readonly updateCategory!: MacOSSoftwareUpdateCategory | null;

  @Field(() => String, { nullable: true, description: 'The version of the update.' })
  readonly updateVersion!: string | null;

  @Field(() => MacOSSoftwareUpdateState, { nullable: true, description: 'How far the update got.' })
  readonly state!: MacOSSoftwareUpdateState | null;

  @Field(() => DateTimeOffset, { description: 'When the report for this Mac and update was last updated.' })
  readonly lastUpdatedDateTime!: string;
}
