/** The inputs to create and change a category summary, and their rules; account-summary.inputs.ts gives the reasons. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { clearable, keyIsChosen, meaningOf } from '../schema/meaning.js';
import {
  IsCount,
  IsDateTimeOffset,
  IsId,
  IsText,
  MayBeAbsent,
  MayBeCleared,
  ruleOfCounts,
  ruleOfTexts,
} from '../schema/rules.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';
import { MacOSSoftwareUpdateCategorySummary } from './category-summary.type.js';

const meaning = meaningOf(MacOSSoftwareUpdateCategorySummary);

@InputType({
  description: `A new summary of one category of updates. ${ruleOfTexts}; ${ruleOfCounts}.`,
})
export class CreateCategorySummaryInput {
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

  @Field(() => String, { description: meaning.deviceId })
  @IsText()
  readonly deviceId!: string;

  @Field(() => String, { description: meaning.userId })
  @IsText()
  readonly userId!: string;

  @Field(() => MacOSSoftwareUpdateCategory, { description: meaning.updateCategory })
  readonly updateCategory!: MacOSSoftwareUpdateCategory;

  @Field(() => Int, { description: meaning.successfulUpdateCount })
  @IsCount()
  readonly successfulUpdateCount!: number;

  @Field(() => Int, { description: meaning.failedUpdateCount })
  @IsCount()
  readonly failedUpdateCount!: number;

  @Field(() => Int, { description: meaning.totalUpdateCount })
  @IsCount()
  readonly totalUpdateCount!: number;

  @Field(() => DateTimeOffset, { description: meaning.lastUpdatedDateTime })
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime!: string;
}

@InputType({
  description:
    'Changes to a category summary. Absent properties stay as they are. At least one property must be given.',
})
export class UpdateCategorySummaryInput {
  @Field(() => String, { nullable: true, description: meaning.displayName })
  @MayBeAbsent()
  @IsText()
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.deviceId) })
  @MayBeCleared()
  @IsText()
  readonly deviceId?: string | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.userId) })
  @MayBeCleared()
  @IsText()
  readonly userId?: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: meaning.updateCategory })
  @MayBeAbsent()
  readonly updateCategory?: MacOSSoftwareUpdateCategory | null;

  @Field(() => Int, { nullable: true, description: meaning.successfulUpdateCount })
  @MayBeAbsent()
  @IsCount()
  readonly successfulUpdateCount?: number | null;

  @Field(() => Int, { nullable: true, description: meaning.failedUpdateCount })
  @MayBeAbsent()
  @IsCount()
  readonly failedUpdateCount?: number | null;

  @Field(() => Int, { nullable: true, description: meaning.totalUpdateCount })
  @MayBeAbsent()
  @IsCount()
  readonly totalUpdateCount?: number | null;

  @Field(() => DateTimeOffset, { nullable: true, description: meaning.lastUpdatedDateTime })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime?: string | null;
}
