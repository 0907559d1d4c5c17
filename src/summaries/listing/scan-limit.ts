/** The limit of what the gateway reads to filter, order or count a list itself. */
import { GatewayError } from '../../core/gateway-error.js';

/** Rows that one list may read so that the gateway can filter, order or count. */
export const maxScannedRows = 10_000;

export class TooManyRowsError extends GatewayError {
  constructor() {
    const rows = maxScannedRows.toLocaleString('en');
    super(
      'GRAPH_REJECTED',
      `To filter, order or count this list, more than ${rows} rows would have to be read; use a narrower filter.`,
    );
  }
}
