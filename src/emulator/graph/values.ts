/** Values of a property as filters and orders compare them: dates as instants, members of an enumeration by rank. */
import type { Property } from './entity-type.js';
import { instantOf } from './instant.js';

export type Comparable = string | number | bigint | null;

export function comparable({ kind }: Property, value: unknown): Comparable {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  if (kind === 'date') return instantOf(value) ?? null;
  return typeof kind === 'object' ? kind.members.indexOf(value) : value;
}

/** Negative, zero or positive. Null comes before every value; texts compare by code unit, with their case. */
export function compare(left: Comparable, right: Comparable): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}
