/**
 * The parts that both caller-verifying modes share. A separate module, loaded only in such a mode: forward mode spends
 * neither time nor memory on its libraries.
 */
import { Admission } from './callers/admission.js';
import { Application } from './application.js';
import { AuthorityBreaker } from './authority/authority-breaker.js';
import { AuthorityHttp } from './authority/authority-http.js';
import { checkAuthority } from './check-authority.js';
import { CallerVerifier, type TokenVersion } from './callers/caller-verifier.js';
import { TokenCache } from './authority/token-cache.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { SigningKeys } from './callers/signing-keys.js';
import { TokenBroker } from './authority/token-broker.js';
import type { VerifyingAuthConfig } from '../config/auth.js';
import type { AuthorityLimits, StartedTokenSource } from './settings.js';

export function startVerifying(settings: VerifyingAuthConfig, limits: AuthorityLimits): StartedTokenSource {
  const { authorityHost, tenantId, tenants, audiences, permissions, scope } = settings;
  const { host } = new URL(authorityHost);
  const http = new AuthorityHttp(limits.timeoutMs, limits.proxies, limits.logger);
  const challenge = `Bearer realm="gateway", authorization_uri="${authorityHost}/${tenantId}/oauth2/v2.0/authorize"`;
  const keysOf = issuers(authorityHost, http, limits.breakerResetMs);
  const admission = new Admission(new CallerVerifier({ tenants, audiences, challenge, keysOf }), permissions);
  const isOnBehalf = settings.mode === 'on-behalf-of';
  const breaker = new AuthorityBreaker(limits.breakerResetMs);
  const broker = new TokenBroker(new TokenCache(!isOnBehalf), breaker, challenge, 2 * limits.timeoutMs, host);
  const options = { registration: settings, scope, challenge };
  const tokens = isOnBehalf
    ? new OnBehalfOf(admission, broker, http, options)
    : new Application(admission, broker, http, options);
  return {
    tokens,
    identify: (operation) => admission.identify(operation),
    check: (logger) => checkAuthority({ settings, http, keys: keysOf(tenantId, '2.0') }, logger),
    stop: () => http.destroy(),
  };
}

/** Twice the number of tenants that may call: their tokens exist in two versions, with an issuer each. */
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
      keys = new SigningKeys(
        url,
        tenantId,
        (address, logger) => http.getJson(address, logger),
        new AuthorityBreaker(breakerResetMs),
      );
      known.set(path, keys);
    }
    return keys;
  };
}
