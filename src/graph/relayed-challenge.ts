/**
 * The part of Graph's challenge that a client gets: the bearer challenges, with documented parameters of the documented
 * form.
 *
 * The header is written again from the parsed parameters, so nothing passes unchecked.
 */
import { parseChallenges, type Challenge } from '../core/challenge.js';
import { claimsText, readClaims, type Claims } from '../core/claims.js';
import { cleanWords } from './graph-words.js';

/** Node would encode other bytes as UTF-8, which would change the challenge. */
const readable = /^[\t\x20-\x7e]{1,8192}$/;

/** RFC 6750, section 3, and what Entra adds. */
const forms: ReadonlyMap<string, RegExp> = new Map([
  ['realm', /^[\w .:/@-]{0,100}$/],
  ['authorization_uri', /^https:\/\/[\w.-]{1,100}(?::\d{1,5})?(?:\/[\w./-]{0,200})?$/],
  ['client_id', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['error', /^[a-z_]{1,60}$/],
]);

export interface RelayedChallenge {
  readonly challenge?: string;
  readonly claims?: string;
  /** As in `insufficient_claims`. */
  readonly error?: string;
}

/** The parameters of one bearer challenge that may be relayed, by name and in their order. */
export type BearerParameters = { readonly [name: string]: string | Claims | undefined };

/** Empty for what is not a challenge that can be relayed. */
export function readBearerChallenges(header: string | string[] | undefined): readonly BearerParameters[] {
  const text = [header ?? []].flat().join(', ');
  if (!readable.test(text)) return [];
  return (parseChallenges(text) ?? []).filter(({ scheme }) => scheme === 'bearer').map(readParameters);
}

export function relayedChallenge(challenges: readonly BearerParameters[]): RelayedChallenge {
  const relayed = challenges.map(textsOf).filter((parameters) => parameters.size > 0);
  if (relayed.length === 0) return {};
  const challenge = relayed.map(written).join(', ');
  const first = (name: string): string | undefined =>
    relayed.map((parameters) => parameters.get(name)).find((value) => value !== undefined);
  const [claims, error] = [first('claims'), first('error')];
  return { challenge, ...(claims === undefined ? {} : { claims }), ...(error === undefined ? {} : { error }) };
}

function readParameters({ parameters }: Challenge): BearerParameters {
  return Object.fromEntries([...parameters].map(([name, value]) => [name, readParameter(name, value)]));
}

function readParameter(name: string, value: string): string | Claims | undefined {
  if (name === 'claims') return readClaims(value);
  if (name === 'error_description') return cleanWords(value) === value ? value : undefined;
  return forms.get(name)?.test(value) === true ? value : undefined;
}

function textsOf(parameters: BearerParameters): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    const text = typeof value === 'string' ? value : claimsText(value);
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

function written(parameters: ReadonlyMap<string, string>): string {
  const all = [...parameters].map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return `Bearer ${all.join(', ')}`;
}
