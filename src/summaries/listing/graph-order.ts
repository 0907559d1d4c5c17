/**
 * One page of a list in Graph's order: each row is matched against the filter, and the order is checked, before a
 * client sees it.
 */
import type { GraphCollection, ReceivedEntity } from '../../graph/graph-collection.js';
import { GatewayError } from '../../core/gateway-error.js';
import { orderText, type Projection } from '../../graph/odata.js';
import type { PageLink } from '../../graph/page-link.js';
import { firstAddress, pagesOf, type Page, type Row } from '../../graph/paging.js';
import type { Operation } from '../../core/operation.js';
import { turnFor } from '../../core/turns.js';
import type { Position } from './cursor.js';
import { ownPageRows, pagesFrom, type GraphPage } from './graph-pages.js';
import type { FilterPart, GraphFilter } from './graph-filter.js';
import { judgingOf } from './judging.js';
import { countOf, indexBehind, marksBefore } from './marks.js';
import { OrderCheck, type Trust } from './order-check.js';
import { keysOf } from './order.js';
import { maxScannedRows, TooManyRowsError } from './scan-limit.js';
import type { ListedPage, ListedRow, ListRequest } from './list-request.js';

/** Undefined if the rows show that Graph ignored the order. `sent`: the part of the condition that Graph is sent. */
export async function orderedByGraph(
  collection: GraphCollection,
  request: ListRequest,
  sent: GraphFilter,
  trust: Trust,
  operation: Operation,
): Promise<ListedPage | undefined> {
  const { condition, orders, first, asked } = request;
  const start = request.position?.by === 'graph' ? request.position : undefined;
  const filter = sent.text;
  const judge = judgingOf(condition);
  // Graph continues in the order in which it began.
  const check = new OrderCheck(orders, start === undefined ? trust : 'any');
  const rows: ListedRow[] = [];
  let lacksProperties = false;
  let firstId: unknown;
  const done = async (hasMore: boolean): Promise<ListedPage | undefined> => {
    const mayBeIgnored = hasMore && start === undefined && orders.length > 0;
    if (mayBeIgnored && (await ignoresOrder(collection, request, filter, check, firstId, operation))) return undefined;
    const complete = lacksProperties ? await completed(collection, rows, asked, operation) : rows;
    return { rows: complete, hasMore, hasOwnPages: isOwnFromTheStart(request, filter) };
  };
  let past: Pick<Position, 'offset' | 'marks'> | undefined = start;
  let scanned = 0;
  for await (const { page, link, lacksProperties: lacks, dropped } of growingPages(
    collection,
    request,
    filter,
    operation,
  )) {
    scanned += page.rows.length;
    const behind = await behindPast(page, past);
    past = behind.past;
    for (let from = behind.start; from < page.rows.length; from += judge.rowsAtOnce) {
      const to = Math.min(from + judge.rowsAtOnce, page.rows.length);
      await turnFor((to - from) * judge.units, page.rows.length <= judge.rowsAtOnce);
      for (let index = from; index < to; index += 1) {
        const row = page.rows[index] as Row;
        if (!(row instanceof GatewayError)) {
          firstId ??= row.entity['id'];
          if (!judge.fits(row)) {
            dropped();
            continue;
          }
          if (orders.length > 0 && !check.isInOrder(keysOf(orders, row.entity))) {
            if (start === undefined) return undefined;
            throw new GatewayError(
              'GRAPH_BAD_RESPONSE',
              'Microsoft Graph no longer keeps the order of this list; start it again.',
            );
          }
        }
        if (rows.length === first) return await done(true);
        lacksProperties ||= lacks;
        rows.push({ row, position: () => positionBehind(page, link, index, sent.part) });
      }
    }
    if (rows.length === first && page.hasMore) return await done(true);
    if (scanned >= maxScannedRows && page.hasMore) throw new TooManyRowsError();
  }
  return done(false);
}

/**
 * The next page, rather than the end of this one: then this page is not read twice, and Graph's own link says where the
 * next one begins.
 */
