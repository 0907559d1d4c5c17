/**
 * Orders that the gateway makes and checks, because Graph may reject or ignore `$orderby`.
 *
 * A missing value comes first, then numbers, then points in time, then texts by their characters: a total order,
 * whatever Graph sends. The keys of a row are read once, not for each comparison.
 */
import type { WireEntity } from '../../graph/graph-collection.js';
import type { Order } from '../../graph/odata.js';
import { sortInSlices } from '../../core/sort-in-slices.js';
import { compareInstants, instantOf, type Instant } from '../schema/instant.js';

export interface RowOrder extends Order {
  /** `Edm.DateTimeOffset`; any other text that looks like a date compares by its characters. */
  readonly isDate: boolean;
}

type Key = undefined | number | Instant | string;
export type Keys = readonly Key[];

export function keysOf(orders: readonly RowOrder[], row: WireEntity): Keys {
  return orders.map(({ property, isDate }) => keyOf(row[property], isDate));
}

/** Negative if the row with the keys `a` comes first. */
export function compareKeys(orders: readonly Order[], a: Keys, b: Keys): number {
  return compareKeysBy(ownOrder, orders, a, b);
}

/** How texts and missing values compare. */
export interface Comparing {
  /** Compares different texts. `unknown`: they may come in any order, and then the later criteria do not matter. */
  readonly texts: ((a: string, b: string) => number) | 'unknown';
  readonly missing: 'first' | 'last';
}

/** By UTF-16 code units, and missing values first. */
const ownOrder: Comparing = { texts: (a, b) => (a < b ? -1 : 1), missing: 'first' };

/** NaN if the order is unknown. */
export function compareKeysBy(by: Comparing, orders: readonly Order[], a: Keys, b: Keys): number {
  for (let index = 0; index < orders.length; index += 1) {
    const difference = compareKey(by, a[index], b[index]);
    if (difference !== 0) return orders[index]?.descending === true ? -difference : difference;
  }
  return 0;
}

/** No property is an object or a list; if Graph sends one, it counts as an empty text. */
function keyOf(value: unknown, isDate: boolean): Key {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return '';
  return isDate ? (instantOf(value) ?? value) : value;
}

/** NaN if the order is unknown. */
function compareKey({ texts, missing }: Comparing, a: Key, b: Key): number {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a === b) return 0;
    return texts === 'unknown' ? NaN : texts(a, b);
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'object' && typeof b === 'object') return compareInstants(a, b);
  return rankOf(a, missing) - rankOf(b, missing);
}

function rankOf(key: Key, missing: Comparing['missing']): number {
  if (key === undefined) return missing === 'first' ? 0 : 4;
  if (typeof key === 'number') return 1;
  return typeof key === 'object' ? 2 : 3;
}

/** The cost of reading or comparing one key, in units of turns.ts. */
const unitsToRead = 10;
const unitsToCompare = 2;

interface Keyed<Row> {
  readonly row: Row;
  readonly keys: Keys;
}

export async function inOrder<Row>(
  rows: readonly Row[],
  orders: readonly RowOrder[],
  entityOf: (row: Row) => WireEntity,
): Promise<Row[]> {
  const sorted = await sortInSlices(
    rows,
    (row): Keyed<Row> => ({ row, keys: keysOf(orders, entityOf(row)) }),
    (a, b) => compareKeys(orders, a.keys, b.keys),
    { prepare: orders.length * unitsToRead, compare: orders.length * unitsToCompare },
  );
  return sorted.map(({ row }) => row);
}
