/** One TokenSource for each mode, with everything behind it. Outside of this folder nothing knows the mode. */
import type { Operation } from '../graph/operation.js';
import type { TokenSource } from '../graph/token-source.js';
import { Admission, type Permissions } from './admission.js';
import { Application } from './application.js';
import { AuthorityBreaker } from './authority-breaker.js';
import { AuthorityHttp } from './authority-http.js';
import { CallerVerifier, type TokenVersion } from './caller-verifier.js';
import type { Registration } from './gateway-credential.js';
import { KeptTokens } from './kept-tokens.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { PassThrough } from './pass-through.js';
import { SigningKeys } from './signing-keys.js';
import { TokenDesk } from './token-desk.js';

export type AuthSettings = { readonly mode: 'forward' } | VerifyingSettings;

export interface VerifyingSettings extends Registration {
  readonly mode: 'on-behalf-of' | 'application';
  readonly audiences: readonly string[];
  readonly tenants: readonly string[];
  readonly permissions: Permissions;
  readonly scope: string;
}

export interface AuthorityLimits {
  /** One exchange with the authority. */
  readonly timeoutMs: number;
  /** How long the authority is left alone after it has failed again and again. */
  readonly breakerResetMs: number;
}

export interface StartedTokenSource {
  readonly tokens: TokenSource;
  /** Who a caller is, where callers are verified; undefined for who is not. Never fails. */
  readonly identify?: (operation: Operation) => Promise<string | undefined>;
  /** Closes the connections to the authority. */
  readonly stop: () => Promise<void>;
}

export function startTokenSource(settings: AuthSettings, limits: AuthorityLimits): StartedTokenSource {
  if (settings.mode === 'forward') return { tokens: new PassThrough(), stop: () => Promise.resolve() };
  const { authorityHost, tenantId, tenants, audiences, permissions, scope } = settings;
  const http = new AuthorityHttp(limits.timeoutMs);
  const challenge = `Bearer realm="gateway", authorization_uri="${authorityHost}/${tenantId}/oauth2/v2.0/authorize"`;
  const keysOf = issuers(authorityHost, http, limits.breakerResetMs);
  const admission = new Admission(new CallerVerifier({ tenants, audiences, challenge, keysOf }), permissions);
  const isOnBehalf = settings.mode === 'on-behalf-of';
  const breaker = new AuthorityBreaker(limits.breakerResetMs);
  const desk = new TokenDesk(new KeptTokens(!isOnBehalf), breaker, challenge, 2 * limits.timeoutMs);
  const options = { registration: settings, scope, challenge };
  const tokens = isOnBehalf
    ? new OnBehalfOf(admission, desk, http, options)
    : new Application(admission, desk, http, options);
  return { tokens, identify: (operation) => admission.identify(operation), stop: () => http.destroy() };
}

/** As many as there are tenants that may call, twice: their tokens come in two versions with an issuer each. */
function issuers(
  authorityHost: string,
  http: AuthorityHttp,
  breakerResetMs: number,
): (tenantId: string, version: TokenVersion) => SigningKeys {
  const known = new Map<string, SigningKeys>();
  return (tenantId, version) => {
    const path = version === '2.0' ? `${tenantId}/v2.0` : tenantId;
    let keys = known.get(path);
    if (keys === undefined) {
      const url = `${authorityHost}/${path}/.well-known/openid-configuration`;
      keys = new SigningKeys(url, tenantId, (address) => http.getJson(address), new AuthorityBreaker(breakerResetMs));
      known.set(path, keys);
    }
    return keys;
  };
}
