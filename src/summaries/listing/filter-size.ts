/**
 * The size of a filter, measured without recursion before any other code reads it. It may be any value.
 *
 * Each comparison counts, each item of `in`, and each object or list without a comparison. An object that only combines
 * others does not count: there are at most {@link maxDepth} times as many of those.
 */
import { isRecord } from '../../core/is-record.js';
import { problemAt, type Segments, type ValidationProblem } from '../../core/validation-problem.js';

/** How deep `and`, `or` and `not` may nest, and how many conditions there may be: as many as a URL can hold. */
export const maxDepth = 8;
export const maxConditions = 50;
/** Criteria of an order. */
export const maxOrders = 5;

export interface FilterSize {
  /** Counted up to one more than {@link maxConditions}. */
  readonly conditions: number;
  /** The path of the first object that is too deep. */
  readonly tooDeep: Segments | undefined;
}

/** The problem of a filter beyond the limits, otherwise undefined. */
export function faultOfSize({ conditions, tooDeep }: FilterSize): ValidationProblem | undefined {
  if (tooDeep !== undefined) {
    return problemAt(tooDeep, { rule: 'TOO_DEEP', limit: maxDepth }, `filter nests more than ${maxDepth} levels deep`);
  }
  if (conditions <= maxConditions) return undefined;
  const message = `filter has more than ${maxConditions} conditions; the limit is ${maxConditions}`;
  return problemAt(['filter'], { rule: 'TOO_MANY', limit: maxConditions }, message);
}

interface Place {
  readonly value: unknown;
  readonly path: Segments;
  readonly depth: number;
}

export function sizeOfFilter(filter: unknown): FilterSize {
  const open: Place[] = [{ value: filter, path: ['filter'], depth: 1 }];
  let conditions = 0;
  for (let place = open.pop(); place !== undefined && conditions <= maxConditions; place = open.pop()) {
    const { value, path, depth } = place;
    if (depth > maxDepth) return { conditions, tooDeep: path };
    if (!isRecord(value)) {
      conditions += 1;
      continue;
    }
    const before = open.length;
    addNested(value, place, open);
    const compared = comparisonsIn(value);
    conditions += open.length === before ? Math.max(1, compared) : compared;
  }
  return { conditions: Math.min(conditions, maxConditions + 1), tooDeep: undefined };
}

/** Adds the filters inside a filter, with their paths. An empty list has no comparison. */
function addNested({ and, or, not }: Readonly<Record<string, unknown>>, { path, depth }: Place, open: Place[]): void {
  if (and !== undefined && and !== null) addList(and, [...path, 'and'], depth + 1, open);
  if (or !== undefined && or !== null) addList(or, [...path, 'or'], depth + 1, open);
  if (not !== undefined && not !== null) open.push({ value: not, path: [...path, 'not'], depth: depth + 1 });
}

function addList(list: unknown, path: Segments, depth: number, open: Place[]): void {
  if (!Array.isArray(list) || list.length === 0) {
    open.push({ value: list, path, depth });
    return;
  }
  // More do not fit, so the others need not be checked.
  const most = Math.min(list.length, maxConditions + 1);
  for (let index = 0; index < most; index += 1) {
    open.push({ value: list[index] as unknown, path: [...path, index], depth });
  }
}

function comparisonsIn(filter: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const name in filter) {
    const operators = filter[name];
    if (name === 'and' || name === 'or' || name === 'not' || !isRecord(operators)) continue;
    let given = 0;
    for (const operator in operators) {
      const value = operators[operator];
      if (value === undefined || value === null) continue;
      given += Array.isArray(value) ? Math.max(1, value.length) : 1;
    }
    count += Math.max(1, given);
  }
  return count;
}
