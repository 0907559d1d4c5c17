/** The inputs of a category summary's creation and change, and their rules; the account summary's inputs tell why these. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
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

@InputType({
  description: `A new summary of one category of updates. ${ruleOfTexts}; ${ruleOfCounts}.`,
})
export class CreateCategorySummaryInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Key of the summary. Graph chooses one when it is left out, which is recommended.',
  })
  @IsOptional()
  @IsId()
  readonly id?: string | null;

  @Field(() => String, { description: 'The name of the report.' })
  @IsText()
  readonly displayName!: string;

  @Field(() => String, { description: 'The ID of the Mac.' })
  @IsText()
  readonly deviceId!: string;

  @Field(() => String, { description: 'The ID of the user.' })
  @IsText()
  readonly userId!: string;

  @Field(() => MacOSSoftwareUpdateCategory, { description: 'The category of the updates.' })
  readonly updateCategory!: MacOSSoftwareUpdateCategory;

  @Field(() => Int, { description: 'How many updates succeeded on the Mac, 0 or more.' })
  @IsCount()
  readonly successfulUpdateCount!: number;

  @Field(() => Int, { description: 'How many updates failed on the Mac, 0 or more.' })
  @IsCount()
  readonly failedUpdateCount!: number;

  @Field(() => Int, { description: 'How many updates there were on the Mac in all, 0 or more.' })
  @IsCount()
  readonly totalUpdateCount!: number;

  @Field(() => DateTimeOffset, { description: 'When the report for this Mac was last updated.' })
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime!: string;
}

@InputType({
  description: 'Changes of a category summary. What is left out stays as it is. At least one property is needed.',
})
export class UpdateCategorySummaryInput {
  @Field(() => String, { nullable: true, description: 'The name of the report.' })
  @MayBeAbsent()
  @IsText()
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'The ID of the Mac. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly deviceId?: string | null;

  @Field(() => String, { nullable: true, description: 'The ID of the user. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly userId?: string | null;

  @Field(() => MacOSSoftwareUpdateCategory, { nullable: true, description: 'The category of the updates.' })
  @MayBeAbsent()
  readonly updateCategory?: MacOSSoftwareUpdateCategory | null;

  @Field(() => Int, { nullable: true, description: 'How many updates succeeded on the Mac, 0 or more.' })
  @MayBeAbsent()
  @IsCount()
  readonly successfulUpdateCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many updates failed on the Mac, 0 or more.' })
  @MayBeAbsent()
  @IsCount()
  readonly failedUpdateCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many updates there were on the Mac in all, 0 or more.' })
  @MayBeAbsent()
  @IsCount()
  readonly totalUpdateCount?: number | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'When the report for this Mac was last updated.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lastUpdatedDateTime?: string | null;
}
