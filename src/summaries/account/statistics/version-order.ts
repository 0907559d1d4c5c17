/** Versions of macOS, the newest first. */

const collator = new Intl.Collator('en', { numeric: true });

/**
 * Numbers compare as numbers, so 26.10 is newer than 26.2, and 10.15 is the oldest. A missing version comes last. Texts
 * that the collation takes for equal, as 26.1 and 26.01, are in the order of their characters.
 */
export function newestFirst(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return collator.compare(b, a) || (a < b ? 1 : -1);
}
