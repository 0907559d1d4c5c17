/**
 * The names of the authority and its documents.
 *
 * Both issuers are below the authority's own address. Entra's v1.0 issuer has another host than its authority
 * (`https://sts.windows.net/{tenant}/`). So a client of an authority that is not Microsoft's must read the issuer from
 * the discovery document of the token's version, instead of composing it.
 */
export type TokenVersion = '1.0' | '2.0';

export function issuerOf(root: string, tenantId: string, version: TokenVersion): string {
  return version === '2.0' ? `${root}/${tenantId}/v2.0` : `${root}/${tenantId}/`;
}

/**
 * For `common` and `organizations` the issuer is a template, in which `{tenantid}` is replaced by the token's.
 * `endpointsAt` is where the reader reaches the authority, if that is not `root`.
 */
export function discoveryDocument(root: string, tenant: string, version: TokenVersion, endpointsAt = root): object {
  const base = `${endpointsAt}/${tenant}`;
  const v2 = version === '2.0';
  return {
    issuer: issuerOf(root, isShared(tenant) ? '{tenantid}' : tenant, version),
    token_endpoint: `${base}/oauth2/v2.0/token`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: v2 ? `${base}/discovery/v2.0/keys` : `${base}/discovery/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid'],
  };
}

/** Names that stand for every tenant. */
export const isShared = (tenant: string): boolean => tenant === 'common' || tenant === 'organizations';
