/**
 * Marks of rows, for cursors: rows that are inserted or deleted before a cursor's row move the others, so the last rows
 * before the position identify it. A mark is short whatever the id is, and does not reveal the id.
 */
import { hash } from 'node:crypto';
import { turnFor } from '../../core/turns.js';

const markLength = 8;
/** If more rows than this are deleted next to each other, the position is only a number of rows. */
const maxMarks = 8;
const marks = new RegExp(`^(?:[\\w-]{${markLength}}){0,${maxMarks}}$`);
/** The cost of making one mark, in units of turns.ts. */
const unitsPerMark = 60;
const fewRows = 256;

/** A row with an id; undefined for a row that cannot be read. */
type Id = string | undefined;

/** Marks of the last rows before `end`, the last one first. */
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

/** Where the list continues among the rows; undefined if none of the marked ones exists. */
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

/** The number of marks in the text. */
export function countOf(text: string): number {
  return text.length / markLength;
}

function markOf(id: string): string {
  return hash('sha256', id, 'base64url').slice(0, markLength);
}
