/** The grants of a single-page application: a code once, then refresh tokens. It has no secret; PKCE stands for one. */
import { createHash, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { isClaimsCapable, requestedValues } from '../claims-request.js';
import { userToken } from '../caller-tokens.js';
import { callingClientId, pairwiseSubject } from '../directory.js';
import type { Form } from '../client-authentication.js';
import { issueGraphToken } from '../graph-tokens.js';
import { issuerOf } from '../issuers.js';
import { invalidGrant, invalidRequest, OAuthError } from '../oauth-refusal.js';
import type { AuthorityState } from '../state.js';
import type { SignIn } from './sign-in.js';
import { userOf } from './people.js';
import { grantedTo, readScope, scopeOf } from './scopes.js';

const publicGrants: readonly (string | undefined)[] = ['authorization_code', 'refresh_token'];

export const isPublicGrant = ({ grant_type: grant }: Form): boolean => publicGrants.includes(grant);

/** `origin` is the request's, which browsers set. */
export async function grantToPublicClient(
  state: AuthorityState,
  tenant: string,
  form: Form,
  origin: string | undefined,
): Promise<object> {
  if (form['client_id'] !== callingClientId) {
    throw new OAuthError(
      'unauthorized_client',
      700016,
      `Application with identifier '${form['client_id']}' was not found.`,
    );
  }
  if (origin === undefined) {
    throw invalidRequest(
      9002327,
      "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    );
  }
  const signIn =
    form['grant_type'] === 'authorization_code' ? redeemCode(state, form) : redeemRefreshToken(state, form);
  if (signIn.tenantId !== tenant) throw invalidRequest(90002, `Tenant '${tenant}' not found.`);
  return tokensFor(state, signIn, form);
}

function redeemCode(
  state: AuthorityState,
  { code = '', redirect_uri: redirectUri, code_verifier: verifier = '' }: Form,
): SignIn {
  const issued = state.codes.get(code);
  // Used or not, it is not accepted a second time.
  state.codes.delete(code);
  if (issued === undefined)
    throw invalidGrant(54005, 'OAuth2 Authorization code was already redeemed or is not known.');
  if (issued.expiresAt <= Date.now()) throw invalidGrant(70008, 'The provided authorization code has expired.');
  if (issued.redirectUri !== redirectUri) {
    throw invalidGrant(500112, 'The reply address does not match the one of the authorization request.');
  }
  if (createHash('sha256').update(verifier).digest('base64url') !== issued.challenge) {
    throw invalidGrant(501481, 'The Code_Verifier does not match the code_challenge of the authorization request.');
  }
  return issued;
}

function redeemRefreshToken(state: AuthorityState, { refresh_token: token = '', scope }: Form): SignIn {
  const signIn = state.refreshTokens.get(token);
  if (signIn === undefined) throw invalidGrant(700082, 'The refresh token has expired or is not known.');
  state.refreshTokens.delete(token);
  return scope === undefined ? signIn : { ...signIn, requested: readScope(scope, state.registration) };
}

async function tokensFor(state: AuthorityState, signIn: SignIn, form: Form): Promise<object> {
  const { person, tenantId, requested } = signIn;
  const granted = grantedTo(person, requested);
  if (granted === undefined) {
    throw invalidGrant(65001, 'The user or administrator has not consented to use the application.', {
      suberror: 'consent_required',
    });
  }
  const refreshToken = randomBytes(32).toString('base64url');
  state.refreshTokens.set(refreshToken, signIn);
  const { oid } = userOf(person, tenantId);
  return {
    token_type: 'Bearer',
    scope: scopeOf(requested, granted),
    expires_in: state.quirks.tokenLifetimeSeconds,
    ext_expires_in: state.quirks.tokenLifetimeSeconds,
    access_token: await accessToken(state, signIn, granted, form['claims'] ?? signIn.claims),
    refresh_token: refreshToken,
    id_token: await idToken(state, signIn),
    client_info: Buffer.from(JSON.stringify({ uid: oid, utid: tenantId })).toString('base64url'),
  };
}

function accessToken(
  { root, registration, keys, graphKey, quirks }: AuthorityState,
  { person, tenantId, requested }: SignIn,
  scopes: readonly string[],
  claims = '',
): Promise<string> {
  if (requested.resource === 'graph') {
    return issueGraphToken(root(), graphKey, {
      tenantId,
      objectId: userOf(person, tenantId).oid,
      clientId: callingClientId,
      scopes,
      lifetimeSeconds: quirks.tokenLifetimeSeconds,
      claimsCapable: isClaimsCapable(claims),
    });
  }
  return userToken(
    { root: root(), defaultTenantId: tenantId, registration, key: keys.current },
    {
      user: person.name,
      scopes,
      expiresInSeconds: quirks.tokenLifetimeSeconds,
      claims: { ...(isClaimsCapable(claims) ? { xms_cc: ['CP1'] } : {}), ...requestedValues(claims) },
    },
  );
}

function idToken({ root, keys: { current } }: AuthorityState, { person, tenantId, nonce }: SignIn): Promise<string> {
  const { oid, userPrincipalName } = userOf(person, tenantId);
  return new SignJWT({
    name: person.displayName,
    preferred_username: userPrincipalName,
    oid,
    tid: tenantId,
    ver: '2.0',
    ...(nonce === undefined ? {} : { nonce }),
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: current.kid })
    .setIssuer(issuerOf(root(), tenantId, '2.0'))
    .setAudience(callingClientId)
    .setSubject(pairwiseSubject(oid, callingClientId))
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1h')
    .sign(current.privateKey);
}
