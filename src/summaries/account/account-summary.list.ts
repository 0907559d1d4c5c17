/**
 * Lists of account summaries, always right, whatever Graph makes of `$filter` and `$orderby`.
 *
 * Each row that Graph returns is checked. A refused filter is applied here, page by page; a refused or ignored order is
 * made here, over the whole list. Both read at most {@link maxScannedRows} rows and say so when that is not enough.
 */
import type { GraphCollection, Received } from '../../graph/graph-collection.js';
import { GraphError } from '../../graph/graph-error.js';
import { pagesOf } from '../../graph/paging.js';
import { askedOptions, filterText, orderText, type Asked, type Condition, type Order } from '../../graph/odata.js';
import type { Operation } from '../../graph/operation.js';
import { compareRows, matches } from '../shared/condition.js';
import type { Position } from '../shared/cursor.js';

/** Rows that one operation may read to filter, order or count in the gateway. */
export const maxScannedRows = 10_000;

export interface ListRequest {
  readonly condition: Condition | undefined;
  readonly orders: readonly Order[];
  readonly first: number;
  readonly position: Position | undefined;
  readonly asked: Asked;
}

export interface ListedRow {
  readonly row: Received | GraphError;
  /** Where the list goes on behind this row. */
  readonly position: Position;
}

export interface ListedPage {
  readonly rows: readonly ListedRow[];
  readonly hasMore: boolean;
}

export async function listPage(
  collection: GraphCollection,
  request: ListRequest,
  operation: Operation,
): Promise<ListedPage> {
  const { position, orders } = request;
  if (position?.by === 'gateway') return orderedHere(collection, request, position.offset, operation);
  try {
    const page = await byGraph(collection, request, position?.filtered ?? true, operation);
    if (page !== undefined) return page;
  } catch (error) {
    // Once Graph has begun a list its way, a later refusal is a failure like any other.
    if (position !== undefined || !isRefusal(error, request)) throw error;
    if (orders.length === 0) {
      const page = await byGraph(collection, request, false, operation);
      if (page !== undefined) return page;
    }
  }
  return orderedHere(collection, request, 0, operation);
}

/**
 * Exact, by reading the list; without a filter any page's own count would do, but Graph need not send one. The filter goes
 * to Graph as it does for a page, and each row is checked, so ignoring it makes the count dearer, and refusing it too.
 */
export async function countRows(
  collection: GraphCollection,
  condition: Condition | undefined,
  asked: Asked,
  operation: Operation,
): Promise<number> {
  try {
    return (await scan(collection, condition, condition, asked, operation)).length;
  } catch (error) {
    if (!isRefusal(error, { condition, orders: [] })) throw error;
    return (await scan(collection, condition, undefined, asked, operation)).length;
  }
}

/** Undefined when the rows show that Graph ignored the order. */
async function byGraph(
  collection: GraphCollection,
  request: ListRequest,
  filtered: boolean,
  operation: Operation,
): Promise<ListedPage | undefined> {
  const { condition, orders, first, asked } = request;
  const start = request.position?.by === 'graph' ? request.position : undefined;
  const options = {
    ...askedOptions(asked),
    $filter: filtered && condition !== undefined ? filterText(condition) : undefined,
    $orderby: orders.length > 0 ? orderText(orders) : undefined,
    $top: first,
  };
  const rows: ListedRow[] = [];
  let last: Received | undefined;
  let scanned = 0;
  let offset = start?.offset ?? 0;
  for await (const page of pagesOf(collection, options, start?.token ?? null, operation)) {
    for (const [index, row] of page.rows.entries()) {
      if (index < offset) continue;
      scanned += 1;
      if (!(row instanceof GraphError)) {
        if (condition !== undefined && !matches(condition, row.entity)) continue;
        if (last !== undefined && compareRows(orders, last.entity, row.entity) > 0) {
          if (start === undefined) return undefined;
          throw new GraphError('GRAPH_BAD_RESPONSE', 'Graph no longer keeps the order of this list; start it again.');
        }
        last = row;
      }
      if (rows.length === first) return { rows, hasMore: true };
      rows.push({ row, position: { by: 'graph', token: page.token, offset: index + 1, filtered } });
    }
    offset = Math.max(0, offset - page.rows.length);
    if (rows.length === first && page.hasMore) {
      const ignored = start === undefined && (await ignoresOrder(collection, request, filtered, last, operation));
      return ignored ? undefined : { rows, hasMore: true };
    }
    if (scanned >= maxScannedRows && page.hasMore) throw tooMany();
  }
  return { rows, hasMore: false };
}

/** One row of the reversed order tells: it comes first there, so nothing on this page may come behind it. */
async function ignoresOrder(
  collection: GraphCollection,
  { condition, orders, asked }: ListRequest,
  filtered: boolean,
  last: Received | undefined,
  operation: Operation,
): Promise<boolean> {
  if (orders.length === 0 || last === undefined) return false;
  const reversed = orders.map(({ property, descending }) => ({ property, descending: !descending }));
  const options = {
    $select: asked.select.join(','),
    $filter: filtered && condition !== undefined ? filterText(condition) : undefined,
    $orderby: orderText(reversed),
    $top: 1,
  };
  for await (const { rows } of pagesOf(collection, options, null, operation)) {
    const [row] = rows;
    if (row === undefined) continue;
    return row instanceof GraphError || compareRows(orders, last.entity, row.entity) > 0;
  }
  return true;
}

async function orderedHere(
  collection: GraphCollection,
  { condition, orders, first, asked }: ListRequest,
  offset: number,
  operation: Operation,
): Promise<ListedPage> {
  const readable: Received[] = [];
  const broken: GraphError[] = [];
  for (const row of await scan(collection, condition, undefined, asked, operation)) {
    if (row instanceof GraphError) broken.push(row);
    else readable.push(row);
  }
  readable.sort((a, b) => compareRows(orders, a.entity, b.entity));
  const all = [...readable, ...broken];
  const rows = all.slice(offset, offset + first).map((row, index) => ({
    row,
    position: { by: 'gateway' as const, offset: offset + index + 1 },
  }));
  return { rows, hasMore: all.length > offset + first };
}

/** Every row that fits, in Graph's own order. `sent`: the condition, where Graph may filter by it first. */
async function scan(
  collection: GraphCollection,
  condition: Condition | undefined,
  sent: Condition | undefined,
  asked: Asked,
  operation: Operation,
): Promise<(Received | GraphError)[]> {
  const found: (Received | GraphError)[] = [];
  let scanned = 0;
  const options = { ...askedOptions(asked), $filter: sent === undefined ? undefined : filterText(sent) };
  for await (const page of pagesOf(collection, options, null, operation)) {
    scanned += page.rows.length;
    if (scanned > maxScannedRows || (scanned === maxScannedRows && page.hasMore)) throw tooMany();
    for (const row of page.rows) {
      if (row instanceof GraphError || condition === undefined || matches(condition, row.entity)) found.push(row);
    }
  }
  return found;
}

/** Intune refuses a query option with a 400, sometimes with a 500. */
function isRefusal(error: unknown, { condition, orders }: Pick<ListRequest, 'condition' | 'orders'>): boolean {
  if (!(error instanceof GraphError) || (condition === undefined && orders.length === 0)) return false;
  const { status } = error.details.graph ?? {};
  return status === 400 || status === 500 || status === 501;
}

function tooMany(): GraphError {
  const rows = maxScannedRows.toLocaleString('en');
  return new GraphError(
    'GRAPH_REJECTED',
    `More than ${rows} rows would have to be read to filter, order or count this list: ask for less.`,
  );
}
