/**
 * The part of a condition that Graph can be asked for.
 *
 * The gateway checks every row that Graph returns, so Graph may return too many rows, and must not return too few. It is
 * unknown how Graph compares texts: case, accents, spaces at the end or invisible characters may not count. Equal texts
 * are equal in any of these ways, so Graph is asked for texts that are equal, and never for texts that are not.
 */
import { filterText, type Condition } from '../../graph/odata.js';
import { asciiPartsOf } from './case-folding.js';
import { always, isAlways, never, simplified } from './matching.js';

/** Which part of a condition Graph was sent. */
export const filterParts = ['whole', 'simple', 'none'] as const;
export type FilterPart = (typeof filterParts)[number];

export interface GraphFilter {
  readonly part: FilterPart;
  /** `$filter`; undefined for none. */
  readonly text: string | undefined;
}

/**
 * What to ask Graph for, in the order to try: everything that it can be asked for, the same without functions, nothing.
 * Intune rejects some functions, with a 400 or a 500, on lists that it filters otherwise.
 */
export function filtersFor(condition: Condition | undefined): readonly GraphFilter[] {
  const texts = new Map<string, FilterPart>();
  for (const part of ['whole', 'simple'] as const) {
    const implied = condition === undefined ? always : simplified(impliedBy(condition, part === 'whole'));
    if (isAlways(implied)) continue;
    const text = filterText(implied);
    if (!texts.has(text)) texts.set(text, part);
  }
  return [...[...texts].map(([text, part]) => ({ part, text })), { part: 'none', text: undefined }];
}

/** A condition that holds for every row of the given one, however Graph compares texts. */
function impliedBy(condition: Condition, withFunctions: boolean): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const conditions = condition.conditions.map((each) => impliedBy(each, withFunctions));
      return { kind: condition.kind, conditions };
    }
    case 'not':
      return { kind: 'not', condition: implying(condition.condition, withFunctions) };
    case 'startsWith':
      return withFunctions ? condition : always;
    case 'contains': {
      if (!withFunctions) return always;
      const { property, value } = condition;
      return {
        kind: 'and',
        conditions: asciiPartsOf(value).map((part) => ({ kind: 'contains', property, value: part })),
      };
    }
    case 'notIn':
      return always;
    case 'compare':
      return isExact(condition) || (condition.operator !== 'ne' && isPrecise(condition)) ? condition : always;
    default:
      return condition;
  }
}

/** A condition whose rows, however Graph compares texts, are all rows of the given one. */
function implying(condition: Condition, withFunctions: boolean): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const conditions = condition.conditions.map((each) => implying(each, withFunctions));
      return { kind: condition.kind, conditions };
    }
    case 'not':
      return { kind: 'not', condition: impliedBy(condition.condition, withFunctions) };
    case 'isNull':
      return condition;
    case 'compare':
      // For OData a missing value is not equal to any other; in a filter of the schema `ne` does not match it.
      return condition.operator !== 'ne' && isExact(condition) ? condition : never;
    default:
      return never;
  }
}

type Comparison = Extract<Condition, { kind: 'compare' }>;

/** Whether Graph certainly compares as the gateway does. Its dates may be less precise, so they may be equal there. */
function isExact(condition: Comparison): boolean {
  const { operator, literal } = condition;
  if (literal.type === 'date') return operator !== 'eq' && operator !== 'ne' && isPrecise(condition);
  return literal.type === 'number';
}

/** Digits of a second in .NET: further ones may be ignored, which makes another time. */
const maxDigitsOfSecond = 7;

function isPrecise({ literal: { type, value } }: Comparison): boolean {
  const digits = type === 'date' ? /\.(\d+)/.exec(value)?.[1] : undefined;
  return (digits ?? '').length <= maxDigitsOfSecond;
}
