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
import { AddressTooLong, maxAddressLength } from '../../graph/address-limit.js';
import { badUserInput } from '../../core/gateway-error.js';
import { problemAt } from '../../core/validation-problem.js';
import { firstAddress } from '../../graph/paging.js';
import { projectionOptions, orderText, type Projection, type Condition, type QueryOptions } from '../../graph/odata.js';
import type { Operation } from '../../core/operation.js';
import { filtersFor, type GraphFilter } from './graph-filter.js';
import { orderedByGraph } from './graph-order.js';
import { ownPageRows } from './graph-pages.js';
import { orderedHere, scan } from './own-order.js';
import type { ListedPage, ListRequest } from './list-request.js';
import { TooManyRowsError } from './scan-limit.js';
import { addTo, type Tally, type TallyPlan } from './tally.js';
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
  const { position } = request;
  if (position === undefined) return firstPage(collection, request, operation);
  if (position.by === 'gateway') return orderedHere(collection, request, position, operation);
  const filters = filtersFor(request.condition);
  // Graph's token belongs to the list that began with this part of the filter.
  const sent = filters.find(({ part }) => part === position.part) ?? { part: 'none', text: undefined };
  try {
    return (
      (await orderedByGraph(collection, request, sent, 'any', operation)) ??
      (await orderedHere(collection, request, undefined, operation))
    );
  } catch (error) {
    // Graph's own links are shorter, so the cursor is at fault.
    if (error instanceof AddressTooLong) throw badUserInput([tooLongCursor]);
    throw error;
  }
}

async function firstPage(collection: GraphCollection, request: ListRequest, operation: Operation): Promise<ListedPage> {
  const { orders, condition, asked } = request;
  const $orderby = orders.length > 0 ? orderText(orders) : undefined;
  const filters = sendableFilters(collection, condition, { ...projectionOptions(asked), $orderby });
  // Without a filter, the gateway orders as well: one pass over the list instead of two.
  const attempts = orders.length > 0 && filters.length > 1 ? filters.slice(0, -1) : filters;
  let accepted: GraphFilter | undefined;
  for (const sent of attempts) {
    try {
      const page = await orderedByGraph(collection, request, sent, 'known', operation);
      if (page !== undefined) return page;
      accepted = sent;
      break;
    } catch (error) {
      if (!isOptionRejection(error) || (sent.text === undefined && orders.length === 0)) throw error;
    }
  }
  try {
    return await orderedHere(collection, request, undefined, operation);
  } catch (error) {
    if (!(error instanceof TooManyRowsError) || accepted === undefined) throw error;
    // Too long for the gateway to order. Graph's order of texts counts as an order even if its collation is unknown.
    const page = await orderedByGraph(collection, request, accepted, 'any', operation);
    if (page === undefined) throw error;
    return page;
  }
}

/**
 * Exact, by reading the list: Graph need not send a count. The filter is sent to Graph as for a page, and each row is
 * checked, so the result is right, but more expensive, if Graph ignores or rejects the filter.
 */
export async function tallyList<Result extends Tally>(
  collection: GraphCollection,
  condition: Condition | undefined,
  plan: TallyPlan<Result>,
  asked: Projection,
  operation: Operation,
): Promise<Result> {
  const tally = async (filter: string | undefined): Promise<Result> => {
    const result = plan.start();
    for await (const rows of scan(collection, condition, filter, asked, operation)) await addTo(result, rows, plan);
    return result;
  };
  const filters = sendableFilters(collection, condition, projectionOptions(asked));
  for (const { text } of filters.slice(0, -1)) {
    try {
      return await tally(text);
    } catch (error) {
      if (!isOptionRejection(error)) throw error;
    }
  }
  return tally(undefined);
}

/** Without those that would make an address longer than Graph accepts: the gateway filters then. */
function sendableFilters(
  collection: GraphCollection,
  condition: Condition | undefined,
  others: QueryOptions,
): readonly GraphFilter[] {
  return filtersFor(condition).filter(({ text }) => {
    if (text === undefined) return true;
    const address = firstAddress(collection, { ...others, $filter: text, $top: ownPageRows });
    return collection.hasRoomFor(address, roomForToken);
  });
}

const tooLongCursor = problemAt(
  ['after'],
  { rule: 'NOT_A_CURSOR' },
  `after must be a cursor whose address has at most ${maxAddressLength.toLocaleString('en')} characters, together with the filter and the order`,
);
