/**
 * Lists of account summaries, always right, whatever Graph makes of `$filter` and `$orderby`.
 *
 * Each row that Graph returns is checked. A refused filter is applied here, page by page; a refused or ignored order is
 * made here, over the whole list. Both read at most {@link maxScannedRows} rows and say so when that is not enough.
 *
 * A cursor is the caller's word. Whatever it says, rows count when they are read, and pages that the gateway filters or
 * orders by itself have one size, whatever the caller asks for.
 */
import type { GraphCollection, ReceivedEntity } from '../../graph/graph-collection.js';
import { AddressTooLong, maxAddressLength } from '../../graph/graph-client.js';
import { GatewayError, badUserInput } from '../../core/gateway-error.js';
import { pageAddress, pagesOf, type Page, type PageOptions, type PageToken, type Row } from '../../graph/paging.js';
import {
  projectionOptions,
  filterText,
  orderText,
  type Projection,
  type Condition,
  type Order,
} from '../../graph/odata.js';
import type { Operation } from '../../core/operation.js';
import { rowsPerSlice, turnFor } from '../../graph/turns.js';
import { judgeOf, sizeOf, type Judge } from './matching.js';
import type { Position } from './cursor.js';
import { compareKeys, inOrder, keysOf, type Keys } from './order.js';

/** Rows that one list may read to filter, order or count in the gateway. */
export const maxScannedRows = 10_000;

/** Rows of a page that the gateway filters or orders by itself: the largest pages that Graph has. */
const ownPageRows = 1000;

/** Characters of an address that a filter leaves free: Graph repeats the filter in its links, beside a skip token. */
const roomForToken = 2048;

export interface ListRequest {
  readonly condition: Condition | undefined;
  readonly orders: readonly Order[];
  readonly first: number;
  readonly position: Position | undefined;
  readonly asked: Projection;
}

