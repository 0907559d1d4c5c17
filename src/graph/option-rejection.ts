/** Which failures mean that Graph does not take a query option. */
import { GatewayError } from '../core/gateway-error.js';
import type { Projection } from './odata.js';

/** Intune refuses a query option with a 400, sometimes with a 500. */
export function isOptionRejection(error: unknown): error is GatewayError {
  if (!(error instanceof GatewayError)) return false;
  const { status } = error.details.graph ?? {};
  return status === 400 || status === 500 || status === 501;
}

/** Reads with the children, and once more without them if Graph refuses `$expand`: they are read by `$batch` then. */
export async function expandedOrNot<T>(asked: Projection, read: (asked: Projection) => Promise<T>): Promise<T> {
  try {
    return await read(asked);
  } catch (error) {
    if (asked.expand === undefined || !isOptionRejection(error)) throw error;
    return read({ ...asked, expand: undefined });
  }
}

/**
 * Whether a 400 is about the size of the page. Graph has no code for it. Its message only decides what is tried first:
 * the list without filter and order is tried with smaller pages in any case.
 */
export function isAboutPageSize({ message, details }: GatewayError): boolean {
  return details.graph?.status === 400 && /\btop\b|page ?size/i.test(message);
}
