/**
 * The rules that inputs share, each with its sentence. They reject what the reference rules out, and nothing more.
 *
 * class-validator replaces `$property` with the name of the property. The context of each check is the rule that clients
 * get.
 */
import { applyDecorators } from './apply-decorators.js';
import { IsOptional, Max, Min, ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { problemAt, type BrokenRule, type ValidationProblem } from '../../core/validation-problem.js';
import { isBlank } from '../../core/is-blank.js';
import { problemOfId } from '../../graph/object-id.js';
import { readableBounds, type Bounds } from './bounds.js';
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
const tooLong: BrokenRule = { rule: 'TOO_LONG', limit: maxTextLength };
const notWellFormed: BrokenRule = { rule: 'NOT_WELL_FORMED' };
/** `Edm.Int32`, without negative numbers. */
const boundsOfCounts: Bounds = { min: 0, max: 2_147_483_647 };

/** The rules of {@link IsText} and {@link IsCount}, for the descriptions of inputs. */
export const ruleOfTexts = `Texts must contain a non-whitespace character and have at most ${textLength} characters`;
export const ruleOfCounts = `counts go from 0 to ${boundsOfCounts.max.toLocaleString('en')}`;
/** The rule of {@link IsNotTooLong}. */
export const lengthOfTexts = atMost(maxTextLength);
export const lengthOfSearches = atMost(maxSearchLength);

/** class-validator copies the members of a context. */
export type RuleContext = BrokenRule | { readonly ruleOf: (value: unknown) => BrokenRule | undefined };

/** A check with its sentence, which begins with the property, and the rule that clients get. */
function Check(
  name: string,
  rule: RuleContext,
  validate: (value: unknown) => boolean,
  must: string | ((value: unknown) => string),
): PropertyDecorator {
  const defaultMessage = (args?: ValidationArguments): string =>
    `$property ${typeof must === 'string' ? must : must(args?.value)}`;
  return ValidateBy({ name, validator: { validate, defaultMessage } }, { context: rule });
}

/** Text with at least one visible character and at most {@link maxTextLength} characters. */
export function IsText(): PropertyDecorator {
  return applyDecorators(
    Check(
      'isNotBlank',
      { rule: 'BLANK' },
      (value) => typeof value === 'string' && !isBlank(value),
      'must contain a non-whitespace character',
    ),
    IsNotTooLong(),
  );
}

/** A key that an address can hold, so that the created object can be read, changed and deleted by it. */
export function IsId(): PropertyDecorator {
  return Check(
    'isId',
    { ruleOf: (value) => problemOfId(String(value))?.rule },
    (value) => typeof value === 'string' && problemOfId(value) === undefined,
    (value) => problemOfId(String(value))?.must ?? '',
  );
}

/** The problem of a text that cannot be the key of a join: no report, or no URL, could hold it. */
export function keyProblems(id: unknown, argument: string): ValidationProblem[] {
  const rule = brokenRuleOfKey(id);
  const message = `${argument} must have 1 to ${textLength} characters, not only whitespace, and no half of a surrogate pair`;
  return rule === undefined ? [] : [problemAt([argument], rule, message)];
}

function brokenRuleOfKey(id: unknown): BrokenRule | undefined {
  if (typeof id !== 'string') return { rule: 'WRONG_TYPE' };
  if (isBlank(id)) return { rule: 'BLANK' };
  if (!hasLengthOfText(id)) return tooLong;
  return id.isWellFormed() ? undefined : notWellFormed;
}

function atMost(characters: number): string {
  return `at most ${characters.toLocaleString('en')} characters`;
}

function hasLengthOfText(text: string, max = maxTextLength): boolean {
  // A code point has one or two of the units that `length` counts.
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** A whole number within {@link boundsOfCounts}. GraphQL's `Int` has already rejected fractions and larger numbers. */
export function IsCount(): PropertyDecorator {
  const { min, max } = boundsOfCounts;
  const message = `$property must be ${readableBounds(boundsOfCounts)}`;
  return applyDecorators(
    Min(min, { message, context: { rule: 'TOO_SMALL', limit: min } satisfies BrokenRule }),
    Max(max, { message, context: { rule: 'TOO_LARGE', limit: max } satisfies BrokenRule }),
  );
}

/** A text, or texts, that UTF-8 can encode: a URL cannot contain half of a surrogate pair. */
export function IsWellFormed(): PropertyDecorator {
  return Check(
    'isWellFormed',
    notWellFormed,
    (value) => [value].flat().every((text) => typeof text !== 'string' || text.isWellFormed()),
    'must not contain half of a surrogate pair',
  );
}

/** A text, or texts, within the length of a property, or a shorter one. */
export function IsNotTooLong(max = maxTextLength): PropertyDecorator {
  return Check(
    'isNotTooLong',
    { rule: 'TOO_LONG', limit: max },
    (value) => [value].flat().every((text) => typeof text !== 'string' || hasLengthOfText(text, max)),
    `must have ${atMost(max)}`,
  );
}

/** The end of a sentence about a value that is not a date and time. */
export const mustBeDateTimeOffset =
  'must be an existing date and time with an offset, as in 2017-01-01T00:00:56.8321556-08:00';

export function IsDateTimeOffset(): PropertyDecorator {
  return Check('isDateTimeOffset', { rule: 'NOT_A_DATE_TIME' }, isDateTimeOffset, mustBeDateTimeOffset);
}

/** In an update: absent leaves the property as it is, `null` clears it. */
export function MayBeCleared(): PropertyDecorator {
  return IsOptional();
}

/** Name of the rule that reports a null alone; the other rules of the property are then skipped. */
export const notNull = 'notNull';

/** In an update: absent leaves the property as it is; `null` is rejected, because Graph guarantees a value. */
export function MayBeAbsent(): PropertyDecorator {
  return isNotNullIfGiven({ rule: 'NOT_CLEARABLE' }, 'cannot be cleared');
}

/** In a filter: absent adds no condition; `null` is rejected, because a variable that was not set would match all rows. */
export function MayBeOmitted(): PropertyDecorator {
  return isNotNullIfGiven({ rule: 'NULL_COMPARISON' }, 'must not be null; omit it if the filter has no such condition');
}

function isNotNullIfGiven(rule: BrokenRule, must: string): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_input, value) => value !== undefined),
    Check(notNull, rule, (value) => value !== null, must),
  );
}
