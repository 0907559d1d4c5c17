/** The two grants of a middle tier: on behalf of a user, and for itself. Those of a page are in sign-in/. */
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { isClaimsCapable } from './claims-request.js';
import { authenticateClient, type Form } from './client-authentication.js';
import { graphResource, servicePrincipalOf } from './directory.js';
import { issueGraphToken, type GraphIdentity } from './graph-tokens.js';
import { isShared, issuerOf } from './issuers.js';
import { invalidGrant, invalidRequest, OAuthError } from './oauth-refusal.js';
import type { AuthorityState } from './state.js';

const onBehalfOfGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** The body of a token endpoint's response. Refresh and ID tokens are not issued: neither grant needs them. */
export async function grantToken(state: AuthorityState, tenant: string, form: Form): Promise<object> {
  const { root, quirks, registration } = state;
  if (!isShared(tenant) && !state.tenants.includes(tenant)) {
    throw invalidRequest(90002, `Tenant '${tenant}' not found.`);
  }
  const tokenEndpoint = `${root()}/${tenant}/oauth2/v2.0/token`;
  await authenticateClient(form, {
    registration,
    secretExpired: quirks.secretExpired,
    audiences: [tokenEndpoint, issuerOf(root(), tenant, '2.0')],
  });
  const identity = await identityFor(state, tenant, form);
  if (quirks.consentMissing) throw consentMissing(registration.clientId);
  const accessToken = await issueGraphToken(root(), state.graphKey, {
    ...identity,
    lifetimeSeconds: quirks.tokenLifetimeSeconds,
    claimsCapable: isClaimsCapable(form['claims'] ?? ''),
  });
  return {
    token_type: 'Bearer',
    ...(identity.scopes ? { scope: identity.scopes.map((name) => `${graphResource}/${name}`).join(' ') } : {}),
    expires_in: quirks.tokenLifetimeSeconds,
    ext_expires_in: quirks.tokenLifetimeSeconds,
    access_token: accessToken,
  };
}

function identityFor(state: AuthorityState, tenant: string, form: Form): Promise<GraphIdentity> | GraphIdentity {
  const { grant_type: grant, requested_token_use: use } = form;
  if (grant === 'client_credentials') return itself(state, tenant, form);
  if (grant === onBehalfOfGrant && use === 'on_behalf_of') return onBehalfOf(state, tenant, form);
  throw new OAuthError(
    'unsupported_grant_type',
    70003,
    `The app requested an unsupported grant type '${grant ?? ''}'.`,
  );
}

function itself({ registration }: AuthorityState, tenantId: string, { scope = '' }: Form): GraphIdentity {
  if (isShared(tenantId)) throw invalidRequest(50059, 'No tenant-identifying information found in the request.');
  if (!scope.endsWith('/.default')) {
    throw new OAuthError(
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  namesBelowGraph(scope);
  const { clientId, graphRoles: roles } = registration;
  return { tenantId, clientId, objectId: servicePrincipalOf(clientId, tenantId), roles };
}

async function onBehalfOf(state: AuthorityState, tenant: string, form: Form): Promise<GraphIdentity> {
  const { registration, quirks } = state;
  const { tid, oid, scp } = await checkedAssertion(state, tenant, form['assertion']);
  if (typeof scp !== 'string') {
    throw invalidGrant(
      50013,
      'Assertion is not of a user: an app-only token cannot be exchanged on behalf of anybody.',
    );
  }
  if (quirks.interactionRequired !== undefined) {
    throw new OAuthError(
      'interaction_required',
      50076,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${graphResource}'.`,
      { suberror: 'basic_action', claims: quirks.interactionRequired },
    );
  }
  const names = namesBelowGraph(form['scope'] ?? '');
  const scopes = names.includes('.default') ? registration.graphScopes : names;
  if (scopes.length === 0 || scopes.some((name) => !registration.graphScopes.includes(name))) {
    throw consentMissing(registration.clientId);
  }
  return { tenantId: tid as string, objectId: oid as string, clientId: registration.clientId, scopes };
}

async function checkedAssertion(state: AuthorityState, tenant: string, assertion = ''): Promise<JWTPayload> {
  const { root, registration, keys, tenants } = state;
  const accepted = tenants.filter((tenantId) => isShared(tenant) || tenantId === tenant);
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet({ keys: keys.published.map(({ jwk }) => jwk) }), {
      algorithms: ['RS256'],
      audience: [registration.clientId, registration.applicationIdUri],
      issuer: accepted.flatMap((id) => [issuerOf(root(), id, '1.0'), issuerOf(root(), id, '2.0')]),
      requiredClaims: ['exp', 'tid', 'oid'],
    });
    return payload;
  } catch (error) {
    throw assertionRefusal(error, registration.clientId);
  }
}

function assertionRefusal(error: unknown, clientId: string): unknown {
  if (error instanceof errors.JWTExpired || isClaimFault(error, 'nbf')) {
    return invalidGrant(500133, 'Assertion is not within its valid time range.');
  }
  if (isClaimFault(error, 'aud')) {
    return invalidGrant(
      500131,
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion must be '${clientId}'.`,
    );
  }
  if (error instanceof errors.JOSEError) return invalidGrant(50013, 'Assertion failed signature validation.');
  return error;
}

const isClaimFault = (error: unknown, claim: string): boolean =>
  error instanceof errors.JWTClaimValidationFailed && error.claim === claim;

/** The requested scopes on Graph. Every library also requests OpenID's own scopes, which are not Graph's. */
function namesBelowGraph(scope: string): string[] {
  const wanted = scope.split(' ').filter((text) => text !== '' && !openIdScopes.has(text));
  const foreign = wanted.find((text) => !text.startsWith(`${graphResource}/`));
  if (foreign !== undefined || wanted.length === 0) {
    throw new OAuthError(
      'invalid_resource',
      500011,
      `The resource principal named ${foreign ?? ''} was not found in the tenant.`,
    );
  }
  return wanted.map((text) => text.slice(graphResource.length + 1));
}

function consentMissing(clientId: string): OAuthError {
  return invalidGrant(
    65001,
    `The user or administrator has not consented to use the application with ID '${clientId}'. Send an interactive authorization request for this user and resource.`,
    { suberror: 'consent_required' },
  );
}
