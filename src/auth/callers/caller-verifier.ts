/**
 * Whether a caller's token is for this gateway, and what it allows: signature, issuer, audience, time, tenant.
 *
 * The reason of a rejection is only logged. The client learns that the token was rejected, and nothing more.
 */
import { hash as hashOf } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Operation } from '../../core/operation.js';
import { canonicalSpelling } from '../../core/token-spelling.js';
import { AuthorityError, tokenRejected, clientError } from '../authority/authority-failure.js';
import type { Issuer, SigningKeys } from './signing-keys.js';
import { withinDeadline } from '../../core/within-deadline.js';
import { callerRejected } from '../../telemetry/events.js';

/** A user with many groups has a token of several kilobytes; headers are limited to 16 KiB anyway. */
export const maxTokenLength = 12 * 1024;
/** The tolerated difference between clocks. */
export const skewSeconds = 60;
const maxCachedTokens = 10_000;
/** How long a verified token is cached. */
const maxCacheMs = 5 * 60_000;

/** Remembered for minutes, so it does not contain the token itself. */
export interface VerifiedCaller {
  /** SHA-256 of the token, for caches that use it as a key. */
  readonly hash: string;
  readonly tenantId: string;
  readonly objectId: string;
  /** That the token was issued to. */
  readonly applicationId: string;
  readonly kind: 'user' | 'application';
  /** The scopes of a user's token, or the roles of an application's. */
  readonly permissions: readonly string[];
}

export interface VerifierOptions {
  readonly tenants: readonly string[];
  readonly audiences: readonly string[];
  /** The start of a rejection's challenge. */
  readonly challenge: string;
  readonly keysOf: (tenantId: string, version: TokenVersion) => SigningKeys;
}

export type TokenVersion = '1.0' | '2.0';

type Reason =
  | 'no JWT'
  | 'oversized'
  | 'spelling'
  | 'algorithm'
  | 'tenant'
  | 'version'
  | 'unknown key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not yet valid'
  | 'claims';

class TokenRejectedError extends Error {
  constructor(
    readonly reason: Reason,
    readonly audience?: string,
  ) {
    super(reason);
  }
}

export class CallerVerifier {
  readonly #remembered = new LRUCache<string, VerifiedCaller>({ max: maxCachedTokens });

  constructor(private readonly options: VerifierOptions) {}

  /** Fails with `UNAUTHENTICATED`, or with `GRAPH_UNAVAILABLE` if the authority's keys cannot be read. */
  async verify(token: string, operation: Operation): Promise<VerifiedCaller> {
    const { challenge } = this.options;
    try {
      if (token.length > maxTokenLength) throw new TokenRejectedError('oversized');
      // Rejected, not normalized: RFC 7515 allows one spelling, and each further one would need a cache entry.
      if (canonicalSpelling(token) !== token) throw new TokenRejectedError('spelling');
      const hash = hashOf('sha256', token, 'base64url');
      return this.#remembered.get(hash) ?? (await this.#verifyNew(token, hash, operation));
    } catch (error) {
      if (error instanceof AuthorityError) throw clientError(error, challenge);
      const refused = refusalOf(error);
      if (refused === undefined) throw error;
      const { reason, audience } = refused;
      callerRejected(operation.logger, { reason, ...(audience ? { audience } : {}) });
      throw tokenRejected(challenge);
    }
  }

  async #verifyNew(token: string, hash: string, operation: Operation): Promise<VerifiedCaller> {
    const { keyId, tenantId, version } = this.#claimedBy(token);
    const { issuer, keys } = await withinDeadline(this.#issuer(tenantId, version, keyId, operation), operation);
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: [...this.options.audiences],
      algorithms: ['RS256'],
      clockTolerance: skewSeconds,
      requiredClaims: ['exp', 'nbf'],
    });
    const caller = callerOf(payload, hash, tenantId);
    const lifeMs = ((payload.exp ?? 0) + skewSeconds) * 1000 - Date.now();
    if (lifeMs >= 1) this.#remembered.set(hash, caller, { ttl: Math.floor(Math.min(lifeMs, maxCacheMs)) });
    return caller;
  }

  #issuer(tenantId: string, version: TokenVersion, keyId: string, { logger }: Operation): Promise<Issuer> {
    return this.options.keysOf(tenantId, version).issuerFor(keyId, logger);
  }

  /** What the token says about itself, before any check: enough to choose the keys for checking it. */
  #claimedBy(token: string): { keyId: string; tenantId: string; version: TokenVersion } {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== 'RS256') throw new TokenRejectedError('algorithm');
    if (typeof kid !== 'string' || kid.length > 200) throw new TokenRejectedError('unknown key');
    const { tid, ver } = decodeJwt(token);
    const tenantId = typeof tid === 'string' ? tid.toLowerCase() : '';
    if (!this.options.tenants.includes(tenantId)) throw new TokenRejectedError('tenant');
    if (ver !== '1.0' && ver !== '2.0') throw new TokenRejectedError('version');
    return { keyId: kid, tenantId, version: ver };
  }
}

/**
 * Of a verified payload. An ID token may have roles as well, but does not name a calling application, so it grants
 * nothing.
 */
function callerOf(payload: JWTPayload, hash: string, tenantId: string): VerifiedCaller {
  const { scp, roles, oid, idtyp, azp, appid, sub } = payload;
  const applicationId = azp ?? appid;
  if (typeof oid !== 'string' || typeof applicationId !== 'string') throw new TokenRejectedError('claims');
  const isUser = typeof scp === 'string' && idtyp !== 'app';
  // Without the optional claim `idtyp`, an application is its own subject; a user's `sub` differs for each application.
  if (!isUser && idtyp !== 'app' && (idtyp !== undefined || sub !== oid)) throw new TokenRejectedError('claims');
  const given = isUser ? scp.split(' ') : Array.isArray(roles) ? (roles as unknown[]) : [];
  const permissions = given.filter((name): name is string => typeof name === 'string' && name !== '');
  return { hash, tenantId, objectId: oid, applicationId, kind: isUser ? 'user' : 'application', permissions };
}

/** Undefined for an error that is not the token's fault. */
function refusalOf(error: unknown): TokenRejectedError | undefined {
  if (error instanceof TokenRejectedError) return error;
  if (error instanceof errors.JWTExpired) return new TokenRejectedError('expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'aud':
        return new TokenRejectedError('audience', tellable(error.payload.aud));
      case 'iss':
        return new TokenRejectedError('issuer');
      case 'nbf':
        return new TokenRejectedError(error.reason === 'check_failed' ? 'not yet valid' : 'claims');
      default:
        return new TokenRejectedError('claims');
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenRejectedError('signature');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return new TokenRejectedError('unknown key');
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new TokenRejectedError('algorithm');
  // jose's decoders throw a TypeError for a text that is not a JWT.
  if (error instanceof errors.JOSEError || error instanceof TypeError) return new TokenRejectedError('no JWT');
  return undefined;
}

/** The authority has signed it, so it is the name of a registration. An operator needs it to correct AUTH_AUDIENCE. */
function tellable(audience: unknown): string | undefined {
  return typeof audience === 'string' && /^[\w:./-]{1,200}$/.test(audience) ? audience : undefined;
}
