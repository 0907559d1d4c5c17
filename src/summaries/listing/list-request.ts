/** The request for a list, and the resulting page. */
import type { Condition, Projection } from '../../graph/odata.js';
import type { Row } from '../../graph/paging.js';
import type { Position } from './cursor.js';
import type { RowOrder } from './order.js';

export interface ListRequest {
  readonly condition: Condition | undefined;
  readonly orders: readonly RowOrder[];
  readonly first: number;
  readonly position: Position | undefined;
  readonly asked: Projection;
}

export interface ListedRow {
  readonly row: Row;
  /** The position after this row. */
  readonly position: () => Position;
}

export interface ListedPage {
  readonly rows: readonly ListedRow[];
  readonly hasMore: boolean;
  /** Every row of the list, if all of them were read for the page. */
  readonly all?: readonly Row[] | undefined;
  /** The addresses of its pages are those of a count. */
  readonly hasOwnPages?: boolean;
}
