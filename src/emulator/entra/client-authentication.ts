/**
 * How the gateway proves its identity: a secret, an assertion signed by its certificate, or a workload identity's
 * token.
 */
import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importSPKI,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import type { FederatedIdentity, Registration } from './directory.js';
import { invalidClient, invalidRequest, OAuthError } from './oauth-refusal.js';

export type Form = Readonly<Record<string, string>>;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/**
 * Like Entra's. MSAL rounds the current second up as often as down, so without it half of the assertions would not be
 * valid yet.
 */
const skewSeconds = 300;
const tokenExchangeAudience = 'api://AzureADTokenExchange';

export interface ClientAuthentication {
  readonly registration: Registration;
  readonly secretExpired: boolean;
  /** What an assertion may name as its audience. */
  readonly audiences: readonly string[];
}

export async function authenticateClient(form: Form, authentication: ClientAuthentication): Promise<void> {
  const { registration, secretExpired } = authentication;
  const { client_id: clientId = '', client_secret: secret, client_assertion: assertion } = form;
  if (clientId !== registration.clientId) {
    throw new OAuthError('unauthorized_client', 700016, `Application with identifier '${clientId}' was not found.`);
  }
  if (assertion !== undefined) {
    if (form['client_assertion_type'] !== assertionType) {
      throw invalidRequest(900144, "The request body must contain the following parameter: 'client_assertion_type'.");
    }
    await checkAssertion(assertion, authentication);
    return;
  }
  if (secret === undefined) {
    throw invalidClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (!equal(secret, registration.secret)) {
    throw invalidClient(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  }
  if (secretExpired) throw invalidClient(7000222, `The provided client secret keys for app '${clientId}' are expired.`);
}

async function checkAssertion(assertion: string, authentication: ClientAuthentication): Promise<void> {
  const { registration, audiences } = authentication;
  let claims: JWTPayload;
  let header: ProtectedHeaderParameters;
  try {
    claims = decodeJwt(assertion);
    header = decodeProtectedHeader(assertion);
  } catch {
    throw invalidRequest(50027, 'JWT token is invalid or malformed.');
  }
  if (claims.iss !== registration.clientId) {
    await checkFederatedToken(assertion, claims, registration.federatedIdentities);
    return;
  }
  const certificate = registration.certificates
    .map((pem) => new X509Certificate(pem))
    .find((candidate) => isNamedBy(candidate, header));
  if (certificate === undefined) {
    throw invalidClient(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application.',
    );
  }
  try {
    await jwtVerify(assertion, certificate.publicKey, {
      algorithms: ['RS256', 'PS256'],
      clockTolerance: skewSeconds,
      audience: [...audiences],
      subject: registration.clientId,
      requiredClaims: ['exp', 'jti'],
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** A federated token avoids a secret of the gateway, so only its issuer and subject identify the gateway. */
async function checkFederatedToken(
  token: string,
  claims: JWTPayload,
  identities: readonly FederatedIdentity[],
): Promise<void> {
  const identity = identities.find(({ issuer, subject }) => issuer === claims.iss && subject === claims.sub);
  if (identity === undefined) {
    throw invalidClient(
      70021,
      `No matching federated identity record found for presented assertion. Assertion Issuer: '${claims.iss}'. Assertion Subject: '${claims.sub}'.`,
    );
  }
  try {
    const key = await importSPKI(identity.publicKeyPem, 'RS256');
    await jwtVerify(token, key, {
      audience: tokenExchangeAudience,
      clockTolerance: skewSeconds,
      requiredClaims: ['exp'],
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

function isNamedBy(certificate: X509Certificate, header: { x5t?: unknown; 'x5t#S256'?: unknown }): boolean {
  const thumbprint = (algorithm: string): string => createHash(algorithm).update(certificate.raw).digest('base64url');
  if (header['x5t#S256'] !== undefined) return header['x5t#S256'] === thumbprint('sha256');
  return header.x5t === thumbprint('sha1');
}

function refusalOf(error: unknown): Error {
  const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined;
  if (error instanceof errors.JWTExpired || claim === 'nbf') {
    return invalidClient(700024, 'Client assertion is not within its valid time range.');
  }
  if (claim === 'aud') {
    return invalidClient(700023, 'Client assertion audience claim does not match Realm issuer.');
  }
  if (error instanceof errors.JOSEError) {
    return invalidClient(700027, 'Client assertion failed signature validation.');
  }
  return error as Error;
}

function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
