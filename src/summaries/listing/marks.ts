/**
 * Marks of rows, for cursors: rows that are inserted or deleted before a cursor's row move the others, so its position is
 * found again by the last rows before it. A mark is short whatever the id is, and no id can be read from it.
 */
import { hash } from 'node:crypto';
import { turnFor } from '../../core/turns.js';

const markLength = 8;
/** More rows than this, deleted one next to the other, leave the position to the number of rows alone. */
const maxMarks = 8;
const marks = new RegExp(`^(?:[\\w-]{${markLength}}){0,${maxMarks}}$`);
/** What making one mark takes, in units of turns.ts. */
const unitsPerMark = 60;
const fewRows = 256;

/** A row with an id; undefined for one that cannot be read. */
type Id = string | undefined;

/** Of the last rows before `end`, the last one first. */
export function marksBefore(ids: (index: number) => Id, end: number): string {
  const found: string[] = [];
  for (let index = end - 1; index >= 0 && found.length < maxMarks; index -= 1) {
    const id = ids(index);
    if (id !== undefined) found.push(markOf(id));
  }
  return found.join('');
}

export function areMarks(text: string): boolean {
  return marks.test(text);
}

/** Where the list goes on among rows; undefined if none of the marked ones is there. */
export async function indexBehind(text: string, ids: readonly Id[]): Promise<number | undefined> {
  await turnFor(ids.length * unitsPerMark, ids.length <= fewRows);
  const indexes = new Map<string, number>();
  ids.forEach((id, index) => {
    if (id !== undefined) indexes.set(markOf(id), index);
  });
  for (let start = 0; start < text.length; start += markLength) {
    const index = indexes.get(text.slice(start, start + markLength));
    if (index !== undefined) return index + 1;
  }
  return undefined;
}

/** How many rows have marks in the text. */
export function countOf(text: string): number {
  return text.length / markLength;
}

function markOf(id: string): string {
  return hash('sha256', id, 'base64url').slice(0, markLength);
}
