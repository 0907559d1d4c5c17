/** From the arguments of a list to a Relay connection: rules, cursors, and the request to Graph. */
import { hash } from 'node:crypto';
import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import { GatewayError, badUserInput } from '../../core/gateway-error.js';
import { problemAt, type ValidationProblem } from '../../core/validation-problem.js';
import type { GraphCollection, ReceivedEntity } from '../../graph/graph-collection.js';
import type { Projection, Condition, Order } from '../../graph/odata.js';
import { expandedOrNot } from '../../graph/option-rejection.js';
import { turnFor } from '../../core/turns.js';
import { isAlways, isNever, propertiesOf, simplified } from './matching.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { RequestContext } from '../request-context.js';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import type { Parent } from '../resource/parent.js';
import { fieldsSelected, projectionBelow, typeAt, withKey } from '../resource/selected-properties.js';
import { maxOrders } from './filter-size.js';
import { conditionOf } from './filter-condition.js';
import { listPage, tallyList } from './list-page.js';
import type { ListedPage, ListedRow } from './list-request.js';
import type { RowOrder } from './order.js';
import type { ListArguments } from './list-arguments.js';
import type { OrderInput } from './list-inputs.js';
import { boundsOfFirst, defaultFirst, maxFirst } from './page-size.js';
import { outsideOf, readableBounds } from '../schema/bounds.js';
import type { PageInfo } from './page-info.type.js';
import { tallyOf, type Tally, type TallyPlan } from './tally.js';

/** Characters of a filter that are hashed, formatted and encoded in one unit of turns.ts. A filter has up to 50 kB. */
const charactersPerUnit = 2;
const shortFilter = 10_000;

/** What a connection needs of the resource in its list. */
export interface Listed<Row> {
  collection(parentPath: string): GraphCollection;
  fromWire(received: ReceivedEntity, parent: Parent, asked: Projection): Row;
}

/** A function is called when its field is selected: a client that selects only the rows does not pay for cursors. */
export interface Edge<Row> {
  readonly cursor: () => string;
  readonly node: Row | Error;
}

