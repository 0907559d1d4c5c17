/**
 * Cursors: the position where a list continues, as opaque text.
 *
 * A cursor holds the options of Graph's own link and the position of the row after it, never an address, and is bound
 * to the filter and order of its list. The checksum detects changes. It is not secret and does not need to be: a caller
 * who invents a cursor can read only its own data, and a cursor does not decide how much is read (graph-pages.ts). So
 * replicas need no shared key.
 */
import { brokenRule } from '../../core/gateway-error.js';
import { hash } from 'node:crypto';
import { isPageLink, type PageLink } from '../../graph/page-link.js';
import { maxPageRows } from '../../graph/paging.js';
import { filterParts, type FilterPart } from './graph-filter.js';
import { areMarks } from './marks.js';

/**
 * Rows before the position, in a page or in a list that the gateway orders: their number, and the marks of the last of
 * them.
 */
interface Past {
  readonly offset: number;
  readonly marks: string;
}

/** `graph`: a page of Graph. `gateway`: the list in the gateway's own order. */
export type Position =
  | (Past & {
      readonly by: 'graph';
      /** Null for the first page. */
      readonly link: PageLink | null;
      /** The part of the filter that Graph was sent: its pages are those of another list with another part. */
      readonly part: FilterPart;
    })
  | (Past & { readonly by: 'gateway' });

/** Enough for a link of the maximum length of an address, in base64. */
const maxLength = 12_288;

export function encodeCursor(position: Position, list: string): string {
  const content = JSON.stringify(
    position.by === 'graph'
      ? [position.link, position.offset, position.marks, position.part]
      : [position.offset, position.marks],
  );
  return Buffer.from(`${checkSum(content, list)}${content}`).toString('base64url');
}

/** `list` identifies the filter and order that the cursor belongs to. Fails with `BAD_USER_INPUT`. */
export function decodeCursor(cursor: string, list: string): Position {
  const text = cursor.length > maxLength ? '' : Buffer.from(cursor, 'base64url').toString();
  const content = text.slice(checkSumLength);
  if (content === '' || text.slice(0, checkSumLength) !== checkSum(content, list)) throw forged();
  let parts: unknown;
  try {
    parts = JSON.parse(content);
  } catch {
    throw forged();
  }
  const position = positionOf(parts);
  if (position === undefined) throw forged();
  return position;
}

const checkSumLength = 16;

function checkSum(content: string, list: string): string {
  return hash('sha256', JSON.stringify([content, list]), 'base64url').slice(0, checkSumLength);
}

function positionOf(parts: unknown): Position | undefined {
  if (!Array.isArray(parts)) return undefined;
  if (parts.length === 2) {
    const [offset, marks] = parts as unknown[];
    return isOffset(offset) && isMarks(marks) ? { by: 'gateway', offset, marks } : undefined;
  }
  const [link, offset, marks, part] = parts as unknown[];
  if (!isOffset(offset) || !isMarks(marks) || !isPart(part)) return undefined;
  // The checksum is not secret: a link that the caller invents must not add other options.
  if (link !== null && (typeof link !== 'string' || !isPageLink(link))) return undefined;
  return { by: 'graph', link, offset, marks, part };
}

function isPart(value: unknown): value is FilterPart {
  return (filterParts as readonly unknown[]).includes(value);
}

function isMarks(value: unknown): value is string {
  return typeof value === 'string' && areMarks(value);
}

/** Rows of one page, or of a list that the gateway orders: neither has more. */
function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= maxPageRows;
}

function forged(): Error {
  const message =
    'after is not a cursor for this list: a cursor belongs to the filter and order of the list that returned it';
  return brokenRule(['after'], { rule: 'NOT_A_CURSOR' }, message);
}
