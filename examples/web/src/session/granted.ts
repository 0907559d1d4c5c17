import type { AuthenticationResult } from '@azure/msal-browser';

export interface Granted {
  /** Of the resource, to request the token again. */
  readonly scopes: readonly string[];
  readonly mayWrite: boolean;
}

const openIdScopes = ['openid', 'profile', 'email', 'offline_access'];

/**
 * What the authority says that it granted, in the scopes of its response. The access token is for its receiver and is not
 * read. A person may still be refused: roles in Intune are Graph's to know.
 */
export function grantedBy(
  { scopes }: Pick<AuthenticationResult, 'scopes'>,
  writePermissions: readonly string[],
): Granted {
  // `.default` asks for all that was consented to, and must not be asked for together with other names.
  const granted = scopes.filter((scope) => !openIdScopes.includes(scope) && !scope.endsWith('/.default'));
  const names = granted.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  return { scopes: granted, mayWrite: names.some((name) => writePermissions.includes(name)) };
}
