/**
 * Whose token Graph has just accepted. Its signature is Graph's to check, and Graph has checked it, so what it says of its
 * user is true. A user may have many tokens, but not many shares of what callers share.
 *
 * Only a hint: Graph's tokens are opaque by contract, and one that cannot be read counts by itself.
 */
import { isRecord } from '../core/is-record.js';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undefined for a token that does not tell. */
export function userOfAcceptedToken(token: string): string | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (!isRecord(claims)) return undefined;
    const { tid, oid } = claims;
    const isTold = typeof tid === 'string' && typeof oid === 'string' && guid.test(tid) && guid.test(oid);
    return isTold ? `${tid}/${oid}`.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
