/** `26.10` comes after `26.9`. Numbers compare as numbers, and a missing version comes first. */
const numeric = new Intl.Collator('en', { numeric: true });

export const compareVersions = (a: string, b: string): number => numeric.compare(a, b);
