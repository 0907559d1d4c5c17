/**
 * Whose token a JWT says that it is, without a check of its signature: only Graph can check its own tokens. The next token
 * of the same user and application says the same.
 */
import { isRecord } from '../core/is-record.js';

/** Undefined for a token without a readable tenant and user. */
export function claimedScope(token: string): string | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (!isRecord(claims)) return undefined;
    const { tid, oid, sub, appid, azp } = claims;
    const [user, application] = [oid ?? sub, appid ?? azp ?? ''];
    const isReadable = [tid, user, application].every((claim) => typeof claim === 'string');
    return isReadable && tid !== '' && user !== '' ? JSON.stringify(['claimed', tid, user, application]) : undefined;
  } catch {
    return undefined;
  }
}
