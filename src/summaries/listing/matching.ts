/**
 * Conditions, evaluated by the gateway, because Graph may reject or ignore `$filter`.
 *
 * Texts compare by their characters, case-sensitively; a missing value matches no comparison. A condition is simplified
 * once and then compiled, so that matching 10,000 rows repeats no work.
 */
import type { Condition } from '../../graph/odata.js';
import type { WireEntity } from '../../graph/graph-collection.js';
import { compareInstants, instantOf, type Instant } from './instant.js';

/** Every row matches it. */
export const always: Condition = { kind: 'and', conditions: [] };
/** No row matches it. */
export const never: Condition = { kind: 'or', conditions: [] };

/** The same condition without parts that always or never match, without `and` in `and`, and without double negation. */
export function simplified(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const { kind } = condition;
      const conditions: Condition[] = [];
      for (const each of condition.conditions.map(simplified)) {
        if (each.kind === kind) conditions.push(...each.conditions);
        else if (isNever(each) || isAlways(each)) return each;
        else conditions.push(each);
      }
      const [only] = conditions;
      return only !== undefined && conditions.length === 1 ? only : { kind, conditions };
    }
    case 'not': {
      const inner = simplified(condition.condition);
      if (inner.kind === 'not') return inner.condition;
      if (isAlways(inner)) return never;
      return isNever(inner) ? always : { kind: 'not', condition: inner };
    }
    case 'in':
      return condition.values.length === 0 ? never : condition;
    default:
      return condition;
  }
}

export function isAlways(condition: Condition): boolean {
  return condition.kind === 'and' && condition.conditions.length === 0;
}

export function isNever(condition: Condition): boolean {
  return condition.kind === 'or' && condition.conditions.length === 0;
}

/** The properties that a condition reads. */
export function propertiesOf(condition: Condition): string[] {
  if (condition.kind === 'not') return propertiesOf(condition.condition);
  return 'conditions' in condition ? condition.conditions.flatMap(propertiesOf) : [condition.property];
}

/** The largest number of parts that are evaluated for one row. */
export function sizeOf(condition: Condition): number {
  if (condition.kind === 'not') return 1 + sizeOf(condition.condition);
  return 'conditions' in condition ? condition.conditions.reduce((sum, each) => sum + sizeOf(each), 1) : 1;
}

export type Judge = (row: WireEntity) => boolean;

export function judgeOf(condition: Condition, readInstant = lastInstant()): Judge {
  switch (condition.kind) {
    case 'and': {
      const judges = condition.conditions.map((each) => judgeOf(each, readInstant));
      return (row) => judges.every((judge) => judge(row));
    }
    case 'or': {
      const judges = condition.conditions.map((each) => judgeOf(each, readInstant));
      return (row) => judges.some((judge) => judge(row));
    }
    case 'not': {
      const judge = judgeOf(condition.condition, readInstant);
      return (row) => !judge(row);
    }
    case 'startsWith': {
      const { property, value } = condition;
      return (row) => {
        const text = row[property];
        return typeof text === 'string' && text.startsWith(value);
      };
    }
    case 'in': {
      const { property } = condition;
      const values = new Set<unknown>(condition.values);
      return (row) => values.has(row[property]);
    }
    case 'compare': {
      const { property, literal, operator } = condition;
      const holds = operators[operator];
      switch (literal.type) {
        case 'string':
          return (row) => row[property] === literal.value;
        case 'guid': {
          const wanted = literal.value.toLowerCase();
          return (row) => {
            const value = row[property];
            return typeof value === 'string' && value.toLowerCase() === wanted;
          };
        }
        case 'number':
          return (row) => {
            const value = row[property];
            return typeof value === 'number' && holds(value - literal.value);
          };
        case 'date': {
          const wanted = instantOf(literal.value);
          return (row) => {
            const instant = readInstant(row[property]);
            return wanted !== undefined && instant !== undefined && holds(compareInstants(instant, wanted));
          };
        }
      }
    }
  }
}

const operators = {
  eq: (difference: number) => difference === 0,
  gt: (difference: number) => difference > 0,
  ge: (difference: number) => difference >= 0,
  lt: (difference: number) => difference < 0,
  le: (difference: number) => difference <= 0,
} as const;

/** Parses each row's date once for successive comparisons. */
function lastInstant(): (value: unknown) => Instant | undefined {
  let last: unknown;
  let instant: Instant | undefined;
  return (value) => {
    if (value !== last) {
      last = value;
      instant = instantOf(value);
    }
    return instant;
  };
}
