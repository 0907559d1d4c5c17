/**
 * What a field costs: costs.ts puts it on the fields. The unit is one call to Graph, or one request in a `$batch`, since
 * Graph counts these alike. What Graph sends along, scalars and stubs, costs nothing.
 */

/** What a selection below the field costs for one object, and the field's arguments, which may be anything yet. */
interface Estimate {
  readonly args: Readonly<Record<string, unknown>>;
  readonly childComplexity: number;
}

/** How many objects a list field answers: as many as `argument` says or holds, within `max`, and `fallback` without it. */
export interface Rows {
  readonly argument?: string;
  readonly fallback: number;
  readonly max: number;
}

export const readCost = 1;

/** Graph bounds writes more tightly than reads, and a write changes something. */
export const writeCost = 10;

/** A filter, an order or a count may read the list to its end: 10,000 rows, 1,000 a page. */
export const listCost = 10;

/** Nobody knows before how many children there are. Graph knows four categories of updates. */
export const children = 4;

/** For a list of account summaries of `first` rows, as many as the resolver will serve at most. */
export function costOfList(defaultFirst: number, maxFirst: number) {
  return ({ args: { first }, childComplexity }: Estimate): number =>
    listCost + within(1, typeof first === 'number' ? first : defaultFirst, maxFirst) * childComplexity;
}

/** For the children of one summary. */
export function costOfChildren({ childComplexity }: Estimate): number {
  return readCost + children * childComplexity;
}

/** For a creation in bulk. Beyond `maxInputs` the resolver refuses it, with a better sentence. */
export function costOfBulkCreation(maxInputs: number) {
  return ({ args: { inputs }, childComplexity }: Estimate): number =>
    within(1, lengthOf(inputs), maxInputs) * (writeCost + childComplexity);
}

/** For federation's `_entities`: any of the references may have to be read. */
export function costOfEntities({ args: { representations }, childComplexity }: Estimate): number {
  return lengthOf(representations) * (readCost + childComplexity);
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}

function within(lowest: number, number: number, highest: number): number {
  return Math.min(Math.max(lowest, number), highest);
}
