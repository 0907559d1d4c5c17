/**
 * What a field costs: cost.decorators.ts puts it on the fields. The unit is one call to Graph, or one request in a `$batch`, since
 * Graph counts these alike. It is an estimate: what turns out at run time is charged by core/cost-ledger.ts. What Graph sends along, scalars and stubs, costs nothing.
 */
import { readCost, writeCost } from '../../core/cost-ledger.js';

/** What a selection below the field costs for one object, and the field's arguments, which may be anything yet. */
export interface Estimate {
  readonly args: Readonly<Record<string, unknown>>;
  readonly childComplexity: number;
}

/** How many objects a list field answers: as many as `argument` says or holds, within `max`, and `fallback` without it. */
export interface Rows {
  readonly argument?: string;
  readonly fallback: number;
  readonly max: number;
}

/** How many children there are is not known before. Graph knows four categories of updates. */
export const children = 4;

/** For an object that comes along with its parent. */
export function costOfSelection({ childComplexity }: Estimate): number {
  return childComplexity;
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

export function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}

export function within(lowest: number, number: number, highest: number): number {
  return Math.min(Math.max(lowest, number), highest);
}
