/**
 * Pages of a collection and the links between them.
 *
 * `$top` is the size of a page, as in Graph: the rest follows after the next link, which keeps the other options.
 */
import { badQuery } from './answers.js';
import { unsupportedQuery, type Service } from './services.js';
import { queryString, wholeNumber, type Options } from './query.js';
import type { Quirks } from './quirks.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The query of the next page. */
  readonly nextQuery: string | undefined;
}

interface Place {
  readonly offset: number;
  /** The empty page before the rows at the offset. */
  readonly empty: boolean;
}

export function pageOf<Item>(
  items: readonly Item[],
  options: Options,
  quirks: Quirks,
  { usual, most }: NonNullable<Service['pages']> = { usual: quirks.pageSize, most: Infinity },
): Page<Item> {
  const top = wholeNumber(options, 'top');
  if (most < Infinity && top !== undefined && (top < 1 || top > most)) {
    throw unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and ${most} inclusive.`);
  }
  const skip = wholeNumber(options, 'skip') ?? 0;
  const token = options.get('skiptoken');
  const { offset, empty } = token === undefined ? { offset: skip, empty: false } : placeOf(token);
  if (empty) return { items: [], nextQuery: linkTo({ offset, empty: false }, options, quirks) };
  if (top === 0) return { items: [], nextQuery: undefined };
  const end = offset + Math.min(top ?? usual, quirks.pageSize);
  const nextQuery = end < items.length ? linkTo({ offset: end, empty: quirks.emptyPages }, options, quirks) : undefined;
  return { items: items.slice(offset, end), nextQuery };
}

function linkTo(place: Place, options: Options, quirks: Quirks): string {
  const next = new Map(options);
  next.delete('skip');
  next.delete('skiptoken');
  if (quirks.skipLinks) next.set('skip', String(place.offset));
  // `$skip` alone cannot express that the page is empty.
  if (!quirks.skipLinks || place.empty) next.set('skiptoken', tokenOf(place));
  return queryString(next);
}

function tokenOf({ offset, empty }: Place): string {
  return Buffer.from(`${empty ? 'empty' : 'rows'}:${offset}`).toString('base64url');
}

function placeOf(token: string): Place {
  const parts = /^(empty|rows):(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString());
  if (parts === null) throw badQuery('Skip token is malformed.');
  return { offset: Number(parts[2]), empty: parts[1] === 'empty' };
}
