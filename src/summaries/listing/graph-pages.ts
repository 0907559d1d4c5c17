/**
 * The pages of a list in the order of Graph's links, for a new list and for one that continues at a cursor.
 *
 * A cursor's link is sent as Graph wrote it. Two things may change between pages: the selection, and the number of
 * rows. The link is then sent with other values first, and unchanged if Graph rejects that. A cursor does not decide
 * the number of calls: a link whose pages are too small for the requested rows gets larger ones, and the cost limit of
 * the operation applies.
 */
import type { GraphCollection } from '../../graph/graph-collection.js';
import { encodedOption, orderText, projectionOptions, type Order, type Projection } from '../../graph/odata.js';
import { linkQuery, selectOf, topOf, withOptions, type PageLink } from '../../graph/page-link.js';
import type { PageSize } from '../../graph/page-sizes.js';
import { firstAddress, pagesOf, type Page } from '../../graph/paging.js';
import type { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { isAboutPageSize, isOptionRejection } from '../../graph/option-rejection.js';

/** Rows of a page that the gateway filters or orders itself: Graph's largest page. */
export const ownPageRows = 1000;
/** If the requested rows fill more than this many pages of the link's size, the link is sent with a larger `$top`. */
const maxPagesForRequestedRows = 5;

export interface GraphQuery {
  readonly asked: Projection;
  /** The part of the condition that Graph is sent. */
  readonly filter: string | undefined;
  readonly orders: readonly Order[];
}

export interface GraphPage {
  readonly page: Page;
  /**
   * How a later operation requests this page again; null for the first one, undefined if Graph's link cannot be kept.
   */
  readonly link: PageLink | null | undefined;
  /** The page may lack properties that are selected now. */
  readonly lacksProperties: boolean;
}

interface Attempt {
  readonly link: PageLink | null;
  readonly address: string;
  readonly size: PageSize;
  readonly lacksProperties: boolean;
}

/** The first page, and those after it. `rows`: how many of the first page are needed. */
export async function* pagesFrom(
  collection: GraphCollection,
  query: GraphQuery,
  from: PageLink | null,
  rows: number,
  operation: Operation,
): AsyncGenerator<GraphPage, undefined> {
  const attempts = attemptsFor(collection, query, from, Math.min(rows, ownPageRows));
  let refusal: unknown;
  for (const [index, attempt] of attempts.entries()) {
    const pages = pagesOf(collection, attempt.address, operation);
    let first: IteratorResult<Page, undefined>;
    try {
      first = await pages.next();
    } catch (error) {
      refusal ??= error;
      if (!isOptionRejection(error) || !(from === null ? mayBeSize(error, query) : true)) throw refusal;
      continue;
    }
    if (from === null && index > 0) collection.pageSizes.accepted(collection.path, attempt.size);
    yield* chained(attempt, first, pages);
    return undefined;
  }
  throw refusal;
}

/** The pages of one chain of links. */
async function* chained(
  { link, lacksProperties }: Attempt,
  first: IteratorResult<Page, undefined>,
  pages: AsyncGenerator<Page, undefined>,
): AsyncGenerator<GraphPage, undefined> {
  let current: PageLink | null | undefined = link;
  for (let result = first; result.done !== true; result = await pages.next()) {
    const page = result.value;
    yield { page, link: current, lacksProperties };
    current = page.next;
  }
  return undefined;
}

/**
 * Graph may reject the filter or the order instead. That is tried first, because reading without them costs more than
 * smaller pages.
 */
function mayBeSize(error: GatewayError, { filter, orders }: GraphQuery): boolean {
  return isAboutPageSize(error) || (filter === undefined && orders.length === 0 && error.details.graph?.status === 400);
}

function attemptsFor(
  collection: GraphCollection,
  query: GraphQuery,
  from: PageLink | null,
  rows: number,
): readonly Attempt[] {
  const { asked, filter: $filter, orders } = query;
  const { $select, $expand } = projectionOptions(asked);
  const $orderby = orders.length > 0 ? orderText(orders) : undefined;
  const size = collection.pageSizes.sizeFor(collection.path, rows);
  if (from === null) {
    return [size, ...collection.pageSizes.smallerThan(size)].map((each) => {
      const options = { $select, $expand, $filter, $orderby, $top: each };
      return { link: null, address: firstAddress(collection, options), size: each, lacksProperties: false };
    });
  }
  const at = (link: PageLink, lacksProperties: boolean): Attempt => {
    const address = `${collection.path}${linkQuery(link, { $expand, $filter, $orderby })}`;
    return { link, address, size: topOf(link), lacksProperties };
  };
  const selected = selectOf(from);
  const covers = selected !== undefined && asked.select.every((property) => selected.includes(property));
  const top = topOf(from);
  const isSmall = top !== undefined && size !== undefined && size > top * maxPagesForRequestedRows;
  const changed = withOptions(from, {
    ...(covers || $select === undefined ? {} : { select: encodedOption($select) }),
    ...(isSmall ? { top: String(size) } : {}),
  });
  const asItWas = at(from, !covers);
  if (changed === from) return [asItWas];
  const attempts = [at(changed, selected === undefined), asItWas];
  const sendable = attempts.filter(({ address }) => collection.hasRoomFor(address));
  return sendable.length > 0 ? sendable : attempts;
}
