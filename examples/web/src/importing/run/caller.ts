/**
 * Whose keys they are. The gateway keeps keys for each caller, so another caller's repeat would store the report again: a
 * row that may be stored is looked for instead, unless its caller is the same.
 */

export const callerDigest = (authorization: string, salt: string): Promise<string> =>
  digestOf(identityOf(authorization), salt);

/** From which no name and no token can be read. Needs https, as the import does. */
export async function digestOf(text: string, salt: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([salt, text]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** As the gateway has it: tenant, user and application, or a token that is not a JWT as a whole. */
export function identityOf(authorization: string): string {
  const { tid, oid, sub, appid, azp } = claimsOf(authorization) ?? {};
  const user = oid ?? sub;
  return tid === undefined || user === undefined ? authorization : JSON.stringify([tid, user, appid ?? azp ?? null]);
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
