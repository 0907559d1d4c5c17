/**
 * How large a filter is, found out without recursion and before anything else looks at it. It may be anything yet.
 *
 * Each comparison counts, each item of `in`, and each object or list that compares nothing. An object that only joins
 * others does not count: there are at most {@link maxDepth} times as many of those.
 */
import { isRecord } from '../../core/is-record.js';
import type { ValidationProblem } from '../../core/gateway-error.js';

/** How deep `and`, `or` and `not` may nest, and how many conditions there may be: what fits into a URL. */
export const maxDepth = 8;
export const maxConditions = 50;
/** Criteria of an order. */
export const maxOrders = 5;

export interface FilterSize {
  /** Counted no further than to one more than {@link maxConditions}. */
  readonly conditions: number;
  /** The path of the first object that is too deep, below the filter. */
  readonly tooDeep: string | undefined;
}

/** What is wrong with a filter beyond the limits; undefined for the others. */
export function faultOfSize({ conditions, tooDeep }: FilterSize): ValidationProblem | undefined {
  if (tooDeep !== undefined) {
    return { path: `filter${tooDeep}`, message: `filter nests more than ${maxDepth} levels deep` };
  }
  if (conditions <= maxConditions) return undefined;
  return { path: 'filter', message: `filter has more than ${maxConditions} conditions; the limit is ${maxConditions}` };
}

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

export function sizeOfFilter(filter: unknown): FilterSize {
  const open: Place[] = [{ value: filter, path: '', depth: 1 }];
  let conditions = 0;
  for (let place = open.pop(); place !== undefined && conditions <= maxConditions; place = open.pop()) {
    const { value, path, depth } = place;
    if (depth > maxDepth) return { conditions, tooDeep: path };
    if (!isRecord(value)) {
      conditions += 1;
      continue;
    }
    const nested = nestedIn(value);
    const compared = comparisonsIn(value);
    conditions += nested.length === 0 ? Math.max(1, compared) : compared;
    // More cannot fit, so the others need not be looked at.
    for (const [name, child] of nested.slice(0, maxConditions + 1)) {
      open.push({ value: child, path: `${path}.${name}`, depth: depth + 1 });
    }
  }
  return { conditions: Math.min(conditions, maxConditions + 1), tooDeep: undefined };
}

/** The filters inside of one, by their paths. An empty list is one that compares nothing. */
function nestedIn(filter: Readonly<Record<string, unknown>>): [string, unknown][] {
  const { and, or, not } = filter;
  const lists = Object.entries({ and, or }).flatMap(([name, list]): [string, unknown][] => {
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list)) return [[name, list]];
    if (list.length === 0) return [[name, undefined]];
    return list.map((each: unknown, index) => [`${name}.${index}`, each]);
  });
  return not === undefined || not === null ? lists : [...lists, ['not', not]];
}

function comparisonsIn({ and: _and, or: _or, not: _not, ...properties }: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const operators of Object.values(properties)) {
    if (!isRecord(operators)) continue;
    const given = Object.values(operators).filter((value) => value !== undefined && value !== null);
    const values = given.map((value) => (Array.isArray(value) ? Math.max(1, value.length) : 1));
    count += Math.max(
      1,
      values.reduce((sum, each) => sum + each, 0),
    );
  }
  return count;
}
