/**
 * Comparisons for filters, by the kind of value. An operator that is left out asks for nothing; `null` is refused, since a
 * forgotten variable would otherwise list everything.
 */
import { Field, InputType, Int } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { IsDateTimeOffset, IsNotTooLong, IsWellFormed, lengthOfTexts, MayBeAbsent } from '../schema/rules.js';

@InputType({
  description: `Conditions on a text, upper and lower case distinguished, each text of ${lengthOfTexts}. All that are given have to hold.`,
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

@InputType({ description: 'Conditions on a number. All that are given have to hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent()
  readonly eq?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than this.' })
  @MayBeAbsent()
  readonly gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than this or equal.' })
  @MayBeAbsent()
  readonly ge?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than this.' })
  @MayBeAbsent()
  readonly lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than this or equal.' })
  @MayBeAbsent()
  readonly le?: number | null;
}

@InputType({ description: 'Conditions on a point in time, whatever its offset. All that are given have to hold.' })
export class DateTimeOffsetFilter {
  @Field(() => DateTimeOffset, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly eq?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'After this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly gt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or after.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly ge?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'Before this.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly lt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or before.' })
  @MayBeAbsent()
  @IsDateTimeOffset()
  readonly le?: string | null;
}
