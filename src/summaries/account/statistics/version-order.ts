/** Versions of macOS, the newest first. */
import { sortInSlices } from '../../../core/sort-in-slices.js';

const collator = new Intl.Collator('en', { numeric: true });
/** Of a version; the rest of a longer text compares by its characters. */
const charactersOfVersion = 64;
/** The cost of one comparison, in units of turns.ts. */
const unitsToCompare = 10;

export function inVersionOrder<Item extends { readonly osVersion: string | null }>(
  items: readonly Item[],
): Promise<Item[]> {
  const compare = (a: Item, b: Item): number => newestFirst(a.osVersion, b.osVersion);
  return sortInSlices(items, (item) => item, compare, { prepare: 1, compare: unitsToCompare });
}

/**
 * Numbers compare as numbers, so 26.10 is newer than 26.2, and 10.15 is the oldest. A missing version comes last. Texts
 * that the collation takes for equal, as 26.1 and 26.01, are in the order of their characters.
 */
export function newestFirst(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const [startOfA, startOfB] = [a.slice(0, charactersOfVersion), b.slice(0, charactersOfVersion)];
  return collator.compare(startOfB, startOfA) || (a < b ? 1 : -1);
}
