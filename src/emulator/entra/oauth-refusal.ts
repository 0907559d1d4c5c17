/** The authority's refusals, in Entra's form: OAuth's error with an AADSTS number, which names the real reason. */
import { randomUUID } from 'node:crypto';

export interface RefusalDetails {
  /** The kind of interaction that would help, as in `consent_required`. */
  readonly suberror?: string;
  /** Plain JSON, which the next token must satisfy. */
  readonly claims?: string;
}

export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  constructor(
    readonly error: string,
    /** Without its prefix, as in 50013. */
    readonly number: number,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }

  get status(): number {
    return this.error === 'invalid_client' ? 401 : 400;
  }
}

export const invalidGrant = (number: number, message: string, details?: RefusalDetails): OAuthError =>
  new OAuthError('invalid_grant', number, message, details);

export const invalidClient = (number: number, message: string): OAuthError =>
  new OAuthError('invalid_client', number, message);

export const invalidRequest = (number: number, message: string): OAuthError =>
  new OAuthError('invalid_request', number, message);

/** The body. Its `error_description` repeats the ids for readers who see only that. */
export function refusalBody({ error, number, message, details }: OAuthError, correlationId: string): object {
  const traceId = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error,
    error_description: `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.example/error?code=${number}`,
    ...details,
  };
}
