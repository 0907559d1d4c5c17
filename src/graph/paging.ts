/**
 * Pages of a collection. `@odata.nextLink` is followed unchanged, but only below the root of the configured Graph, so
 * that no response can send a caller's token elsewhere. Pages may be empty and still have a successor, but not forever.
 */
import { isRecord } from '../core/is-record.js';
import type { GraphResponse } from './graph-client.js';
import type { GraphCollection, ReceivedEntity } from './graph-collection.js';
import type { GatewayError } from '../core/gateway-error.js';
import { linkOf, type PageLink } from './page-link.js';
import { queryText, type QueryOptions } from './odata.js';
import type { Operation } from '../core/operation.js';
import { mapInSlices, rowsPerSlice } from '../core/turns.js';

export type Row = ReceivedEntity | GatewayError;

export interface Page {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  /** How a later operation requests the next page; undefined on the last one, and if Graph's link cannot be kept. */
  readonly next: PageLink | undefined;
  /** The failure of a list that needs data which this page lacks. */
  readonly unreadable: () => GatewayError;
}

const maxEmptyPages = 100;
/** Graph's pages have at most 1,000 rows; within its 10 MiB a hostile one could have millions. */
export const maxPageRows = 10_000;
/** The cost of reading one row from the wire, in units of turns.ts. */
const unitsPerRow = 20;

/** Several lists of one operation may read the same long page: its rows are created once. */
const rowsOfPage = new WeakMap<readonly unknown[], Promise<readonly Row[]>>();

/** From the page at an address to the last one. An unreadable row is an error in its place. */
export async function* pagesOf(
  collection: GraphCollection,
  address: string,
  operation: Operation,
): AsyncGenerator<Page, undefined> {
  let path: string | undefined = address;
  const seen = new Set<string>();
  for (let empty = 0; path !== undefined;) {
    seen.add(path);
    const answer: GraphResponse = await collection.read(path, operation);
    const rows = await rowsOf(collection, answer);
    empty = rows.length === 0 ? empty + 1 : 0;
    path = nextPagePath(answer);
    // A link back to a page that was already read would never end.
    if (empty > maxEmptyPages || (path !== undefined && seen.has(path))) throw answer.unreadable();
    const next: PageLink | undefined = path === undefined ? undefined : linkOf(path, collection.path);
    yield { rows, hasMore: path !== undefined, next, unreadable: () => answer.unreadable() };
  }
  return undefined;
}

/** Path and query of the first page, below Graph's root. */
export function firstAddress(collection: GraphCollection, options: QueryOptions): string {
  return `${collection.path}${queryText(options)}`;
}

function rowsOf(collection: GraphCollection, answer: GraphResponse): Promise<readonly Row[]> {
  const values: unknown = isRecord(answer.body) ? answer.body['value'] : undefined;
  if (!Array.isArray(values) || values.length > maxPageRows) throw answer.unreadable();
  let rows = rowsOfPage.get(values);
  if (rows === undefined) {
    rows = mapInSlices(values as unknown[], unitsPerRow, (row) => collection.receivedOrError(answer, row));
    if (values.length > rowsPerSlice) rowsOfPage.set(values, rows);
  }
  return rows;
}

/**
 * The next page's path below Graph's root, or undefined on the last page. A link to another host or path fails as
 * unreadable.
 */
function nextPagePath(answer: GraphResponse): string | undefined {
  const link = isRecord(answer.body) ? answer.body['@odata.nextLink'] : undefined;
  if (link === undefined || link === null) return undefined;
  const path = typeof link === 'string' ? answer.pathOf(link) : undefined;
  if (path === undefined) throw answer.unreadable();
  return path;
}
