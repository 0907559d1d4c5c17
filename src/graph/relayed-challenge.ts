/**
 * What of Graph's challenge a client gets: the bearer challenges, with the parameters that are documented and of their form.
 *
 * The header is written again from what was read of it, so nothing passes unread.
 */
import { parseChallenges, type Challenge } from '../core/challenge.js';
import { readClaims } from '../core/claims.js';
import { cleanWords } from './graph-words.js';
import type { Secret } from '../core/secret.js';

/** Other bytes would leave Node as UTF-8, and be a different challenge. */
const readable = /^[\t\x20-\x7e]{1,8192}$/;

/** RFC 6750, section 3, and what Entra adds. */
const forms: Readonly<Record<string, RegExp>> = {
  realm: /^[\w .:/@-]{0,100}$/,
  authorization_uri: /^https:\/\/[\w.-]{1,100}(?::\d{1,5})?(?:\/[\w./-]{0,200})?$/,
  client_id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  error: /^[a-z_]{1,60}$/,
};

export interface RelayedChallenge {
  readonly challenge?: string;
  readonly claims?: string;
  /** As in `insufficient_claims`. */
  readonly error?: string;
}

export function relayedChallenge(header: string | string[] | undefined, secret?: Secret): RelayedChallenge {
  const text = header === undefined ? '' : [header].flat().join(', ');
  if (!readable.test(text)) return {};
  const bearers = (parseChallenges(text) ?? []).filter(({ scheme }) => scheme === 'bearer');
  const relayed = bearers.map((bearer) => tellable(bearer, secret)).filter((parameters) => parameters.size > 0);
  if (relayed.length === 0) return {};
  const challenge = relayed.map(written).join(', ');
  const first = (name: string): string | undefined =>
    relayed.map((parameters) => parameters.get(name)).find((value) => value !== undefined);
  const [claims, error] = [first('claims'), first('error')];
  return { challenge, ...(claims === undefined ? {} : { claims }), ...(error === undefined ? {} : { error }) };
}

function tellable({ parameters }: Challenge, secret: Secret | undefined): ReadonlyMap<string, string> {
  const relayed = new Map<string, string>();
  for (const [name, value] of parameters) {
    const read = name === 'claims' ? readClaims(value, secret ? [secret] : []) : readParameter(name, value, secret);
    if (read !== undefined) relayed.set(name, read);
  }
  return relayed;
}

function readParameter(name: string, value: string, secret: Secret | undefined): string | undefined {
  if (name === 'error_description') return cleanWords(value, secret) === value ? value : undefined;
  return forms[name]?.test(value) && !secret?.isIn(value) ? value : undefined;
}

function written(parameters: ReadonlyMap<string, string>): string {
  const all = [...parameters].map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return `Bearer ${all.join(', ')}`;
}
