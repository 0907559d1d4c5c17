/**
 * What a field costs: costs.ts puts it on the fields. The unit is one call to Graph, or one request in a `$batch`, since
 * Graph counts these alike. It is an estimate: what turns out at run time is charged by core/cost-ledger.ts. What Graph sends along, scalars and stubs, costs nothing.
 */

import { badUserInput } from '../../core/gateway-error.js';
import { readCost, writeCost } from '../../core/cost-ledger.js';
import { faultOfSize, maxConditions, maxOrders, sizeOfFilter } from '../listing/filter-size.js';

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

/** A filter, an order or a count may read the list to its end: 10,000 rows, 1,000 a page. What it reads twice is charged then. */
export const listCost = 10;

/**
 * What the gateway's own work on a list costs besides: judging 10,000 rows by ten conditions takes about as long as one
 * call. An order is kept by several comparisons for each row.
 */
const conditionsPerCall = 10;
const conditionsPerCriterion = 5;

/** The most that a filter, and each criterion of an order, can add: what routers are told. */
export const mostFilterCost = maxConditions / conditionsPerCall;
export const criterionCost = 1;

/** Nobody knows before how many children there are. Graph knows four categories of updates. */
export const children = 4;

/** For a list of account summaries of `first` rows, as many as the resolver will serve at most. Throws for a filter beyond the limits. */
export function costOfList(defaultFirst: number, maxFirst: number) {
  return ({ args: { first, filter, orderBy }, childComplexity }: Estimate): number =>
    listCost +
    costOfWork(filter, orderBy) +
    within(1, typeof first === 'number' ? first : defaultFirst, maxFirst) * childComplexity;
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

function costOfWork(filter: unknown, orderBy: unknown): number {
  if (filter == null && orderBy == null) return 0;
  const size = filter == null ? { conditions: 0, tooDeep: undefined } : sizeOfFilter(filter);
  // Now: reading a filter of 100,000 objects as the schema has it would take longer than all the rest.
  const fault = faultOfSize(size);
  if (fault !== undefined) throw badUserInput([fault]);
  // Beyond the limit the resolver refuses it, with a better sentence.
  const criteria = orderBy == null ? 0 : Math.min(lengthOf(orderBy), maxOrders);
  return Math.floor((size.conditions + conditionsPerCriterion * criteria) / conditionsPerCall);
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}

function within(lowest: number, number: number, highest: number): number {
  return Math.min(Math.max(lowest, number), highest);
}
