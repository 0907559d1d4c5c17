/**
 * Access tokens for Graph, which only Graph can check.
 *
 * Like Microsoft's, they look like JWTs but are not valid ones: the signature covers a header with a hashed nonce,
 * while the sent header has the nonce itself. A gateway that validates them would reject every one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, FlattenedSign, type JWTPayload } from 'jose';
import { graphResource } from './directory.js';
import { issuerOf } from './issuers.js';
import type { SigningKey } from './signing-keys.js';

/** The identity that Graph sees. */
export interface GraphIdentity {
  readonly tenantId: string;
  /** Of the user, or of the application itself. */
  readonly objectId: string;
  /** The application that calls. */
  readonly clientId: string;
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
}

export interface GraphGrant extends GraphIdentity {
  readonly lifetimeSeconds: number;
  /** The client has declared that it can answer claims challenges. */
  readonly claimsCapable: boolean;
}

export async function issueGraphToken(root: string, key: SigningKey, grant: GraphGrant): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    aud: graphResource,
    iss: issuerOf(root, grant.tenantId, '1.0'),
    iat: now,
    nbf: now,
    exp: now + grant.lifetimeSeconds,
    appid: grant.clientId,
    idtyp: grant.scopes ? 'user' : 'app',
    oid: grant.objectId,
    tid: grant.tenantId,
    ...(grant.scopes ? { scp: grant.scopes.join(' ') } : { roles: grant.roles }),
    ...(grant.claimsCapable ? { xms_cc: ['CP1'] } : {}),
    uti: randomBytes(16).toString('base64url'),
    ver: '1.0',
  };
  const nonce = randomBytes(32).toString('base64url');
  const header = { typ: 'JWT', nonce: hashed(nonce), alg: 'RS256', kid: key.kid };
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const jws = await new FlattenedSign(body).setProtectedHeader(header).sign(key.privateKey);
  return `${encoded({ ...header, nonce })}.${jws.payload}.${jws.signature}`;
}

/** Undefined for a token that this authority did not issue for Graph, and for an expired one. */
export async function graphIdentityOf(key: SigningKey, authorization: string): Promise<GraphIdentity | undefined> {
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  const [, payload, signature] = token?.split('.') ?? [];
  if (token === undefined || payload === undefined || signature === undefined) return undefined;
  let claims: JWTPayload;
  try {
    const { nonce } = decodeProtectedHeader(token) as { nonce?: unknown };
    if (typeof nonce !== 'string') return undefined;
    const signedHeader = encoded({ typ: 'JWT', nonce: hashed(nonce), alg: 'RS256', kid: key.kid });
    await compactVerify(`${signedHeader}.${payload}.${signature}`, key.publicKey);
    claims = decodeJwt(token);
  } catch {
    return undefined;
  }
  if (claims.aud !== graphResource || (claims.exp ?? 0) * 1000 <= Date.now()) return undefined;
  const scopes = claims['scp'] as string | undefined;
  return {
    tenantId: claims['tid'] as string,
    objectId: claims['oid'] as string,
    clientId: claims['appid'] as string,
    ...(scopes === undefined ? { roles: claims['roles'] as string[] } : { scopes: scopes.split(' ') }),
  };
}

const hashed = (nonce: string): string => createHash('sha256').update(nonce).digest('base64url');

const encoded = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url');
