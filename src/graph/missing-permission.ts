/**
 * Whether a 403 says that a permission is missing, which an administrator can grant. Intune roles, licences,
 * conditional access and proxies in front of Graph reject with 403 as well, and a permission would not help there.
 */
import { graphPermissions } from '../core/permissions.js';
import type { Access } from '../core/token-source.js';
import type { GraphErrorBody } from './graph-words.js';
import type { RelayedChallenge } from './relayed-challenge.js';

/** An administrator is asked for the least privileged one. */
const requiredScopes: Record<Access, readonly string[]> = {
  read: [graphPermissions.read[0]],
  write: [graphPermissions.write[0]],
};

/** `error.code` of Intune, of the directory, of Graph itself and of Exchange, in lower case. */
const codes: readonly string[] = ['forbidden', 'authorization_requestdenied', 'accessdenied', 'erroraccessdenied'];

/** The missing permissions; undefined if the response does not say that one is missing. */
export function missingPermission(
  access: Access,
  body: GraphErrorBody | undefined,
  { error, claims }: RelayedChallenge,
): readonly string[] | undefined {
  // RFC 6750, section 3.1.
  if (error === 'insufficient_scope') return requiredScopes[access];
  if (error !== undefined || claims !== undefined) return undefined;
  const said = [body?.code, body?.innerCode].some((code) => codes.includes(code?.toLowerCase() ?? ''));
  return said ? requiredScopes[access] : undefined;
}
