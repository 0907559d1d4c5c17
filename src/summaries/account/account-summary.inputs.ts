/**
 * The inputs of an account summary's creation and change, and their rules.
 *
 * The reference's table requires every property; its example leaves `id` out and the metadata calls it read-only, so `id`
 * is the one optional field. No rule asks for GUIDs or e-mail addresses or ties the counts together: the reference's own
 * example ("Device Id value", 5 + 1 of 0) must pass.
 */
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

@InputType({
  description: `A new report. ${ruleOfTexts}; ${ruleOfCounts}.`,
})
export class CreateSummaryInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Key of the report. Graph chooses one when it is left out, which is recommended.',
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

  @Field(() => String, { description: 'The name of the Mac.' })
  @IsText()
  readonly deviceName!: string;

  @Field(() => String, { description: 'The principal name of the user, as in `ada@contoso.com`.' })
  @IsText()
  readonly userPrincipalName!: string;

  @Field(() => String, { description: 'The version of macOS on the Mac.' })
  @IsText()
  readonly osVersion!: string;

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
  description:
    'Changes of a report. What is left out stays as it is; the rules of a new report hold for what is given. At least one property is needed.',
})
export class UpdateSummaryInput {
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

  @Field(() => String, { nullable: true, description: 'The name of the Mac. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly deviceName?: string | null;

  @Field(() => String, { nullable: true, description: 'The principal name of the user. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly userPrincipalName?: string | null;

  @Field(() => String, { nullable: true, description: 'The version of macOS on the Mac. `null` clears it.' })
  @MayBeCleared()
  @IsText()
  readonly osVersion?: string | null;

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
