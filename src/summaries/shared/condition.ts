/**
 * Conditions and orders, judged by the gateway itself: Graph may refuse `$filter` and `$orderby` here, or ignore them.
 *
 * Texts compare by their characters, case and all; a missing value fulfils no comparison and comes first in an order.
 */
import type { Condition, Order } from '../../graph/odata.js';
import type { WireEntity } from '../../graph/graph-collection.js';
import { isDateTimeOffset } from './date-time-offset.js';
import { compareInstants, compareText } from './instant.js';

export function matches(condition: Condition, row: WireEntity): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((each) => matches(each, row));
    case 'or':
      return condition.conditions.some((each) => matches(each, row));
    case 'not':
      return !matches(condition.condition, row);
    case 'startsWith': {
      const value = row[condition.property];
      return typeof value === 'string' && value.startsWith(condition.value);
    }
    case 'in': {
      const value = row[condition.property];
      return typeof value === 'string' && condition.values.includes(value);
    }
    case 'compare': {
      const value = row[condition.property];
      const { literal, operator } = condition;
      if (typeof value !== typeof literal.value) return false;
      if (literal.type === 'date' && !isDateTimeOffset(value)) return false;
      const difference = compareValues(value, literal.value);
      return { eq: difference === 0, gt: difference > 0, ge: difference >= 0, lt: difference < 0, le: difference <= 0 }[
        operator
      ];
    }
  }
}

/** The properties that a condition looks at. */
export function propertiesOf(condition: Condition): string[] {
  if (condition.kind === 'not') return propertiesOf(condition.condition);
  return 'conditions' in condition ? condition.conditions.flatMap(propertiesOf) : [condition.property];
}

/** For `Array.sort`, and for checking an order that Graph made. */
export function compareRows(orders: readonly Order[], a: WireEntity, b: WireEntity): number {
  for (const { property, descending } of orders) {
    const difference = compareValues(a[property], b[property]);
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}

function compareValues(a: unknown, b: unknown): number {
  if (a == null || b == null) return Number(a != null) - Number(b != null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (isDateTimeOffset(a) && isDateTimeOffset(b)) return compareInstants(a, b);
  return compareText(textOf(a), textOf(b));
}

/** No property is an object: one that comes all the same may be nested deeper than any recursion goes. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