function positionBehind(page: Page, link: GraphPage['link'], index: number, part: FilterPart): Position {
  if (page.next !== undefined && index + 1 === page.rows.length) {
    return { by: 'graph', link: page.next, offset: 0, marks: '', part };
  }
  if (link === undefined) throw page.unreadable();
  const marks = marksBefore((at) => idOf(page.rows[at]), index + 1);
  return { by: 'graph', link, offset: index + 1, marks, part };
}

/** Where to continue in a page, and how many rows to skip in the next one. */
async function behindPast(
  { rows, hasMore }: Page,
  past: Pick<Position, 'offset' | 'marks'> | undefined,
): Promise<{ start: number; past: typeof past }> {
  if (past === undefined || past.offset === 0) return { start: 0, past: undefined };
  const { offset, marks } = past;
  const found = await indexBehind(marks, rows.map(idOf));
  if (found !== undefined) return { start: found, past: undefined };
  // Graph may have returned a shorter page.
  if (hasMore && offset > rows.length) return { start: rows.length, past: { offset: offset - rows.length, marks } };
  return { start: Math.max(0, offset - countOf(marks)), past: undefined };
}

function idOf(row: Row | undefined): string | undefined {
  return row === undefined || row instanceof GatewayError ? undefined : String(row.entity['id']);
}

/**
 * Pages as large as the number of requested rows, as long as all of them match. If the gateway must filter, whether or
 * not Graph was sent the filter, the pages have {@link ownPageRows}. The reader reports this as `dropped`.
 */
async function* growingPages(
  collection: GraphCollection,
  { condition, orders, first, position, asked }: ListRequest,
  filter: string | undefined,
  operation: Operation,
): AsyncGenerator<GraphPage & { dropped: () => void }> {
  const query = { asked, filter, orders };
  const { link, offset } = position?.by === 'graph' ? position : { link: null, offset: 0 };
  let isOwn = isOwnFromTheStart({ condition }, filter);
  const dropped = (): void => {
    isOwn = true;
  };
  let rows = isOwn ? ownPageRows : Math.min(ownPageRows, offset + first);
  for (let from: PageLink | null | undefined = link; from !== undefined;) {
    const pages: AsyncGenerator<GraphPage, undefined> = pagesFrom(collection, query, from, rows, operation);
    from = undefined;
    for await (const page of pages) {
      yield { ...page, dropped };
      if (!isOwn || rows === ownPageRows || page.page.next === undefined) continue;
      rows = ownPageRows;
      from = page.page.next;
      break;
    }
  }
}

function isOwnFromTheStart({ condition }: Pick<ListRequest, 'condition'>, filter: string | undefined): boolean {
  return condition !== undefined && filter === undefined;
}

/**
 * Asks for the first row in reverse order: if any row on this page sorts after it, or if it is also the first row here,
 * Graph ignored `$orderby`.
 */
async function ignoresOrder(
  collection: GraphCollection,
  { orders, asked }: ListRequest,
  $filter: string | undefined,
  check: OrderCheck,
  firstId: unknown,
  operation: Operation,
): Promise<boolean> {
  const reversed = orders.map(({ property, descending }) => ({ property, descending: !descending }));
  const options = { $select: asked.select.join(','), $filter, $orderby: orderText(reversed), $top: 1 };
  for await (const { rows } of pagesOf(collection, firstAddress(collection, options), operation)) {
    const [row] = rows;
    if (row === undefined) continue;
    if (row instanceof GatewayError || firstId === undefined || row.entity['id'] === firstId) return true;
    return !check.isInOrder(keysOf(orders, row.entity));
  }
  return true;
}

/** Rows of a link that Graph has bound to another selection: the missing properties are read by key, 20 in one call. */
async function completed(
  collection: GraphCollection,
  rows: readonly ListedRow[],
  asked: Projection,
  operation: Operation,
): Promise<readonly ListedRow[]> {
  const isWhole = ({ entity }: ReceivedEntity): boolean => asked.select.every((property) => property in entity);
  return Promise.all(
    rows.map(async ({ row, position }) => {
      if (row instanceof GatewayError || isWhole(row)) return { row, position };
      const read = collection.get(String(row.entity['id']), asked, operation).catch((error: unknown) => {
        if (error instanceof GatewayError) return error;
        throw error;
      });
      return { row: await read, position };
    }),
  );
}
