/**
 * The user of a token that Graph has just accepted. Graph has checked the signature, so the claims about the user are
 * true. A user may have many tokens, but only one share of the common resources.
 *
 * This is only a hint: Graph's tokens are opaque by contract, and an unreadable one counts by itself.
 */
import { isRecord } from '../core/is-record.js';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undefined for a token without a readable user. */
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
