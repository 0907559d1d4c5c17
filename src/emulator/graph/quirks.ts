/**
 * Ways in which a tenant's Graph may differ from its reference, each seen in public threads or allowed by the
 * documents.
 *
 * All are off at the start. They can be switched on at the start, while the emulator runs, and from the command line.
 */

import { numberOf, splitQuirk, truthOf } from '../quirk-text.js';

export interface Quirks {
  /** `$filter` answers 400 "Query option 'Filter' is not allowed", as several Intune collections do. */
  filterRefused: boolean;
  /** `$filter` and `$orderby` are ignored: all rows are returned, in order of creation. */
  filterIgnored: boolean;
  /** `$filter` with a function (`contains`, `startswith`) answers 500, as some Intune collections do. */
  functionsRefused: boolean;
  /** A condition with a function holds for every object. */
  functionsIgnored: boolean;
  /** `$filter` compares texts whatever their case, their accents and spaces at their end, as many databases do. */
  looseTexts: boolean;
  /** `$expand` answers 400 "Query option 'Expand' is not allowed". */
  expandRefused: boolean;
  /** `$select` is ignored: all properties are returned. */
  selectIgnored: boolean;
  /** Reading one object answers `{"value": {…}}`, as the reference's examples show it. */
  wrappedGet: boolean;
  /** A change answers 204 without a body. */
  patchNoContent: boolean;
  /** How many of the next HTTP calls answer 429; counts down. */
  throttleCalls: number;
  /** How many of the next requests inside batches answer 429; counts down. */
  throttleItems: number;
  /** `Retry-After` of a 429 in seconds, possibly with a fraction; null sends none, as Intune often does. */
  retryAfterSeconds: number | null;
  /** How many of the next HTTP calls answer 401 with a claims challenge; counts down. */
  claimsChallenge: number;
  /** How many of the next HTTP calls answer 503 without `Retry-After`; counts down. */
  unavailableCalls: number;
  /** How many of the next HTTP calls that write are carried out and not answered: the connection breaks; counts down. */
  answersLost: number;
  /** The same, and the call is carried out only afterwards; counts down. */
  lateCommits: number;
  /** How much later, in milliseconds. */
  lateCommitMs: number;
  /** Everything answers 403: the token lacks a permission. */
  forbidden: boolean;
  /** Writes answer 400 with a reason of the service. */
  rejected: boolean;
  /** Writes answer 409. */
  conflict: boolean;
  /** Writes answer 412. */
  preconditionFailed: boolean;
  /** Everything succeeds with a body that the metadata does not allow; a write is not stored. */
  badResponses: boolean;
  /** Writes answer 400 `No method match route template`: the documented operation is not in the service. */
  operationNotOffered: boolean;
  /** The minimum time of each HTTP call, in milliseconds; a batch is one call. */
  latencyMs: number;
  /** Maximum rows on a page; a smaller `$top` makes pages smaller, a greater one does not make them larger. */
  pageSize: number;
  /** Next links have `$skip` instead of `$skiptoken`. */
  skipLinks: boolean;
  /** There is an empty page with a next link between any two pages. */
  emptyPages: boolean;
}

export const defaultQuirks: Readonly<Quirks> = {
  filterRefused: false,
  filterIgnored: false,
  functionsRefused: false,
  functionsIgnored: false,
  looseTexts: false,
  expandRefused: false,
  selectIgnored: false,
  wrappedGet: false,
  patchNoContent: false,
  throttleCalls: 0,
  throttleItems: 0,
  retryAfterSeconds: 1,
  claimsChallenge: 0,
  unavailableCalls: 0,
  answersLost: 0,
  lateCommits: 0,
  lateCommitMs: 1000,
  forbidden: false,
  rejected: false,
  conflict: false,
  preconditionFailed: false,
  badResponses: false,
  operationNotOffered: false,
  latencyMs: 0,
  pageSize: 1000,
  skipLinks: false,
  emptyPages: false,
};

/** One line for each quirk, for a person at the command line. */
export const quirkDescriptions: Readonly<Record<keyof Quirks, string>> = {
  filterRefused: "$filter answers 400 Query option 'Filter' is not allowed",
  filterIgnored: '$filter and $orderby have no effect',
  functionsRefused: '$filter with contains or startswith answers 500',
  functionsIgnored: 'contains and startswith in $filter hold for every object',
  looseTexts: '$filter compares texts whatever their case, accents and spaces at the end',
  expandRefused: "$expand answers 400 Query option 'Expand' is not allowed",
  selectIgnored: '$select has no effect',
  wrappedGet: 'reading one object answers {"value": {…}}',
  patchNoContent: 'a change answers 204 without a body',
  throttleCalls: 'this many of the next HTTP calls answer 429',
  throttleItems: 'this many of the next requests inside batches answer 429',
  retryAfterSeconds: 'Retry-After of a 429 in seconds; null sends none',
  claimsChallenge: 'this many of the next HTTP calls answer 401 with a claims challenge',
  unavailableCalls: 'this many of the next HTTP calls answer 503',
  answersLost: 'this many of the next writes are carried out and lose their connection instead of an answer',
  lateCommits: 'this many of the next writes lose their connection and are carried out later',
  lateCommitMs: 'how many milliseconds later',
  forbidden: 'everything answers 403 with the name of a permission',
  rejected: 'writes answer 400 with a reason of the service',
  conflict: 'writes answer 409',
  preconditionFailed: 'writes answer 412',
  badResponses: 'everything succeeds with a body that the metadata does not allow',
  operationNotOffered: 'writes answer 400 No method match route template',
  latencyMs: 'each HTTP call takes at least this many milliseconds',
  pageSize: 'maximum rows on a page',
  skipLinks: 'next links have $skip instead of $skiptoken',
  emptyPages: 'there is an empty page between any two pages',
};

/** Reads `name` or `name=value`, as after `--quirk=`. Throws an Error with a sentence for a person. */
export function parseQuirk(text: string): Partial<Quirks> {
  const { name, value } = splitQuirk(text, quirkDescriptions);
  if (typeof defaultQuirks[name] === 'boolean') return { [name]: truthOf(name, value) };
  if (name === 'retryAfterSeconds') {
    return { [name]: value === 'null' ? null : numberOf(name, value, { least: 0, fraction: true }) };
  }
  return { [name]: numberOf(name, value, { least: name === 'pageSize' ? 1 : 0 }) };
}

/**
 * Reads an object of quirks, as in `{ "throttleCalls": 2, "latencyMs": 300 }`. Throws an Error with a sentence for a
 * person.
 */
export function parseQuirks(given: unknown): Partial<Quirks> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error('Quirks must be a JSON object, as in {"throttleCalls": 2}.');
  }
  const parsed = Object.entries(given).map(([name, value]) => parseQuirk(`${name}=${String(value)}`));
  return Object.assign({}, ...parsed) as Partial<Quirks>;
}
