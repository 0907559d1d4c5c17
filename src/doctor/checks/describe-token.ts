/** What a token for Graph says about itself. Only Graph can verify it, so this is for an operator, and nothing relies on it. */
import { decodeJwt, type JWTPayload } from 'jose';
import { graphAudiences } from '../../config/clouds.js';
import { graphPermissions } from '../../core/permissions.js';
import { failed, note, ok, warning, type Outcome } from '../finding.js';

/** Undefined if it is not a JWT. */
export function claimsOf(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

export interface Described {
  readonly outcome: Outcome;
  /** Undefined: the token does not say. */
  readonly mayWrite: boolean | undefined;
}

/** `grant` says how to get the permission. `audience` is that of the configured scope. */
export function describeGraphToken(
  token: string,
  { grant, audience, tenantId }: { grant: string; audience: string; tenantId?: string },
): Described {
  const claims = claimsOf(token);
  if (claims === undefined) {
    return { outcome: note('present; not a JWT, so it does not say what it allows'), mayWrite: undefined };
  }
  const audiences = [claims.aud ?? []].flat();
  const scopes = textsOf(claims['scp']);
  const roles = textsOf(claims['roles']);
  const permissions = [...scopes, ...roles];
  const mayWrite = graphPermissions.write.some((name) => permissions.includes(name));
  const mayRead = graphPermissions.read.some((name) => permissions.includes(name));
  const minutes = claims.exp === undefined ? undefined : Math.floor((claims.exp - Date.now() / 1000) / 60);
  const tenant = typeof claims['tid'] === 'string' ? claims['tid'] : 'none';
  const of = scopes.length > 0 ? 'a user' : 'an application';
  const wanted = permissions.filter((name) => graphPermissions.read.includes(name));
  const text = [
    `of ${of}`,
    `aud ${audiences.join(' ') || 'none'}`,
    `tid ${tenant}`,
    `${scopes.length > 0 ? 'scp' : 'roles'} ${wanted.join(' ') || 'none for these reports'}`,
    minutes === undefined ? 'no expiry' : minutes < 0 ? 'expired' : `expires in ${minutes} min`,
  ].join(', ');
  const details = {
    audience: audiences,
    permissions,
    tenant,
    expiresInMinutes: minutes ?? 0,
  };
  const outcome = ((): Outcome => {
    if (!audiences.some((each) => isGraph(each, audience))) {
      return failed(text, `The token is for another API: request ${audience}/.default`, details);
    }
    if (minutes !== undefined && minutes < 0) return failed(text, 'Get a new token', details);
    if (tenantId !== undefined && claims['tid'] !== tenantId) {
      return failed(text, 'The token is of another tenant: check AZURE_TENANT_ID', details);
    }
    if (!mayRead) return failed(`${text}: consent is missing`, grant, details);
    if (minutes !== undefined && minutes < 5) return warning(text, 'Get a new token: this one expires soon', details);
    return ok(`${text}; may ${mayWrite ? 'read and write' : 'read only'}`, details);
  })();
  return { outcome, mayWrite };
}

function isGraph(audience: string, wanted: string): boolean {
  const host = URL.parse(audience)?.host ?? audience;
  return graphAudiences.includes(host) || audience.replace(/\/$/, '') === wanted;
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((each) => each !== '');
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
