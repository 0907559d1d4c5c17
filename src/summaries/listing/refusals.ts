/** Which failures of a list mean that Graph refuses a query option, and what the gateway itself refuses to read. */
import { GatewayError } from '../../core/gateway-error.js';

/** Rows that one list may read to filter, order or count in the gateway. */
export const maxScannedRows = 10_000;

/**
 * Whether a 400 is about the size of the page. Graph has no code for it; its words only decide what is tried first, since
 * the list without filter and order is tried with smaller pages in any case.
 */
export function isAboutPageSize({ message, details }: GatewayError): boolean {
  return details.graph?.status === 400 && /\btop\b|page ?size/i.test(message);
}

export class TooManyRowsError extends GatewayError {
  constructor() {
    const rows = maxScannedRows.toLocaleString('en');
    super(
      'GRAPH_REJECTED',
      `More than ${rows} rows would have to be read to filter, order or count this list: ask for less.`,
    );
  }
}
