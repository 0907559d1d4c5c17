/** The inputs of a state summary's creation and change, and their rules; the account summary's inputs tell why these. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { IsDateTimeOffset, IsId, IsText, MayBeAbsent, MayBeCleared, ruleOfTexts } from '../schema/rules.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';
import { MacOSSoftwareUpdateState } from './software-update-state.enum.js';

@InputType({
  description: `The new state of one update on one Mac. ${ruleOfTexts}.`,
})
export class CreateStateSummaryInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Key of the summary. Graph chooses one when it is left out, which is recommended.',
  })
  @IsOptional()
  @IsId()
  readonly id?: string | null;

  @Field(() => String, { description: 'The name of the update.' })
  @IsText()
  readonly displayName!: string;

  @Field(() => String, { description: 'The product key of the update.' })
  @IsText()
  readonly productKey!: string;

  @Field(() => MacOSSoftwareUpdateCategory, { description: 'The category of the update.' })
  readonly updateCategory!: MacOSSoftwareUpdateCategory;

  @Field(() => String, { description: 'The version of the update.' })
  @IsText()
  readonly updateVersion!: string;

  @Field(() => MacOSSoftwareUpdateState, { description: 'How far the update got.' })
  readonly state!: MacOSSoftwareUpdateState;

  @Field(() => DateTimeOffset, { description: 'When the report for this Mac and update was last updated.' })
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime!: string;
}

@InputType({
  description: 'Changes of a state summary. What is left out stays as it is. At least one property is needed.',
})
export class UpdateStateSummaryInput {
  @Field(() => String, { nullable: true, description: 'The name of the update.' })
  @MayBeAbsent()
  @IsText()
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'The product key of the update. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly productKey?: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: 'The category of the update.' })
  @MayBeAbsent()
  readonly updateCategory?: MacOSSoftwareUpdateCategory | null;

  @Field(() => String, { nullable: true, description: 'The version of the update. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly updateVersion?: string | null;

  @Field(() => MacOSSoftwareUpdateState, { nullable: true, description: 'How far the update got.' })
  @MayBeAbsent()
  readonly state?: MacOSSoftwareUpdateState | null;

  @Field(() => DateTimeOffset, {
    nullable: true,
    description: 'When the report for this Mac and update was last updated.',
  })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime?: string | null;
}
