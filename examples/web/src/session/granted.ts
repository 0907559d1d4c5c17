import type { AuthenticationResult } from '@azure/msal-browser';

export interface Granted {
  /** Of the resource, to request the token again. */
  readonly scopes: readonly string[];
  readonly mayWrite: boolean;
}

const openIdScopes = ['openid', 'profile', 'email', 'offline_access'];

/**
 * What the authority says that it granted: the scopes of its response, and the app roles in the ID token, which are those of
 * the gateway if page and gateway share a registration. The access token itself is for its receiver, and is not read.
 */
export function grantedBy(
  { scopes, idTokenClaims }: Pick<AuthenticationResult, 'scopes' | 'idTokenClaims'>,
  writePermissions: readonly string[],
): Granted {
  const { roles = [] } = idTokenClaims as { roles?: readonly string[] };
  // `.default` asks for all that was consented to, and must not be asked for together with other names.
  const granted = scopes.filter((scope) => !openIdScopes.includes(scope) && !scope.endsWith('/.default'));
  const names = [...granted.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)), ...roles];
  return { scopes: granted, mayWrite: names.some((name) => writePermissions.includes(name)) };
}
