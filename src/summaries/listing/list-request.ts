/** What a list is asked for, and the page that it gives. */
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
  /** Where the list goes on behind this row. */
  readonly position: () => Position;
}

export interface ListedPage {
  readonly rows: readonly ListedRow[];
  readonly hasMore: boolean;
}
