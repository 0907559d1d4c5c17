/**
 * The inputs to create and change an account summary, and their rules.
 *
 * The reference's table requires every property. Its example omits `id`, and the metadata calls it read-only, so `id`
 * is the one optional property. No rule requires GUIDs or e-mail addresses or compares the counts: the reference's own
 * example ("Device Id value", 5 + 1 of 0) must pass.
 */
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
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

const meaning = meaningOf(MacOSSoftwareUpdateAccountSummary);

@InputType({
  description: `A new report. ${ruleOfTexts}; ${ruleOfCounts}.`,
})
export class CreateSummaryInput {
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

  @Field(() => String, { description: meaning.deviceName })
  @IsText()
  readonly deviceName!: string;

  @Field(() => String, { description: meaning.userPrincipalName })
  @IsText()
  readonly userPrincipalName!: string;

  @Field(() => String, { description: meaning.osVersion })
  @IsText()
  readonly osVersion!: string;

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
    'Changes to a report. Absent properties stay as they are; the rules of a new report apply to the given ones. At least one property must be given.',
})
export class UpdateSummaryInput {
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

  @Field(() => String, { nullable: true, description: clearable(meaning.deviceName) })
  @MayBeCleared()
  @IsText()
  readonly deviceName?: string | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.userPrincipalName) })
  @MayBeCleared()
  @IsText()
  readonly userPrincipalName?: string | null;

  @Field(() => String, { nullable: true, description: clearable(meaning.osVersion) })
  @MayBeCleared()
  @IsText()
  readonly osVersion?: string | null;

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
