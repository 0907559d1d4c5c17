/**
 * Whose token a JWT says that it is, without a check of its signature: only Graph can check its own tokens. The next token
 * of the same user and application says the same.
 */
import { isRecord } from '../core/is-record.js';

/** Undefined for a token without a readable tenant and user. */
export function claimedScope(token: string): string | undefined {
  const { tid, oid, sub, appid, azp } = claimsOf(token) ?? {};
  const user = oid ?? sub;
  return user === '' ? undefined : named('claimed', tid, user, appid ?? azp ?? '');
}

/** The application and the tenant. Undefined for a token without a readable tenant. */
export function claimedQuota(token: string): string | undefined {
  const { tid, appid, azp } = claimsOf(token) ?? {};
  return named('quota', tid, appid ?? azp ?? '');
}

/** Undefined unless all claims are texts, and the tenant is not empty. */
function named(kind: string, tenant: unknown, ...others: readonly unknown[]): string | undefined {
  const claims = [tenant, ...others];
  const isReadable = tenant !== '' && claims.every((claim) => typeof claim === 'string');
  return isReadable ? JSON.stringify([kind, ...claims]) : undefined;
}

function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
