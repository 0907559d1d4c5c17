/** A collection that is read whole: every page, up to a limit. */
import type { GraphCollection } from './graph-collection.js';
import { GatewayError } from '../core/gateway-error.js';
import { projectionOptions, type Projection } from './odata.js';
import type { Operation } from '../core/operation.js';
import { firstAddress, pagesOf, type Row } from './paging.js';

/** Rows of one list below a parent. */
export const maxRows = 1000;

/** An unreadable row is an Error in its place. More than {@link maxRows} rows fail as a whole, never silently. */
export async function listAll(collection: GraphCollection, asked: Projection, operation: Operation): Promise<Row[]> {
  const found: Row[] = [];
  const address = firstAddress(collection, projectionOptions(asked));
  for await (const { rows, hasMore } of pagesOf(collection, address, operation)) {
    for (const row of rows) found.push(row);
    if (found.length > maxRows || (found.length === maxRows && hasMore)) {
      throw new GatewayError('GRAPH_BAD_RESPONSE', `The list has more than ${maxRows.toLocaleString('en')} rows.`);
    }
  }
  return found;
}
