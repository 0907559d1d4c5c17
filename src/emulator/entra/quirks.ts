/** Ways in which an identity service may fail. All are off at the start, and may be changed at any time. */

import { numberOf, splitQuirk, truthOf } from '../quirk-text.js';

export interface AuthorityQuirks {
  /** The minimum time of each token request, in milliseconds. */
  latencyMs: number;
  /** Token requests are read and never answered. */
  hang: boolean;
  /** Token requests answer this status, as in 503 or 429; 0 is off. */
  status: number;
  /** `Retry-After` in seconds with {@link status}; null sends none. */
  retryAfterSeconds: number | null;
  /** Token requests answer a page of HTML, with {@link status} or 200. */
  html: boolean;
  /** Consent for what the gateway requests is missing: `invalid_grant`, AADSTS65001. */
  consentMissing: boolean;
  /** On behalf of a user: `interaction_required`, AADSTS50076, with this JSON text as `claims`. */
  interactionRequired: string | undefined;
  /** The gateway's secret is right but expired: `invalid_client`, AADSTS7000222. */
  secretExpired: boolean;
  /** Lifetime of the Graph tokens that are issued from now on. */
  tokenLifetimeSeconds: number;
  /** Discovery documents and keys answer 503. */
  keysDown: boolean;
  /** How far the clock in the `Date` header is ahead, in seconds. */
  clockAheadSeconds: number;
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
  clockAheadSeconds: 0,
};

/** One line for each quirk, for a person at the command line. */
export const authorityQuirkDescriptions: Readonly<Record<keyof AuthorityQuirks, string>> = {
  latencyMs: 'each token request takes at least this many milliseconds',
  hang: 'token requests are never answered',
  status: 'token requests answer this status, as in status=503',
  retryAfterSeconds: 'Retry-After with that status, in seconds; null sends none',
  html: 'token requests answer a page of HTML',
  consentMissing: 'consent is missing: invalid_grant, AADSTS65001',
  interactionRequired: 'users need a second factor: interaction_required with claims, AADSTS50076',
  secretExpired: 'the secret of the gateway has expired: AADSTS7000222',
  tokenLifetimeSeconds: 'lifetime of the Graph tokens from now on',
  keysDown: 'discovery documents and keys answer 503',
  clockAheadSeconds: 'the Date header is this many seconds ahead',
};

/** Of a policy that no token satisfies. */
const someClaims = '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-000000000001"]}}}';

/** Reads `name` or `name=value`, as after `--authority-quirk=`. Throws an Error with a sentence for a person. */
export function parseAuthorityQuirk(text: string): Partial<AuthorityQuirks> {
  const { name, value } = splitQuirk(text, authorityQuirkDescriptions);
  if (typeof defaultAuthorityQuirks[name] === 'boolean') return { [name]: truthOf(name, value) };
  if (name === 'interactionRequired') return { [name]: value ?? someClaims };
  if (name === 'retryAfterSeconds' && value === 'null') return { [name]: null };
  if (name === 'status') return { [name]: numberOf(name, value, { least: 400, most: 599 }) };
  return { [name]: numberOf(name, value, { least: name === 'tokenLifetimeSeconds' ? 1 : 0 }) };
}
