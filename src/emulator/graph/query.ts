/**
 * The query of a URL: the options that an operation supports, and the rows that remain after filter and order.
 *
 * On beta the `$` before an option may be missing. An unsupported option is refused, so that a caller's mistake is
 * visible.
 */
import { badQuery, optionNotAllowed } from './answers.js';
import type { EntityType } from './entity-type.js';
import { parseFilter } from './filter.js';
import { parseOrder } from './order.js';
import type { Quirks } from './quirks.js';
import type { Collection, StoredNode } from './store.js';

export type Options = ReadonlyMap<string, string>;

export const listOptions = ['top', 'skip', 'skiptoken', 'select', 'filter', 'orderby', 'count', 'expand'];
export const getOptions = ['select', 'expand'];
export const countOptions = ['filter'];

const known = new Set([...listOptions, 'search', 'apply', 'format', 'deltatoken']);

/** Options by their names without `$`. */
export function parseOptions(search: string, allowed: readonly string[]): Options {
  const options = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(search)) {
    const name = key.replace(/^\$/, '').toLowerCase();
    if (!known.has(name)) {
      if (key.startsWith('$')) throw badQuery(`The query parameter '${key}' is not supported.`);
      continue;
    }
    if (!allowed.includes(name)) throw optionNotAllowed(`${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    if (options.has(name)) throw badQuery(`Query option '${key}' was specified more than once.`);
    options.set(name, value);
  }
  return options;
}

export function queryString(options: Options): string {
  return [...options].map(([name, value]) => `$${name}=${encodeURIComponent(value)}`).join('&');
}

/** The rest of a collection, in the requested order. */
export function matching(type: EntityType, collection: Collection, options: Options, quirks: Quirks): StoredNode[] {
  const filter = options.get('filter');
  const orderBy = options.get('orderby');
  const nodes = [...collection.values()];
  if (filter !== undefined && quirks.filterRefused) throw optionNotAllowed('Filter');
  if (quirks.filterIgnored) return nodes;
  const passes = filter === undefined ? undefined : parseFilter(type, filter, quirks);
  const order = orderBy === undefined ? undefined : parseOrder(type, orderBy);
  const left = passes === undefined ? nodes : nodes.filter(({ row }) => passes(row));
  return order === undefined ? left : left.toSorted((one, other) => order(one.row, other.row));
}

export function wholeNumber(options: Options, name: string): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badQuery(`Invalid value '${text}' for $${name} query option found.`);
}

export function truth(options: Options, name: string): boolean {
  const text = options.get(name)?.toLowerCase() ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw badQuery(`Invalid value '${text}' for $${name} query option found.`);
}
