/** What an identity service does on a bad day. All is off at the start, and may be written to at any time. */

export interface AuthorityQuirks {
  /** How long each token request takes at least, in milliseconds. */
  latencyMs: number;
  /** Token requests are read and never answered. */
  hang: boolean;
  /** Token requests answer this status, as in 503 or 429; 0 is off. */
  status: number;
  /** `Retry-After` in seconds beside {@link status}; null sends none. */
  retryAfterSeconds: number | null;
  /** Token requests answer a page of HTML, with {@link status} or 200. */
  html: boolean;
  /** Nobody has consented to what the gateway asks for: `invalid_grant`, AADSTS65001. */
  consentMissing: boolean;
  /** On behalf of a user: `interaction_required`, AADSTS50076, with this text of JSON as `claims`. */
  interactionRequired: string | undefined;
  /** The gateway's secret is right and expired: `invalid_client`, AADSTS7000222. */
  secretExpired: boolean;
  /** Life of the Graph tokens issued from now on. */
  tokenLifetimeSeconds: number;
  /** Discovery documents and keys answer 503. */
  keysDown: boolean;
}

export const defaultAuthorityQuirks: Readonly<AuthorityQuirks> = {
  latencyMs: 0,
  hang: false,
  status: 0,
  retryAfterSeconds: null,
  html: false,
  consentMissing: false,
  interactionRequired: undefined,
  secretExpired: false,
  tokenLifetimeSeconds: 3600,
  keysDown: false,
};
