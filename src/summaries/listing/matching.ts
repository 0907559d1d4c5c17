/**
 * Conditions, evaluated by the gateway, because Graph may reject or ignore `$filter`.
 *
 * Texts compare by their characters, case-sensitively except in `contains`; a missing value matches no comparison but
 * `isNull`. A condition is simplified once and then compiled, so that matching 10,000 rows repeats no work.
 */
import type { Condition, Operator } from '../../graph/odata.js';
import type { WireEntity } from '../../graph/graph-collection.js';
import { withoutCase } from './case-folding.js';
import { compareInstants, instantOf } from '../schema/instant.js';

/** Every row matches it. */
export const always: Condition = { kind: 'and', conditions: [] };
/** No row matches it. */
export const never: Condition = { kind: 'or', conditions: [] };

/** The row has a value of the property. */
export function hasValue(property: string): Condition {
  return { kind: 'not', condition: { kind: 'isNull', property } };
}

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
    case 'notIn':
      return condition.values.length === 0 ? hasValue(condition.property) : condition;
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

/** How many parts search in a text. */
export function searchesIn(condition: Condition): number {
  if (condition.kind === 'not') return searchesIn(condition.condition);
  if ('conditions' in condition) return condition.conditions.reduce((sum, each) => sum + searchesIn(each), 0);
  return condition.kind === 'contains' ? 1 : 0;
}

export type Judge = (row: WireEntity) => boolean;

export function judgeOf(condition: Condition, read = new Reader()): Judge {
  switch (condition.kind) {
    case 'and': {
      const judges = condition.conditions.map((each) => judgeOf(each, read));
      return (row) => judges.every((judge) => judge(row));
    }
    case 'or': {
      const judges = condition.conditions.map((each) => judgeOf(each, read));
      return (row) => judges.some((judge) => judge(row));
    }
    case 'not': {
      const judge = judgeOf(condition.condition, read);
      return (row) => !judge(row);
    }
    case 'isNull': {
      const { property } = condition;
      return (row) => isMissing(row[property]);
    }
    case 'startsWith': {
      const { property, value } = condition;
      return (row) => {
        const text = row[property];
        return typeof text === 'string' && text.startsWith(value);
      };
    }
    case 'contains': {
      const { property } = condition;
      const wanted = withoutCase(condition.value);
      const textOf = read.withoutCase(property);
      return (row) => textOf(row[property])?.includes(wanted) === true;
    }
    case 'in': {
      const { property } = condition;
      const values = new Set<unknown>(condition.values);
      return (row) => values.has(row[property]);
    }
    case 'notIn': {
      const { property } = condition;
      const values = new Set<unknown>(condition.values);
      return (row) => !isMissing(row[property]) && !values.has(row[property]);
    }
    case 'compare': {
      const { property, literal, operator } = condition;
      const holds = operators[operator];
      switch (literal.type) {
        case 'string':
          if (operator === 'ne') return (row) => !isMissing(row[property]) && row[property] !== literal.value;
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
            const instant = read.instant(row[property]);
            return wanted !== undefined && instant !== undefined && holds(compareInstants(instant, wanted));
          };
        }
      }
    }
  }
}

const operators: Readonly<Record<Operator, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
};

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** Reads each row's values once for successive comparisons. */
class Reader {
  readonly instant = last(instantOf);
  readonly #texts = new Map<string, (value: unknown) => string | undefined>();

  withoutCase(property: string): (value: unknown) => string | undefined {
    const read =
      this.#texts.get(property) ?? last((value) => (typeof value === 'string' ? withoutCase(value) : undefined));
    this.#texts.set(property, read);
    return read;
  }
}

/** Keeps the last result. */
function last<Result>(read: (value: unknown) => Result | undefined): (value: unknown) => Result | undefined {
  let lastValue: unknown;
  let result: Result | undefined;
  return (value) => {
    if (value !== lastValue) {
      lastValue = value;
      result = read(value);
    }
    return result;
  };
}
