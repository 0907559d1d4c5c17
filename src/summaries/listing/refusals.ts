/** Which failures of a list mean that Graph rejects a query option, and the limit of what the gateway reads itself. */
import { GatewayError } from '../../core/gateway-error.js';

/** Rows that one list may read so that the gateway can filter, order or count. */
export const maxScannedRows = 10_000;

/**
 * Whether a 400 is about the size of the page. Graph has no code for it. Its message only decides what is tried first:
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
      `To filter, order or count this list, more than ${rows} rows would have to be read; use a narrower filter.`,
    );
  }
}
