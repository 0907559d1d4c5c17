/** How long an address of Graph may be. */
import { GatewayError } from '../core/gateway-error.js';

/** Path and query of a URL, and a whole link, in characters. Some of Graph's own layers reject longer ones. */
export const maxAddressLength = 8192;

/** Nothing was sent. */
export class AddressTooLong extends GatewayError {
  constructor(length: number) {
    const [is, most] = [length, maxAddressLength].map((count) => count.toLocaleString('en'));
    super(
      'BAD_USER_INPUT',
      `The address of the request to Microsoft Graph has ${is} characters; the limit is ${most}.`,
    );
  }
}