export interface Connection<Row, Statistics> {
  readonly edges: () => Edge<Row>[];
  readonly nodes: (Row | Error)[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
  readonly statistics: () => Promise<Statistics>;
}

/** The fields that need the page; the others need the whole list. */
const fieldsOfPage = ['nodes', 'edges', 'pageInfo'];

/**
 * The rows below a parent. `planOf`: the statistics that the client selects. `within`: a condition for every row, in
 * addition to the client's filter.
 */
export async function connectionOf<Row extends object, Statistics extends Tally>(
  resource: Listed<Row>,
  parent: Parent,
  { first, after, filter, orderBy }: ListArguments,
  planOf: (info: GraphQLResolveInfo) => TallyPlan<Statistics>,
  info: GraphQLResolveInfo,
  context: RequestContext,
  within?: Condition,
): Promise<Connection<Row, Statistics>> {
  const plan = planOf(info);
  const size = checkedSize(first ?? defaultFirst, orderBy ?? []);
  const condition = simplestOf(within, conditionOf(filter));
  const orders = ordersOf(orderBy ?? []);
  const named = JSON.stringify([condition, orders]);
  await turnFor(named.length / charactersPerUnit, named.length < shortFilter);
  const list = hash('sha256', named, 'base64url');
  const position = after == null ? undefined : decodeCursor(after, list);
  const filtered = condition === undefined ? [] : propertiesOf(condition);
  const needed = [...filtered, ...plan.properties, ...orders.map(({ property }) => property)];
  const asked = projectionBelow(info, ['nodes', 'edges.node'], needed, context);
  const collection = resource.collection(parent.path);
  // If no row can match, no call is needed.
  const isEmpty = condition !== undefined && isNever(condition);
  const page: ReadPage =
    isEmpty || !needsPage(fieldsSelected(info))
      ? { rows: [], hasMore: false, asked, all: isEmpty ? [] : undefined }
      : await expandedOrNot(asked, async (wanted) => {
          const request = { condition, orders: withDates(orders, info), first: size, position, asked: wanted };
          const read = await listPage(collection, request, context);
          const isWhole = position === undefined && !read.hasMore;
          return { ...read, asked: wanted, all: read.all ?? (isWhole ? read.rows.map(({ row }) => row) : undefined) };
        });
  const nodes = page.rows.map(({ row }) =>
    row instanceof GatewayError ? row : resource.fromWire(row, parent, page.asked),
  );
  const cursorOf = ({ position: behind }: ListedRow): string => encodeCursor(behind(), list);
  const cursorAt = (index: number) => (): string | null => {
    const row = page.rows.at(index);
    return row === undefined ? null : cursorOf(row);
  };
  const isSameList = page.rows.length > 0 && position === undefined && orders.length === 0;
  // Equal calls are sent once: the page may have read the beginning of the list, or more if Graph rejects the filter.
  const isShared = isSameList && page.asked.expand === undefined && (size === maxFirst || page.hasOwnPages === true);
  const select = isShared ? page.asked.select : withKey([...filtered, ...plan.properties]);
  let tally: Promise<Statistics> | undefined;
  const tallied = (): Promise<Statistics> =>
    (tally ??=
      page.all === undefined
        ? tallyList(collection, condition, plan, { select, expand: undefined }, context)
        : tallyOf(page.all, plan));
  return {
    edges: () => page.rows.map((row, index) => ({ cursor: () => cursorOf(row), node: nodes[index] as Row | Error })),
    nodes,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: position !== undefined,
      startCursor: cursorAt(0),
      endCursor: cursorAt(-1),
    },
    totalCount: async () => page.all?.length ?? (await tallied()).rows,
    statistics: tallied,
  };
}

interface ReadPage extends ListedPage {
  readonly asked: Projection;
}

/** A count alone needs a page: short lists end there. With statistics, the whole list is read in any case. */
function needsPage(selected: ReadonlySet<string>): boolean {
  if (fieldsOfPage.some((name) => selected.has(name))) return true;
  return selected.has('totalCount') && !selected.has('statistics');
}

/** Undefined if every row matches. */
function simplestOf(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  const condition = simplified({ kind: 'and', conditions: given });
  return isAlways(condition) ? undefined : condition;
}

function checkedSize(first: number, orderBy: readonly unknown[]): number {
  const problems: ValidationProblem[] = [];
  const outside = outsideOf(boundsOfFirst, first);
  if (outside !== undefined) {
    problems.push(problemAt(['first'], outside, `first must be ${readableBounds(boundsOfFirst)}`));
  }
  if (orderBy.length > maxOrders) {
    const rule = { rule: 'TOO_MANY', limit: maxOrders } as const;
    problems.push(problemAt(['orderBy'], rule, `orderBy must have at most ${maxOrders} criteria`));
  }
  if (problems.length > 0) throw badUserInput(problems);
  return first;
}

/** The key comes last, so that rows with equal values have the same order on every page. */
function ordersOf(orderBy: readonly OrderInput[]): readonly Order[] {
  const orders = orderBy.map(({ field, direction }) => ({ property: field, descending: direction === 'DESC' }));
  return orders.length === 0 || orders.some(({ property }) => property === 'id')
    ? orders
    : [...orders, { property: 'id', descending: false }];
}

/** The schema says which properties are dates. */
function withDates(orders: readonly Order[], info: GraphQLResolveInfo): readonly RowOrder[] {
  if (orders.length === 0) return [];
  const fields = typeAt(info, 'nodes').getFields();
  const isDate = (property: string): boolean => getNamedType(fields[property]?.type)?.name === DateTimeOffset.name;
  return orders.map((order) => ({ ...order, isDate: isDate(order.property) }));
}
