/** Lists that the gateway filters, orders or counts itself: the whole list is read, up to a limit. */
import type { GraphCollection, ReceivedEntity } from '../../graph/graph-collection.js';
import { GatewayError } from '../../core/gateway-error.js';
import type { Condition, Projection } from '../../graph/odata.js';
import type { Row } from '../../graph/paging.js';
import type { Operation } from '../../core/operation.js';
import { turnFor } from '../../core/turns.js';
import type { Position } from './cursor.js';
import { ownPageRows, pagesFrom } from './graph-pages.js';
import { judgingOf } from './judging.js';
import { countOf, indexBehind, marksBefore } from './marks.js';
import { inOrder, type RowOrder } from './order.js';
import { maxScannedRows, TooManyRowsError } from './scan-limit.js';
import type { ListedPage, ListRequest } from './list-request.js';

/**
 * Every row that matches, page by page, in Graph's own order. `filter`: the part of the condition that Graph is sent.
 */
export async function* scan(
  collection: GraphCollection,
  condition: Condition | undefined,
  filter: string | undefined,
  asked: Projection,
  operation: Operation,
): AsyncGenerator<readonly Row[]> {
  const judge = judgingOf(condition);
  let scanned = 0;
  const query = { asked, filter, orders: [] };
  for await (const { page } of pagesFrom(collection, query, null, ownPageRows, operation)) {
    const { rows, hasMore } = page;
    scanned += rows.length;
    if (scanned > maxScannedRows || (scanned === maxScannedRows && hasMore)) throw new TooManyRowsError();
    for (let start = 0; start < rows.length; start += judge.rowsAtOnce) {
      const slice = rows.slice(start, start + judge.rowsAtOnce);
      await turnFor(slice.length * judge.units, rows.length <= judge.rowsAtOnce);
      yield slice.filter((row) => row instanceof GatewayError || judge.fits(row));
    }
  }
}

/** The page in the gateway's own order: by code units, missing values first, unreadable rows last. */
export async function orderedHere(
  collection: GraphCollection,
  { condition, orders, first, asked }: ListRequest,
  from: Extract<Position, { by: 'gateway' }> | undefined,
  operation: Operation,
): Promise<ListedPage> {
  const all = await allInOrder(collection, condition, orders, asked, operation);
  const ids = all.map((row) => (row instanceof GatewayError ? undefined : String(row.entity['id'])));
  const start = from === undefined ? 0 : await startOf(from, ids);
  const rows = all.slice(start, start + first).map((row, index) => {
    const offset = start + index + 1;
    const position = (): Position => ({ by: 'gateway', offset, marks: marksBefore((at) => ids[at], offset) });
    return { row, position };
  });
  return { rows, hasMore: all.length > start + first, all };
}

async function allInOrder(
  collection: GraphCollection,
  condition: Condition | undefined,
  orders: readonly RowOrder[],
  asked: Projection,
  operation: Operation,
): Promise<readonly Row[]> {
  const readable: ReceivedEntity[] = [];
  const broken: GatewayError[] = [];
  for await (const rows of scan(collection, condition, undefined, asked, operation)) {
    for (const row of rows) {
      if (row instanceof GatewayError) broken.push(row);
      else readable.push(row);
    }
  }
  return [...(await inOrder(readable, orders, ({ entity }) => entity)), ...broken];
}

/** After the last marked row that still exists. If none exists, they were deleted and the others moved up. */
export async function startOf(
  { offset, marks }: Pick<Position, 'offset' | 'marks'>,
  ids: readonly (string | undefined)[],
): Promise<number> {
  if (offset === 0) return 0;
  return (await indexBehind(marks, ids)) ?? Math.max(0, offset - countOf(marks));
}
