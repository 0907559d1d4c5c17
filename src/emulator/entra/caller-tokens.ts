/** Tokens with which users and applications call the gateway, with Entra's claims in both versions. */
import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { callingClientId, pairwiseSubject, servicePrincipalOf, userNamed, type Registration } from './directory.js';
import { issuerOf, type TokenVersion } from './issuers.js';
import type { SigningKey } from './signing-keys.js';

interface TokenOptions {
  readonly tenantId?: string;
  /** If absent, the gateway's client id for 2.0, its App ID URI for 1.0. */
  readonly audience?: string;
  readonly version?: TokenVersion;
  /** Lifetime from now on; a token below 0 has expired. If absent, an hour. */
  readonly expiresInSeconds?: number;
  /** Start from now on; a token above 0 is not valid yet. */
  readonly notBeforeSeconds?: number;
  /** Added last, so that any claim can be replaced, or removed with undefined. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface UserTokenOptions extends TokenOptions {
  /** Any name is a user, and the same name is always the same user. */
  readonly user: string;
  /** Delegated permissions on the gateway: `scp`. */
  readonly scopes?: readonly string[];
  /** App roles that the user has been given. */
  readonly roles?: readonly string[];
}

export interface AppTokenOptions extends TokenOptions {
  readonly roles?: readonly string[];
  /** The application that calls. */
  readonly clientId?: string;
}

export interface Issuing {
  /** As in `https://localhost:4002`. */
  readonly root: string;
  readonly defaultTenantId: string;
  readonly registration: Registration;
  readonly key: SigningKey;
}

export function userToken(issuing: Issuing, options: UserTokenOptions): Promise<string> {
  const { tenantId = issuing.defaultTenantId, version = '2.0', user: name, scopes = [], roles } = options;
  const user = userNamed(name, tenantId);
  return signed(issuing, options, {
    ...callingApplication(callingClientId, version),
    ...(version === '2.0'
      ? { preferred_username: user.userPrincipalName }
      : { upn: user.userPrincipalName, unique_name: user.userPrincipalName }),
    name: user.name,
    oid: user.oid,
    sub: pairwiseSubject(user.oid, audienceOf(issuing, options)),
    scp: scopes.join(' '),
    ...(roles ? { roles } : {}),
  });
}

export function appToken(issuing: Issuing, options: AppTokenOptions): Promise<string> {
  const { tenantId = issuing.defaultTenantId, version = '2.0', clientId = callingClientId, roles = [] } = options;
  const oid = servicePrincipalOf(clientId, tenantId);
  return signed(issuing, options, { ...callingApplication(clientId, version), idtyp: 'app', oid, sub: oid, roles });
}

function signed(issuing: Issuing, options: TokenOptions, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const {
    tenantId = issuing.defaultTenantId,
    version = '2.0',
    expiresInSeconds = 3600,
    notBeforeSeconds = 0,
  } = options;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: issuerOf(issuing.root, tenantId, version),
    aud: audienceOf(issuing, options),
    iat: now + Math.min(notBeforeSeconds, expiresInSeconds),
    nbf: now + Math.min(notBeforeSeconds, expiresInSeconds),
    exp: now + expiresInSeconds,
    tid: tenantId,
    ver: version,
    uti: randomBytes(16).toString('base64url'),
    ...claims,
    ...options.claims,
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: issuing.key.kid })
    .sign(issuing.key.privateKey);
}

function audienceOf({ registration }: Issuing, { audience, version = '2.0' }: TokenOptions): string {
  return audience ?? (version === '2.0' ? registration.clientId : registration.applicationIdUri);
}

function callingApplication(clientId: string, version: TokenVersion): Readonly<Record<string, string>> {
  return version === '2.0' ? { azp: clientId, azpacr: '0' } : { appid: clientId, appidacr: '0' };
}
