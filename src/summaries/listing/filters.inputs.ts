/**
 * Comparisons for filters, by the kind of value. An operator that is left out asks for nothing; `null` is refused, since a
 * forgotten variable would otherwise list everything.
 */
import { Field, InputType, Int } from 'type-graphql';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { IsDateTimeOffset, IsNotTooLong, IsWellFormed, MayBeAbsent } from '../schema/rules.js';

@InputType({
  description:
    'Conditions on a text, upper and lower case told apart, each text of at most 1,024 characters. All that are given have to hold.',
})
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent('eq')
  @IsWellFormed('eq')
  @IsNotTooLong('eq')
  readonly eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these.' })
  @MayBeAbsent('in')
  @IsWellFormed('in')
  @IsNotTooLong('in')
  readonly in?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Starting with this.' })
  @MayBeAbsent('startsWith')
  @IsWellFormed('startsWith')
  @IsNotTooLong('startsWith')
  readonly startsWith?: string | null;
}

@InputType({ description: 'Conditions on a number. All that are given have to hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent('eq')
  readonly eq?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than this.' })
  @MayBeAbsent('gt')
  readonly gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Greater than this or equal.' })
  @MayBeAbsent('ge')
  readonly ge?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than this.' })
  @MayBeAbsent('lt')
  readonly lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Less than this or equal.' })
  @MayBeAbsent('le')
  readonly le?: number | null;
}

@InputType({ description: 'Conditions on a point in time, whatever its offset. All that are given have to hold.' })
export class DateTimeOffsetFilter {
  @Field(() => DateTimeOffset, { nullable: true, description: 'Equal to this.' })
  @MayBeAbsent('eq')
  @IsDateTimeOffset('eq')
  readonly eq?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'After this.' })
  @MayBeAbsent('gt')
  @IsDateTimeOffset('gt')
  readonly gt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or after.' })
  @MayBeAbsent('ge')
  @IsDateTimeOffset('ge')
  readonly ge?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'Before this.' })
  @MayBeAbsent('lt')
  @IsDateTimeOffset('lt')
  readonly lt?: string | null;

  @Field(() => DateTimeOffset, { nullable: true, description: 'At this time or before.' })
  @MayBeAbsent('le')
  @IsDateTimeOffset('le')
  readonly le?: string | null;
}