export interface ListedRow {
  readonly row: Row;
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
  const { position, orders, condition, asked } = request;
  if (position?.by === 'gateway') return orderedHere(collection, request, position.offset, operation);
  const filter = sendableFilter(collection, condition, { ...projectionOptions(asked), $orderby: orderOption(orders) });
  const sent = position?.filtered === false ? undefined : filter;
  try {
    const page = await byGraph(collection, request, sent, operation);
    if (page !== undefined) return page;
  } catch (error) {
    // Links of Graph are shorter, so it is the token of the cursor.
    if (error instanceof AddressTooLong && position !== undefined) throw badUserInput([tooLongCursor]);
    // Once Graph has begun a list its way, a later refusal is a failure like any other.
    if (position !== undefined || (sent === undefined && orders.length === 0) || !isRefusal(error)) throw error;
    if (orders.length === 0) {
      const page = await byGraph(collection, request, undefined, operation);
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
  asked: Projection,
  operation: Operation,
): Promise<number> {
  const count = async (filter: string | undefined): Promise<number> => {
    let found = 0;
    for await (const rows of scan(collection, condition, filter, asked, operation)) found += rows.length;
    return found;
  };
  const filter = sendableFilter(collection, condition, projectionOptions(asked));
  try {
    return await count(filter);
  } catch (error) {
    if (filter === undefined || !isRefusal(error)) throw error;
    return count(undefined);
  }
}

/** Undefined for a filter that would make an address longer than Graph takes: it is applied here. */
function sendableFilter(
  collection: GraphCollection,
  condition: Condition | undefined,
  others: PageOptions,
): string | undefined {
  if (condition === undefined) return undefined;
  const $filter = filterText(condition);
  const address = pageAddress(collection, { ...others, $filter, $top: ownPageRows }, null);
  return collection.hasRoomFor(address, roomForToken) ? $filter : undefined;
}

function orderOption(orders: readonly Order[]): string | undefined {
  return orders.length > 0 ? orderText(orders) : undefined;
}

/** Undefined when the rows show that Graph ignored the order. `filter`: what Graph is sent of the condition. */
async function byGraph(
  collection: GraphCollection,
  request: ListRequest,
  filter: string | undefined,
  operation: Operation,
): Promise<ListedPage | undefined> {
  const { condition, orders, first } = request;
  const start = request.position?.by === 'graph' ? request.position : undefined;
  const filtered = filter !== undefined || condition === undefined;
  const judge = judging(condition);
  const rows: ListedRow[] = [];
  let last: Keys | undefined;
  const more = async (): Promise<ListedPage | undefined> => {
    const ignored = start === undefined && (await ignoresOrder(collection, request, filter, rows, last, operation));
    return ignored ? undefined : { rows, hasMore: true };
  };
  let offset = start?.offset ?? 0;
  let scanned = 0;
  for await (const { page, dropped } of growingPages(collection, request, filter, operation)) {
    scanned += page.rows.length;
    for (let from = offset; from < page.rows.length; from += rowsPerSlice) {
      const to = Math.min(from + rowsPerSlice, page.rows.length);
      await turnFor((to - from) * judge.units, page.rows.length <= rowsPerSlice);
      for (let index = from; index < to; index += 1) {
        const row = page.rows[index] as Row;
        if (!(row instanceof GatewayError)) {
          if (!judge.fits(row)) {
            dropped();
            continue;
          }
          const keys = keysOf(orders, row.entity);
          if (last !== undefined && compareKeys(orders, last, keys) > 0) {
            if (start === undefined) return undefined;
            throw new GatewayError(
              'GRAPH_BAD_RESPONSE',
              'Graph no longer keeps the order of this list; start it again.',
            );
          }
          if (rows.length === first) return await more();
          last = keys;
        } else if (rows.length === first) return await more();
        rows.push({ row, position: { by: 'graph', ...behind(page, index), filtered } });
      }
    }
    // An offset means its own page alone.
    offset = 0;
    if (rows.length === first && page.hasMore) return await more();
    if (scanned >= maxScannedRows && page.hasMore) throw tooMany();
  }
  return { rows, hasMore: false };
}

/** The next page, rather than the end of this one: it is not read twice then. */
function behind({ token, next, rows }: Page, index: number): { token: PageToken | null; offset: number } {
  return next !== undefined && index + 1 === rows.length ? { token: next, offset: 0 } : { token, offset: index + 1 };
}

/**
 * Pages as large as the rows that are asked for, as long as all of them fit. Where the gateway has to filter by itself,
 * whether Graph was told the filter or not, they have {@link ownPageRows}. The reader says so by `dropped`.
 */
async function* growingPages(
  collection: GraphCollection,
  { condition, orders, first, position, asked }: ListRequest,
  $filter: string | undefined,
  operation: Operation,
): AsyncGenerator<{ page: Page; dropped: () => void }> {
  const options = { ...projectionOptions(asked), $filter, $orderby: orderOption(orders) };
  const { token, offset } = position?.by === 'graph' ? position : { token: null, offset: 0 };
  let isOwn = condition !== undefined && $filter === undefined;
  const dropped = (): void => {
    isOwn = true;
  };
  let $top = isOwn ? ownPageRows : Math.min(ownPageRows, offset + first);
  for (let from: PageToken | null | undefined = token; from !== undefined;) {
    const pages: AsyncGenerator<Page> = pagesOf(collection, { ...options, $top }, from, operation);
    from = undefined;
    for await (const page of pages) {
      yield { page, dropped };
      const { next } = page;
      if (!isOwn || $top === ownPageRows || next === undefined) continue;
      $top = ownPageRows;
      if (!collection.hasRoomFor(pageAddress(collection, { ...options, $top }, next))) continue;
      from = next;
      break;
    }
  }
}

/**
 * One row of the reversed order tells: it comes first there, so nothing on this page may come behind it. A single row that
 * comes first both ways tells nothing, so it counts as ignored.
 */
async function ignoresOrder(
  collection: GraphCollection,
  { orders, asked }: ListRequest,
  $filter: string | undefined,
  read: readonly ListedRow[],
  last: Keys | undefined,
  operation: Operation,
): Promise<boolean> {
  if (orders.length === 0 || last === undefined) return false;
  const reversed = orders.map(({ property, descending }) => ({ property, descending: !descending }));
  const options = { $select: asked.select.join(','), $filter, $orderby: orderText(reversed), $top: 1 };
  for await (const { rows } of pagesOf(collection, options, null, operation)) {
    const [row] = rows;
    if (row === undefined) continue;
    if (row instanceof GatewayError) return true;
    const difference = compareKeys(orders, last, keysOf(orders, row.entity));
    return difference > 0 || (difference === 0 && read.length === 1);
  }
  return true;
}

async function orderedHere(
  collection: GraphCollection,
  { condition, orders, first, asked }: ListRequest,
  offset: number,
  operation: Operation,
): Promise<ListedPage> {
  const readable: ReceivedEntity[] = [];
  const broken: GatewayError[] = [];
  for await (const rows of scan(collection, condition, undefined, asked, operation)) {
    for (const row of rows) {
      if (row instanceof GatewayError) broken.push(row);
      else readable.push(row);
    }
  }
  const all = [...(await inOrder(readable, orders, ({ entity }) => entity)), ...broken];
  const rows = all.slice(offset, offset + first).map((row, index) => ({
    row,
    position: { by: 'gateway' as const, offset: offset + index + 1 },
  }));
  return { rows, hasMore: all.length > offset + first };
}

/** Every row that fits, page by page, in Graph's own order. `$filter`: what Graph is sent of the condition. */
async function* scan(
  collection: GraphCollection,
  condition: Condition | undefined,
  $filter: string | undefined,
  asked: Projection,
  operation: Operation,
): AsyncGenerator<readonly Row[]> {
  const judge = judging(condition);
  let scanned = 0;
  const options = { ...projectionOptions(asked), $filter, $top: ownPageRows };
  for await (const { rows, hasMore } of pagesOf(collection, options, null, operation)) {
    scanned += rows.length;
    if (scanned > maxScannedRows || (scanned === maxScannedRows && hasMore)) throw tooMany();
    for (let start = 0; start < rows.length; start += rowsPerSlice) {
      const slice = rows.slice(start, start + rowsPerSlice);
      await turnFor(slice.length * judge.units, rows.length <= rowsPerSlice);
      yield slice.filter((row) => row instanceof GatewayError || judge.fits(row));
    }
  }
}

interface Judging {
  readonly fits: (row: ReceivedEntity) => boolean;
  /** What judging one row takes, in units of turns.ts. */
  readonly units: number;
}

function judging(condition: Condition | undefined): Judging {
  if (condition === undefined) return { fits: () => true, units: 1 };
  const judge: Judge = judgeOf(condition);
  return { fits: ({ entity }) => judge(entity), units: sizeOf(condition) + unitsOfDate };
}

const unitsOfDate = 10;

/** Intune refuses a query option with a 400, sometimes with a 500. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  const { status } = error.details.graph ?? {};
  return status === 400 || status === 500 || status === 501;
}

const tooLongCursor = {
  path: 'after',
  message: `after must be a cursor whose address has at most ${maxAddressLength.toLocaleString('en')} characters, together with the filter and the order`,
};

function tooMany(): GatewayError {
  const rows = maxScannedRows.toLocaleString('en');
  return new GatewayError(
    'GRAPH_REJECTED',
    `More than ${rows} rows would have to be read to filter, order or count this list: ask for less.`,
  );
}
