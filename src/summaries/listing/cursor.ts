/**
 * Cursors: where a list goes on, as opaque text.
 *
 * A cursor holds Graph's skip token or a row's position, never an address, and is bound to its list's filter and order.
 * The check sum tells what was altered. It is not a secret and needs none: a caller who makes a cursor can only ask for what
 * is theirs, and a cursor has no power over how much is read (account-summary.list.ts). So no key has to be shared.
 */
import { badUserInput } from '../../core/gateway-error.js';
import { createHash } from 'node:crypto';
import { isPageTokenValue, maxPageRows, type PageToken } from '../../graph/paging.js';

/** `graph`: the page after a token of Graph, and how many of its rows are past. `gateway`: rows past in our own order. */
export type Position =
  | {
      readonly by: 'graph';
      /** Null for the first page. */
      readonly token: PageToken | null;
      /** Of this page alone. */
      readonly offset: number;
      /** False where Graph was not told the filter: the pages are those of the whole collection then. */
      readonly filtered: boolean;
    }
  | { readonly by: 'gateway'; readonly offset: number };

/** Room for a token as long as a link may be, in base64. */
const maxLength = 12_288;

export function encodeCursor(position: Position, list: string): string {
  const content = JSON.stringify(
    position.by === 'graph' ? [position.token, position.offset, position.filtered] : [position.offset],
  );
  return Buffer.from(`${checkSum(content, list)}${content}`).toString('base64url');
}

/** `list` names the filter and order that the cursor belongs to. Fails with `BAD_USER_INPUT`. */
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
  return createHash('sha256')
    .update(JSON.stringify([content, list]))
    .digest('base64url')
    .slice(0, checkSumLength);
}

function positionOf(parts: unknown): Position | undefined {
  if (!Array.isArray(parts)) return undefined;
  const [token, offset, filtered] = parts as unknown[];
  if (parts.length === 1) return isOffset(token) ? { by: 'gateway', offset: token } : undefined;
  if (!isOffset(offset) || typeof filtered !== 'boolean') return undefined;
  if (token === null) return { by: 'graph', token, offset, filtered };
  const [name, value] = Array.isArray(token) ? (token as unknown[]) : [];
  if ((name !== '$skiptoken' && name !== '$skip') || typeof value !== 'string') return undefined;
  // The check sum is no secret: a value of the caller's own making must not bring other options along.
  if (!isPageTokenValue(value)) return undefined;
  return { by: 'graph', token: [name, value], offset, filtered };
}

/** Rows of one page, or of a list that is ordered here: neither has more. */
function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= maxPageRows;
}

function forged(): Error {
  const message = 'after is no cursor of this list; a cursor belongs to the filter and order of the list that gave it';
  return badUserInput([{ path: 'after', message }]);
}
