/**
 * Ids as parts of an address: one rule for the ids of callers and of Graph, so that every existing report can be read,
 * changed and deleted.
 *
 * Graph's ids are plain strings (`Edm.String`), mostly GUIDs. Percent-encoding makes nearly every character safe.
 * Exceptions have no address: a segment of dots, which servers resolve before or after decoding, and the names that
 * OData reserves (`$batch`, `$count`).
 */
import { brokenRule } from '../core/gateway-error.js';
import type { BrokenRule } from '../core/validation-problem.js';
import { isBlank } from '../core/is-blank.js';

export const maxIdLength = 1024;
const mustHaveLength = `must have 1 to ${maxIdLength.toLocaleString('en')} characters`;
/** Encoded: an address has at most two of them, and with its options it must stay below 8,192 characters. */
const maxEncodedLength = 2048;

/** Characters that end a segment on a server that decodes once more. */
const separator = /[/\\]|%(?:25)*(?:2f|5c)/i;
const onlyDots = /^(?:\.|%(?:25)*2e)+$/i;
const control = /\p{Cc}/u;

interface IdProblem {
  readonly rule: BrokenRule;
  /** The end of a sentence that begins with the name of the id. */
  readonly must: string;
}

/** Why no address can hold the id; undefined if one can. */
export function problemOfId(id: string): IdProblem | undefined {
  if (id.length === 0) return { rule: { rule: 'BLANK' }, must: mustHaveLength };
  if (id.length > maxIdLength) return { rule: { rule: 'TOO_LONG', limit: maxIdLength }, must: mustHaveLength };
  if (isBlank(id)) return { rule: { rule: 'BLANK' }, must: 'must contain a non-whitespace character' };
  if (!id.isWellFormed()) {
    return { rule: { rule: 'NOT_WELL_FORMED' }, must: 'must not contain half of a surrogate pair' };
  }
  const must = reasonWithoutAddress(id);
  return must === undefined ? undefined : { rule: { rule: 'NOT_AN_ID' }, must };
}

function reasonWithoutAddress(id: string): string | undefined {
  if (control.test(id)) return 'must not contain control characters';
  if (id.startsWith('$')) return 'must not start with $';
  if (id.split(separator).some((piece) => onlyDots.test(piece)))
    return 'must not consist of dots, or contain a path segment of dots';
  if (encoded(id).length > maxEncodedLength) {
    return `must have at most ${maxEncodedLength.toLocaleString('en')} characters when percent-encoded`;
  }
  return undefined;
}

/** The id as one percent-encoded path segment, or `BAD_USER_INPUT`. `argument` has the id. */
export function pathSegment(id: string, argument: string): string {
  const problem = problemOfId(id);
  if (problem === undefined) return encoded(id);
  throw brokenRule([argument], problem.rule, `${argument} ${problem.must}`);
}

/** The same for an id from Graph; undefined if no address can hold it. */
export function segmentOf(id: string): string | undefined {
  return problemOfId(id) === undefined ? encoded(id) : undefined;
}

/** RFC 3986: `encodeURIComponent` leaves five characters that have a meaning in a path. */
function encoded(id: string): string {
  return encodeURIComponent(id).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
