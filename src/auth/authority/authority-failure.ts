/**
 * Why the authority (Entra ID) returned no token, as far as an operator or a client can act on it.
 *
 * It is derived from the response itself, never from a library's error object: those hold requests, secrets and tokens.
 * It keeps an AADSTS number and the correlation id, for a support ticket.
 */
import { isRecord } from '../../core/is-record.js';
import { claimsText, encodeClaims } from '../../core/claims.js';
import { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import type { Exchange } from './authority-exchange.js';
import { withoutSecrets, type Secret } from '../../core/secret.js';
import {
  authorityUnavailable,
  consentRequired,
  gatewayRejected,
  moreProofRequired,
  type AuthorityFields,
} from '../../telemetry/events.js';

export type FailureKind =
  /** The authority did not respond, or its response was neither a token nor a refusal. */
  | 'unavailable'
  /** The gateway's own registration or credential is rejected. */
  | 'misconfigured'
  /** The gateway has no consent to call Graph for this user. */
  | 'consent'
  /** The user must satisfy a condition: a second factor, a compliant device. */
  | 'interaction'
  /** The caller's own token is no longer accepted. */
  | 'assertion';

export interface FailureDetails {
  /** A few words for the log: the gateway's own, or a number. */
  readonly reason: string;
  readonly correlationId?: string | undefined;
  /** The environment variable that an operator should check. */
  readonly setting?: string;
  readonly claims?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Absent if nothing was sent, as while the circuit is open. */
  readonly exchange?: Exchange | undefined;
}

export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  constructor(
    readonly kind: FailureKind,
    readonly details: FailureDetails,
  ) {
    super(`${kind}: ${details.reason}`);
  }

  during(exchange: Exchange): AuthorityError {
    return new AuthorityError(this.kind, { ...this.details, exchange });
  }
}

/** AADSTS numbers that point to a setting other than the credential. */
const settings: Readonly<Record<number, string>> = {
  500131: 'AUTH_AUDIENCE', // the assertion was issued for another application
  700016: 'AZURE_CLIENT_ID',
  90002: 'AZURE_TENANT_ID',
  900023: 'AZURE_TENANT_ID',
  500011: 'GRAPH_SCOPE',
  70011: 'GRAPH_SCOPE',
  1002012: 'GRAPH_SCOPE',
};
/** What an operator would look up first. */
const expiries: Readonly<Record<number, string>> = {
  7000222: 'the client secret has expired',
  700024: 'the client assertion is not within its time',
};
const consentMissing = 65001;
/** Entra's code for "try again". */
const transient = 90033;

/**
 * The meaning of a response other than 200 of the token endpoint. `credential` is the setting that the gateway signs in
 * with. Nothing that repeats one of the sent secrets is kept.
 */
export function errorOfRefusal(
  status: number,
  body: unknown,
  retryAfterSeconds: number | undefined,
  credential: string,
  secrets: readonly Secret[],
): AuthorityError {
  const refusal = isRecord(body) ? body : {};
  const error = typeof refusal['error'] === 'string' ? refusal['error'] : '';
  const [code] = (Array.isArray(refusal['error_codes']) ? (refusal['error_codes'] as unknown[]) : []).filter(
    (value): value is number => Number.isInteger(value) && Number(value) > 0 && Number(value) < 1e9,
  );
  const read = { correlationId: guidOf(refusal['correlation_id']), claims: encodeClaims(refusal['claims']) };
  const { correlationId, claims: relayed } = withoutSecrets(read, secrets);
  const expiry = code === undefined ? undefined : expiries[code];
  const number = code === undefined ? `status ${status}` : `AADSTS${code}`;
  const details = { reason: expiry === undefined ? number : `${number}, ${expiry}`, correlationId };
  const isPassing = status >= 500 || status === 429 || code === transient || error === 'temporarily_unavailable';
  if (isPassing || error === '') return new AuthorityError('unavailable', { ...details, retryAfterSeconds });
  if (code === consentMissing || refusal['suberror'] === 'consent_required') {
    return new AuthorityError('consent', details);
  }
  const claims = claimsText(relayed);
  if (claims !== undefined || error === 'interaction_required') {
    return new AuthorityError('interaction', { ...details, claims });
  }
  const setting = code === undefined ? undefined : settings[code];
  if (error === 'invalid_grant' && setting === undefined) return new AuthorityError('assertion', details);
  if (error === 'invalid_scope' || error === 'invalid_resource') {
    return new AuthorityError('misconfigured', { ...details, setting: 'GRAPH_SCOPE' });
  }
  return new AuthorityError('misconfigured', { ...details, setting: setting ?? credential });
}

/** Of the log. `authority` is the host if there was no exchange. */
export function lineOf({ details }: AuthorityError, authority: string): AuthorityFields {
  const { reason, correlationId, setting, exchange } = details;
  return {
    reason,
    ...(exchange ?? { host: authority, sent: false, durationMs: 0 }),
    ...(correlationId ? { correlationId } : {}),
    ...(setting ? { setting } : {}),
  };
}

export function logAuthorityError(error: AuthorityError, authority: string, { logger }: Operation): void {
  const line = lineOf(error, authority);
  switch (error.kind) {
    case 'misconfigured':
      return gatewayRejected(logger, line);
    case 'unavailable':
      return authorityUnavailable(logger, line);
    case 'consent':
      return consentRequired(logger, line);
    case 'interaction':
    case 'assertion':
      return moreProofRequired(logger, line);
  }
}

/** For a client; `challenge` is the start of a 401's challenge. */
export function clientError({ kind, details }: AuthorityError, challenge: string): GatewayError {
  const { claims, retryAfterSeconds } = details;
  switch (kind) {
    case 'unavailable':
      return new GatewayError(
        'GRAPH_UNAVAILABLE',
        'No token for Microsoft Graph is available at the moment; nothing was sent to it.',
        {
          ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
        },
      );
    case 'misconfigured':
      return internalError();
    case 'consent':
      return new GatewayError(
        'FORBIDDEN',
        'An administrator has not allowed the gateway to call Microsoft Graph for its users.',
        {
          requiredScopes: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
        },
      );
    case 'interaction':
      return claims === undefined ? tokenRejected(challenge) : insufficientClaims(challenge, claims);
    case 'assertion':
      return tokenRejected(challenge);
  }
}

export function tokenRejected(challenge: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 'The token of this request is not accepted.', {
    challenge: `${challenge}, error="invalid_token"`,
  });
}

export function insufficientClaims(challenge: string, claims: string): GatewayError {
  return new GatewayError(
    'UNAUTHENTICATED',
    'The token does not satisfy the required claims: get a token with these claims and try again.',
    {
      challenge: `${challenge}, error="insufficient_claims", claims="${claims}"`,
      claims,
    },
  );
}

export function internalError(): GatewayError {
  const sentence =
    'The gateway failed. Its operators find the reason in the log, by extensions.requestId of this error.';
  return new GatewayError('INTERNAL_SERVER_ERROR', sentence);
}

function guidOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : undefined;
}
