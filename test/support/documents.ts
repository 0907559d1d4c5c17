/** Documents for the tests of limits, by their size. None of them needs a call to Graph if it is accepted. */
import { limits } from '../../src/graphql/limits/limits.js';

export const report = 'macOSSoftwareUpdateAccountSummary(id: "a")';
export const reportType = 'MacOSSoftwareUpdateAccountSummary';

/** `one(0) one(1) …`, this many times. */
export const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');

/** `f` in `f`, this many fields. */
export const nested = (depth: number, field = 'f'): string => `${`{ ${field} `.repeat(depth)}${'}'.repeat(depth)}`;

/** `[[…]]`, this many lists. */
export const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** A number of fields and fragments, most of them by spreading one fragment repeatedly. */
export function spreadOut(selections: number): string {
  const spreads = limits.repetitions - 1;
  const rest = selections - 1 - spreads * 50;
  const body = `...A `.repeat(spreads) + times(rest, (index) => `g${index}`);
  return `{ ${report} { ${body} } } fragment A on ${reportType} { ${times(49, (index) => `f${index}`)} }`;
}

/** Each fragment spreads the next one twice: `2 ** levels` fields in a document of a few lines. */
export function fragmentBomb(levels: number): string {
  const fragment = (index: number): string =>
    `fragment F${index} on ${reportType} { a: device { id } ...F${index + 1} ...F${index + 1} }`;
  return `{ ${report} { ...F0 } } ${times(levels, fragment)} fragment F${levels} on ${reportType} { id }`;
}
