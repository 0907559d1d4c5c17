/**
 * The cost of a field: cost.decorators.ts applies it. The unit is one request to Graph, alone or in a `$batch`, since
 * Graph counts both alike. It is an estimate: core/cost-ledger.ts charges the rest at run time. Properties in a
 * response, scalars and stubs, cost nothing.
 */
import { readCost, writeCost } from '../../core/cost-ledger.js';

/** The cost of the selection below the field for one object, and the field's arguments, which may be any values. */
export interface Estimate {
  readonly args: Readonly<Record<string, unknown>>;
  readonly childComplexity: number;
}

/** The number of objects in a list field: the value or length of `argument`, up to `max`, and `fallback` without it. */
export interface Rows {
  readonly argument?: string;
  readonly fallback: number;
  readonly max: number;
}

/**
 * The arguments with which a field costs most. An argument that is not here may cost more, or be rejected: a field with
 * it is counted for each request.
 */
export type Dearest = Readonly<Record<string, unknown>>;

/** The number of children is not known before. Graph has four categories of updates. */
export const children = 4;

/** For an object that comes along with its parent. */
export function costOfSelection({ childComplexity }: Estimate): number {
  return childComplexity;
}

/** For the children of one summary. */
export function costOfChildren({ childComplexity }: Estimate): number {
  return readCost + children * childComplexity;
}

/** For a bulk creation. Beyond `maxInputs` the resolver rejects it, with a more precise sentence. */
export function costOfBulkCreation(maxInputs: number) {
  return ({ args: { inputs }, childComplexity }: Estimate): number =>
    within(1, lengthOf(inputs), maxInputs) * (writeCost + childComplexity);
}

/** For federation's `_entities`: each of the references may have to be read. */
export function costOfEntities({ args: { representations }, childComplexity }: Estimate): number {
  return lengthOf(representations) * (readCost + childComplexity);
}

export function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}

export function within(lowest: number, number: number, highest: number): number {
  return Math.min(Math.max(lowest, number), highest);
}
