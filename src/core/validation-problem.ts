/**
 * One broken rule of an input, for three readers: a form (`segments`), a person (`message`), and code that has its own
 * words for each rule, in any language (`rule` with its bounds).
 *
 * docs/errors.md lists the rules. A test compares the two.
 */

export const validationRules = {
  REQUIRED: 'A value is required.',
  BLANK: 'The text must contain a non-whitespace character.',
  TOO_LONG: 'The text must have at most `limit` characters.',
  TOO_SMALL: 'The number must be `limit` or greater.',
  TOO_LARGE: 'The number must be `limit` or less.',
  TOO_FEW: 'The list must have at least `limit` items.',
  TOO_MANY: 'There must be at most `limit` items, conditions or values.',
  TOO_DEEP: 'At most `limit` levels may be nested.',
  NOT_A_DATE_TIME: 'The text must be an existing date and time with an offset.',
  NOT_WELL_FORMED: 'The text must not contain half of a surrogate pair.',
  NOT_AN_ID: 'An address must be able to hold the id.',
  NOT_EXACT: 'JSON cannot hold the number exactly; the id must be a string.',
  NOT_A_CURSOR: 'The cursor must be one of the same list.',
  NOT_ONE_OF: 'The value must be one of `allowed`.',
  WRONG_TYPE: 'The value must have the type of the schema.',
  UNKNOWN_FIELD: 'The object has a field that the schema does not have; `suggestion` is similar.',
  NOT_CLEARABLE: 'The property cannot be cleared.',
  NULL_COMPARISON: 'A filter must not compare with null.',
  NOT_A_KEY: 'The idempotency key must be 1 to 255 visible ASCII characters.',
  NOT_UNIQUE: 'The items of the list must be different.',
  NOTHING_TO_CHANGE: 'At least one property to change is required.',
} as const;

export type ValidationRule = keyof typeof validationRules;

/** A rule with its bounds: what a client needs to write a sentence of its own. */
export interface BrokenRule {
  readonly rule: ValidationRule;
  /** Of a length, a number, a list or levels. */
  readonly limit?: number;
  readonly allowed?: readonly string[];
  /** The most similar name or value of the schema. */
  readonly suggestion?: string;
}

/** Names, and positions in lists, from an argument to the value: `["inputs", 3, "displayName"]`. */
export type Segments = readonly (string | number)[];

export interface ValidationProblem extends BrokenRule {
  /** The segments as text: `inputs.3.displayName`. */
  readonly path: string;
  readonly segments: Segments;
  readonly message: string;
}

export function problemAt(segments: Segments, rule: BrokenRule, message: string): ValidationProblem {
  return { path: segments.join('.'), segments, ...rule, message };
}

/** The same problem, with its path below `parent`. */
export function below(parent: Segments, problem: ValidationProblem): ValidationProblem {
  const segments = [...parent, ...problem.segments];
  return { ...problem, path: segments.join('.'), segments };
}
