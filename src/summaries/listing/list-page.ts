/**
 * Lists that are right whatever Graph makes of `$filter` and `$orderby`.
 *
 * Each row that Graph returns is checked. A rejected filter is applied here, page by page; a rejected or ignored order
 * is made here, over the whole list. Both read at most `maxScannedRows` rows and fail if that is not enough.
 *
 * A cursor is untrusted input. Whatever it contains, rows count when they are read, and pages that the gateway filters
 * or orders have one size, whatever the caller asks for.
 */
import type { GraphCollection } from '../../graph/graph-collection.js';
import { AddressTooLong, maxAddressLength } from '../../graph/graph-client.js';
import { badUserInput } from '../../core/gateway-error.js';
import { firstAddress } from '../../graph/paging.js';
import {
  projectionOptions,
  filterText,
  orderText,
  type Projection,
  type Condition,
  type QueryOptions,
} from '../../graph/odata.js';
import type { Operation } from '../../core/operation.js';
import { orderedByGraph } from './graph-order.js';
import { ownPageRows } from './graph-pages.js';
import { orderedHere, scan } from './own-order.js';
import type { ListedPage, ListRequest } from './list-request.js';
import { TooManyRowsError } from './scan-limit.js';
import { isOptionRejection } from '../../graph/option-rejection.js';

/**
 * Characters of an address that a filter must leave free: Graph repeats the filter in its links, next to a skip token.
 */
const roomForToken = 2048;

export async function listPage(
  collection: GraphCollection,
  request: ListRequest,
  operation: Operation,
): Promise<ListedPage> {
  const { position, orders, condition, asked } = request;
  if (position?.by === 'gateway') return orderedHere(collection, request, position, operation);
  const $orderby = orders.length > 0 ? orderText(orders) : undefined;
  const filter = sendableFilter(collection, condition, { ...projectionOptions(asked), $orderby });
  const sent = position?.filtered === false ? undefined : filter;
  try {
    const page = await orderedByGraph(collection, request, sent, 'known', operation);
    if (page !== undefined) return page;
  } catch (error) {
    // Graph's own links are shorter, so the cursor is at fault.
    if (error instanceof AddressTooLong && position !== undefined) throw badUserInput([tooLongCursor]);
    // Once Graph has accepted the options of a list, a later rejection is an ordinary failure.
    if (position !== undefined || (sent === undefined && orders.length === 0) || !isOptionRejection(error)) throw error;
    if (orders.length === 0) {
      const page = await orderedByGraph(collection, request, undefined, 'known', operation);
      if (page !== undefined) return page;
    }
    return orderedHere(collection, request, undefined, operation);
  }
  try {
    return await orderedHere(collection, request, undefined, operation);
  } catch (error) {
    if (!(error instanceof TooManyRowsError)) throw error;
    // Too long for the gateway to order. Graph's order of texts counts as an order even if its collation is unknown.
    const page = await orderedByGraph(collection, request, sent, 'any', operation);
    if (page === undefined) throw error;
    return page;
  }
}

/**
 * Exact, by reading the list. Without a filter the count of any page would do, but Graph need not send one. The filter
 * is sent to Graph as for a page, and each row is checked, so the count is right, but more expensive, if Graph ignores
 * or rejects the filter.
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
    if (filter === undefined || !isOptionRejection(error)) throw error;
    return count(undefined);
  }
}

/** Undefined for a filter that would make an address longer than Graph accepts: the gateway applies it. */
function sendableFilter(
  collection: GraphCollection,
  condition: Condition | undefined,
  others: QueryOptions,
): string | undefined {
  if (condition === undefined) return undefined;
  const $filter = filterText(condition);
  const address = firstAddress(collection, { ...others, $filter, $top: ownPageRows });
  return collection.hasRoomFor(address, roomForToken) ? $filter : undefined;
}

const tooLongCursor = {
  path: 'after',
  message: `after must be a cursor whose address has at most ${maxAddressLength.toLocaleString('en')} characters, together with the filter and the order`,
};
