/** From the arguments of the list to a Relay connection: rules, cursors, and what Graph has to be asked for. */
import { createHash } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { GatewayError, badUserInput, type ValidationProblem } from '../../core/gateway-error.js';
import type { Condition, Order } from '../../graph/odata.js';
import { turnFor } from '../../graph/turns.js';
import { isAlways, isNever, propertiesOf, simplified } from './matching.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { RequestContext } from '../request-context.js';
import { projectionBelow, selectsNothing, withKey } from '../resource/selected-properties.js';
import { maxOrders } from './filter-size.js';
import { conditionOf } from './filter-condition.js';
import type { MacOSSoftwareUpdateAccountSummaryConnection } from '../account/account-summary.connection.js';
import type {
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
} from '../account/account-summary.filter.js';
import { countRows, listPage } from './list-page.js';
import { deviceManagement, type AccountSummaryResource } from '../account/account-summary.resource.js';

export const maxFirst = 1000;
export const defaultFirst = 50;
/** Characters of a filter that are hashed, spelt and encoded in one unit of turns.ts. A filter has up to 50 kB. */
const charactersPerUnit = 2;
const shortFilter = 10_000;

export interface ListArguments {
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  readonly filter: MacOSSoftwareUpdateAccountSummaryFilter | null | undefined;
  readonly orderBy: readonly MacOSSoftwareUpdateAccountSummaryOrder[] | null | undefined;
}

/** `within`: what every row has to fulfil besides, whatever the client asks for. */
export async function accountSummaryConnection(
  resource: AccountSummaryResource,
  { first, after, filter, orderBy }: ListArguments,
  info: GraphQLResolveInfo,
  context: RequestContext,
  within?: Condition,
): Promise<MacOSSoftwareUpdateAccountSummaryConnection> {
  const size = checkedSize(first ?? defaultFirst, orderBy ?? []);
  const condition = simplestOf(within, conditionOf(filter));
  const orders = ordersOf(orderBy ?? []);
  const named = JSON.stringify([condition, orders]);
  await turnFor(named.length / charactersPerUnit, named.length < shortFilter);
  const list = createHash('sha256').update(named).digest('base64url');
  const position = after == null ? undefined : decodeCursor(after, list);
  const needed = [
    ...(condition === undefined ? [] : propertiesOf(condition)),
    ...orders.map(({ property }) => property),
  ];
  const asked = projectionBelow(info, ['nodes', 'edges.node'], needed, context);
  const collection = resource.collection(deviceManagement);
  // What no row can fulfil needs no call.
  const isEmpty = condition !== undefined && isNever(condition);
  const page =
    isEmpty || selectsNothing(info)
      ? { rows: [], hasMore: false }
      : await listPage(collection, { condition, orders, first: size, position, asked }, context);
  // Cursors are made when they are read: who wants the rows alone does not pay for them.
  const edges = page.rows.map(({ row, position: behind }) => ({
    get cursor() {
      return encodeCursor(behind(), list);
    },
    node: row instanceof GatewayError ? row : resource.fromWire(row, asked),
  }));
  const isWhole = isEmpty || (position === undefined && !page.hasMore);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: position !== undefined,
      get startCursor() {
        return edges.at(0)?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    totalCount: () =>
      isWhole
        ? Promise.resolve(edges.length)
        : countRows(collection, condition, { select: withKey(needed), expand: undefined }, context),
  };
}

/** Undefined when every row fulfils them. */
function simplestOf(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  const condition = simplified({ kind: 'and', conditions: given });
  return isAlways(condition) ? undefined : condition;
}

function checkedSize(first: number, orderBy: readonly unknown[]): number {
  const problems: ValidationProblem[] = [];
  if (first < 1 || first > maxFirst)
    problems.push({ path: 'first', message: `first goes from 1 to ${maxFirst.toLocaleString('en')}` });
  if (orderBy.length > maxOrders)
    problems.push({ path: 'orderBy', message: `orderBy has at most ${maxOrders} criteria` });
  if (problems.length > 0) throw badUserInput(problems);
  return first;
}

/** The key comes last, so that the order of equal rows is the same on every page. */
function ordersOf(orderBy: readonly MacOSSoftwareUpdateAccountSummaryOrder[]): readonly Order[] {
  const orders = orderBy.map(({ field, direction }) => ({ property: field, descending: direction === 'DESC' }));
  return orders.length === 0 || orders.some(({ property }) => property === 'id')
    ? orders
    : [...orders, { property: 'id', descending: false }];
}
