/**
 * Comparisons for filters, by the kind of value. An absent operator adds no condition. `null` is rejected, because a
 * forgotten variable would otherwise list everything.
 */
import { Field, ID, InputType, Int } from 'type-graphql';
import { applyDecorators } from '../schema/apply-decorators.js';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import {
  IsDateTimeOffset,
  IsNotTooLong,
  IsWellFormed,
  lengthOfSearches,
  lengthOfTexts,
  maxSearchLength,
  MayBeOmitted,
} from '../schema/rules.js';

type TypeOfField = Parameters<typeof Field>[0];

function Operator(type: TypeOfField, description: string, ...rules: PropertyDecorator[]): PropertyDecorator {
  return applyDecorators(Field(type, { nullable: true, description }), MayBeOmitted(), ...rules);
}

const textRules = [IsWellFormed(), IsNotTooLong()];
const all = 'All given conditions must hold';

@InputType({ description: `Conditions on a key, which compares exactly, each key of ${lengthOfTexts}. ${all}.` })
export class IDFilter {
  @Operator(() => ID, 'Equal to this.', ...textRules)
  readonly eq?: string | null;

  @Operator(() => ID, 'Not equal to this.', ...textRules)
  readonly ne?: string | null;

  @Operator(() => [ID], 'One of these. Of an empty list, none.', ...textRules)
  readonly in?: string[] | null;

  @Operator(() => [ID], 'Not one of these.', ...textRules)
  readonly notIn?: string[] | null;
}

@InputType({ description: `Conditions on a text, case-sensitive except \`contains\`. ${all}.` })
export class StringFilter {
  @Operator(() => String, `Equal to this, case-sensitive; ${lengthOfTexts}.`, ...textRules)
  readonly eq?: string | null;

  @Operator(
    () => String,
    `Another text than this, case-sensitive. A missing value is not another text; ${lengthOfTexts}.`,
    ...textRules,
  )
  readonly ne?: string | null;

  @Operator(
    () => [String],
    `One of these, case-sensitive; of an empty list, none. Each has ${lengthOfTexts}.`,
    ...textRules,
  )
  readonly in?: string[] | null;

  @Operator(
    () => [String],
    `None of these, case-sensitive. A missing value is not another text. Each has ${lengthOfTexts}.`,
    ...textRules,
  )
  readonly notIn?: string[] | null;

  @Operator(() => String, `Starting with this, case-sensitive; ${lengthOfTexts}.`, ...textRules)
  readonly startsWith?: string | null;

  @Operator(
    () => String,
    `Containing this anywhere, whatever the case of its letters; ${lengthOfSearches}. Accents count.`,
    IsWellFormed(),
    IsNotTooLong(maxSearchLength),
  )
  readonly contains?: string | null;
}

@InputType({
  description: `Conditions on a text that may be missing, case-sensitive except \`contains\`. A missing text matches \`isNull: true\` only. ${all}.`,
})
export class NullableStringFilter extends StringFilter {
  @Operator(() => Boolean, 'Whether the value is missing. The only condition that a missing value matches.')
  readonly isNull?: boolean | null;
}

@InputType({ description: `Conditions on a number. ${all}.` })
export class IntFilter {
  @Operator(() => Int, 'Equal to this.')
  readonly eq?: number | null;

  @Operator(() => Int, 'Not equal to this.')
  readonly ne?: number | null;

  @Operator(() => Int, 'Greater than this.')
  readonly gt?: number | null;

  @Operator(() => Int, 'Greater than or equal to this.')
  readonly ge?: number | null;

  @Operator(() => Int, 'Less than this.')
  readonly lt?: number | null;

  @Operator(() => Int, 'Less than or equal to this.')
  readonly le?: number | null;
}

@InputType({ description: `Conditions on a point in time, whatever its offset. ${all}.` })
export class DateTimeOffsetFilter {
  @Operator(() => DateTimeOffset, 'Equal to this.', IsDateTimeOffset())
  readonly eq?: string | null;

  @Operator(() => DateTimeOffset, 'Another point in time than this.', IsDateTimeOffset())
  readonly ne?: string | null;

  @Operator(() => DateTimeOffset, 'After this.', IsDateTimeOffset())
  readonly gt?: string | null;

  @Operator(() => DateTimeOffset, 'At this time or later.', IsDateTimeOffset())
  readonly ge?: string | null;

  @Operator(() => DateTimeOffset, 'Before this.', IsDateTimeOffset())
  readonly lt?: string | null;

  @Operator(() => DateTimeOffset, 'At this time or earlier.', IsDateTimeOffset())
  readonly le?: string | null;
}
