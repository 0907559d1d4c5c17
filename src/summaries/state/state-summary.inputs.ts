/** The inputs to create and change a state summary, and their rules; account-summary.inputs.ts gives the reasons. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { clearable, keyIsChosen, meaningOf } from '../schema/meaning.js';
import { IsDateTimeOffset, IsId, IsText, MayBeAbsent, MayBeCleared, ruleOfTexts } from '../schema/rules.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';
import { MacOSSoftwareUpdateState } from './software-update-state.enum.js';
import { MacOSSoftwareUpdateStateSummary } from './state-summary.type.js';

const meaning = meaningOf(MacOSSoftwareUpdateStateSummary);

@InputType({
  description: `The new state of one update on one Mac. ${ruleOfTexts}.`,
})
export class CreateStateSummaryInput {
  @Field(() => ID, {
    nullable: true,
    description: `${meaning.id} ${keyIsChosen}`,
  })
  @IsOptional()
  @IsId()
  readonly id?: string | null;

  @Field(() => String, { description: meaning.displayName })
  @IsText()
  readonly displayName!: string;

  @Field(() => String, { description: meaning.productKey })
  @IsText()
  readonly productKey!: string;

  @Field(() => MacOSSoftwareUpdateCategory, { description: meaning.updateCategory })
  readonly updateCategory!: MacOSSoftwareUpdateCategory;

  @Field(() => String, { description: meaning.updateVersion })
  @IsText()
  readonly updateVersion!: string;

  @Field(() => MacOSSoftwareUpdateState, { description: meaning.state })
  readonly state!: MacOSSoftwareUpdateState;

  @Field(() => DateTimeOffset, { description: meaning.lastUpdatedDateTime })
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime!: string;
}

@InputType({
  description: 'Changes to a state summary. Absent properties stay as they are. At least one property must be given.',
})
export class UpdateStateSummaryInput {
  @Field(() => String, { nullable: true, description: meaning.displayName })
  @MayBeAbsent()
  @IsText()
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.productKey) })
  @MayBeCleared()
  @IsText()
  readonly productKey?: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: meaning.updateCategory })
  @MayBeAbsent()
  readonly updateCategory?: MacOSSoftwareUpdateCategory | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.updateVersion) })
  @MayBeCleared()
  @IsText()
  readonly updateVersion?: string | null;

  @Field(() => MacOSSoftwareUpdateState, { nullable: true, description: meaning.state })
  @MayBeAbsent()
  readonly state?: MacOSSoftwareUpdateState | null;

  @Field(() => DateTimeOffset, {
    nullable: true,
    description: meaning.lastUpdatedDateTime,
  })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime?: string | null;
}
