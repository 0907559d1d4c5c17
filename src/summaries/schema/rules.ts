/**
 * The rules that inputs share, each with its sentence. They reject what the reference rules out, and nothing more.
 *
 * class-validator replaces `$property` with the name of the property.
 */
import { applyDecorators } from './apply-decorators.js';
import { IsOptional, Max, Min, ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { isBlank } from '../../core/is-blank.js';
import { problemOfId } from '../../graph/object-id.js';
import { isDateTimeOffset } from './date-time-offset.js';

/** Characters (Unicode code points) of a text: longer ones are rejected before they reach Graph or an address. */
const maxTextLength = 1024;
const textLength = maxTextLength.toLocaleString('en');
/**
 * Characters of a text that is searched for. V8 searches in linear time for up to 250 UTF-16 code units, which 120
 * characters never exceed; beyond that a search in 1,024 equal characters takes 100 times as long. The longest principal
 * name of a user has 113.
 */
export const maxSearchLength = 120;
const maxInt32 = 2_147_483_647;
const largestCount = maxInt32.toLocaleString('en');

/** The rules of {@link IsText} and {@link IsCount}, for the descriptions of inputs. */
export const ruleOfTexts = `Texts must contain a non-whitespace character and have at most ${textLength} characters`;
export const ruleOfCounts = `counts go from 0 to ${largestCount}`;
/** The rule of {@link IsNotTooLong}. */
export const lengthOfTexts = atMost(maxTextLength);
export const lengthOfSearches = atMost(maxSearchLength);

/** Text with at least one visible character and at most {@link maxTextLength} characters. */
export function IsText(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isNotBlank',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && !isBlank(value),
        defaultMessage: () => '$property must contain a non-whitespace character',
      },
    }),
    IsNotTooLong(),
  );
}

/** A key that an address can hold, so that the created object can be read, changed and deleted by it. */
export function IsId(): PropertyDecorator {
  return ValidateBy({
    name: 'isId',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && problemOfId(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => `$property ${problemOfId(String(args?.value)) ?? ''}`,
    },
  });
}

/** The problem of a text that cannot be the key of a join: no report, or no URL, could hold it. */
export function keyProblems(id: unknown, path: string): { path: string; message: string }[] {
  const isText = typeof id === 'string' && !isBlank(id) && hasLengthOfText(id) && id.isWellFormed();
  const message = `${path} must have 1 to ${textLength} characters, not only whitespace, and no half of a surrogate pair`;
  return isText ? [] : [{ path, message }];
}

function atMost(characters: number): string {
  return `at most ${characters.toLocaleString('en')} characters`;
}

function hasLengthOfText(text: string, max = maxTextLength): boolean {
  // A code point has one or two of the units that `length` counts.
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/**
 * A whole number from 0 to {@link maxInt32} (`Edm.Int32`). GraphQL's `Int` has already rejected fractions and larger
 * numbers.
 */
export function IsCount(): PropertyDecorator {
  return applyDecorators(
    Min(0, { message: '$property must be 0 or greater' }),
    Max(maxInt32, { message: `$property must be ${largestCount} or less` }),
  );
}

/** A text, or texts, that UTF-8 can encode: a URL cannot contain half of a surrogate pair. */
export function IsWellFormed(): PropertyDecorator {
  return ValidateBy({
    name: 'isWellFormed',
    validator: {
      validate: (value: unknown) => [value].flat().every((text) => typeof text !== 'string' || text.isWellFormed()),
      defaultMessage: () => '$property must not contain half of a surrogate pair',
    },
  });
}

/** A text, or texts, within the length of a property, or a shorter one. */
export function IsNotTooLong(max = maxTextLength): PropertyDecorator {
  return ValidateBy({
    name: 'isNotTooLong',
    validator: {
      validate: (value: unknown) =>
        [value].flat().every((text) => typeof text !== 'string' || hasLengthOfText(text, max)),
      defaultMessage: () => `$property must have ${atMost(max)}`,
    },
  });
}

export function IsDateTimeOffset(): PropertyDecorator {
  return ValidateBy({
    name: 'isDateTimeOffset',
    validator: {
      validate: isDateTimeOffset,
      defaultMessage: () =>
        '$property must be an existing date and time with an offset, as in 2017-01-01T00:00:56.8321556-08:00',
    },
  });
}

/** In an update: absent leaves the property as it is, `null` clears it. */
export function MayBeCleared(): PropertyDecorator {
  return IsOptional();
}

/** Name of the rule that reports a null alone; the other rules of the property are then skipped. */
export const notNull = 'notNull';

/** In an update: absent leaves the property as it is; `null` is rejected, because Graph guarantees a value. */
export function MayBeAbsent(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_input, value) => value !== undefined),
    ValidateBy({
      name: notNull,
      validator: { validate: (value) => value !== null, defaultMessage: () => '$property cannot be cleared' },
    }),
  );
}
