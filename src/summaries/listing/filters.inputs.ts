/**
 * Comparisons for filters, by the kind of value. An absent operator adds no condition. `null` is rejected, because a
 * forgotten variable would otherwise list everything.
 */
import { Field, InputType, Int } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { IsDateTimeOffset, IsNotTooLong, IsWellFormed, lengthOfTexts, MayBeAbsent } from '../schema/rules.js';

@InputType({
  description: `Conditions on a text, case-sensitive, each text of ${lengthOfTexts}. All given conditions must hold.`,
})
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent()
  @IsWellFormed()
  @IsNotTooLong()
  readonly eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these.' })
  @MayBeAbsent()
  @IsWellFormed()
  @IsNotTooLong()
  readonly in?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Starting with this.' })
  @MayBeAbsent()
  @IsWellFormed()
  @IsNotTooLong()
  readonly startsWith?: string | null;
}

@InputType({ description: 'Conditions on a number. All given conditions must hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent()
  readonly eq?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than this.' })
  @MayBeAbsent()
  readonly gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than or equal to this.' })
  @MayBeAbsent()
  readonly ge?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than this.' })
  @MayBeAbsent()
  readonly lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than or equal to this.' })
  @MayBeAbsent()
  readonly le?: number | null;
}

@InputType({ description: 'Conditions on a point in time, whatever its offset. All given conditions must hold.' })
export class DateTimeOffsetFilter {
  @Field(() => DateTimeOffset, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly eq?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'After this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly gt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or later.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly ge?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'Before this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or earlier.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly le?: string | null;
}
