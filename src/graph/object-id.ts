/**
 * Ids as parts of a REST path.
 *
 * Graph's ids are plain strings (`Edm.String`), mostly GUIDs. An allow-list keeps everything out that has a meaning in a
 * URL; percent-encoding alone would not, because `encodeURIComponent('..')` is `..`.
 */
import { GatewayError } from '../core/gateway-error.js';

const allowed = /^[A-Za-z0-9._~=:,!@+|-]{1,256}$/;
const onlyDots = /^\.+$/;
/** Longer ones make addresses that some of Graph's layers refuse. */
const maxLength = 1024;
/** Encoded: an address has two of them at most, and with its options it has to stay below 8,192 characters. */
const maxEncodedLength = 2048;

/** The id as one percent-encoded path segment, or `BAD_USER_INPUT`. `path` names the argument that brought it. */
export function pathSegment(id: string, path: string): string {
  if (!allowed.test(id) || onlyDots.test(id)) {
    const message = `${path} is no id of a Graph object: 1 to 256 letters, digits or . _ ~ = : , ! @ + | - are possible`;
    throw new GatewayError('BAD_USER_INPUT', 'The input breaks 1 rule.', { validationErrors: [{ path, message }] });
  }
  return encodeURIComponent(id);
}

/** The same for an id of Graph's own, whatever its characters; undefined when no path can hold it. */
export function segmentOf(id: string): string | undefined {
  if (id.length > maxLength || onlyDots.test(id) || !id.isWellFormed()) return undefined;
  const encoded = encodeURIComponent(id);
  return encoded.length > maxEncodedLength ? undefined : encoded;
}
