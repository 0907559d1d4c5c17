/**
 * Claims that the next token must satisfy: the OpenID Connect claims request (Core 1.0, section 5.5), as JSON in
 * base64.
 *
 * A challenge carries them from Graph or the authority to MSAL in the front end. Any other form is not relayed.
 */
import { isRecord } from './is-record.js';

/** A few kilobytes of JSON as base64, in either alphabet. */
const base64 = /^[A-Za-z0-9+/_-]{4,8192}={0,2}$/;
const maxJsonLength = 4096;
const maxClaims = 50;
const maxValues = 100;
const targets: readonly string[] = ['access_token', 'id_token', 'userinfo'];
/** As in `acrs`, `nbf`, `xms_rp_ipaddr`, or an address of a claim. */
const claimName = /^[\w:./-]{1,100}$/;
/** Ids, numbers, addresses, a few words. Tokens and parts of tokens contain longer words. */
const claimValue = /^[\x20-\x7e]{0,200}$/;
const longWord = /[\w+/=~-]{40}/;

/** Claims as JSON, and in the form that a challenge uses. Code that relays them filters both for secrets. */
export type Claims = {
  readonly plain?: string | undefined;
  readonly encoded?: string | undefined;
};

/** The `claims` of a challenge, unchanged; undefined if they are not claims. */
export function readClaims(encoded: string | undefined): Claims | undefined {
  if (encoded === undefined || !base64.test(encoded)) return undefined;
  const json = Buffer.from(encoded, 'base64').toString();
  const claims = encodeClaims(json);
  return claims?.plain === json ? { plain: json, encoded } : claims;
}

/** The token endpoint gives claims as plain JSON. Undefined when they are not claims. */
export function encodeClaims(json: unknown): Claims | undefined {
  const plain = typeof json === 'string' ? plainClaims(json) : undefined;
  return plain === undefined ? undefined : { plain, encoded: Buffer.from(plain).toString('base64') };
}

/** Undefined if one of the two forms contained a secret. */
export function claimsText(claims: Claims | undefined): string | undefined {
  return claims?.plain === undefined ? undefined : claims.encoded;
}

/** The JSON without parts that a reader would ignore, such as a duplicate member. */
function plainClaims(json: string): string | undefined {
  if (json.length > maxJsonLength) return undefined;
  const claims = parse(json);
  if (!isRecord(claims) || Object.keys(claims).length === 0) return undefined;
  if (!Object.entries(claims).every(([target, asked]) => targets.includes(target) && areClaims(asked)))
    return undefined;
  return JSON.stringify(claims);
}

function areClaims(asked: unknown): boolean {
  if (!isRecord(asked)) return false;
  const entries = Object.entries(asked);
  return entries.length <= maxClaims && entries.every(([name, wanted]) => claimName.test(name) && isWanted(wanted));
}

/** `null` requests the claim without a condition. */
function isWanted(wanted: unknown): boolean {
  if (wanted === null) return true;
  if (!isRecord(wanted)) return false;
  return Object.entries(wanted).every(([name, value]) => {
    switch (name) {
      case 'essential':
        return typeof value === 'boolean';
      case 'value':
        return isValue(value);
      case 'values':
        return Array.isArray(value) && value.length <= maxValues && value.every(isValue);
      default:
        return false;
    }
  });
}

function isValue(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  return typeof value === 'string' && claimValue.test(value) && !longWord.test(value);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
