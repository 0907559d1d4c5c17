/** The cost of a list with its filter and its order; schema/cost.ts has the unit, and the cost of all other fields. */
import { badUserInput } from '../../core/gateway-error.js';
import { lengthOf, within, type Estimate } from '../schema/cost.js';
import { faultOfSize, maxConditions, maxOrders, sizeOfFilter } from './filter-size.js';
import { defaultFirst, maxFirst } from './page-size.js';

/**
 * A filter, an order or a count may read the list to its end: 10,000 rows, 1,000 a page. Rows that are read twice are
 * charged at run time.
 */
export const listCost = 10;

/**
 * The additional cost of the gateway's own work on a list: matching 10,000 rows against ten conditions takes about as
 * long as one call. An order takes several comparisons for each row.
 */
const conditionsPerCall = 10;
const conditionsPerCriterion = 5;

/** The most that a filter, and each criterion of an order, can add; routers get these values. */
export const mostFilterCost = maxConditions / conditionsPerCall;
export const criterionCost = 1;

/** For a list of `first` rows, up to the number that the resolver returns. Throws for a filter beyond the limits. */
export function costOfList({ args: { first, filter, orderBy }, childComplexity }: Estimate): number {
  const rows = within(1, typeof first === 'number' ? first : defaultFirst, maxFirst);
  return listCost + costOfWork(filter, orderBy) + rows * childComplexity;
}

function costOfWork(filter: unknown, orderBy: unknown): number {
  if (filter == null && orderBy == null) return 0;
  const size = filter == null ? { conditions: 0, tooDeep: undefined } : sizeOfFilter(filter);
  // Checked now: converting a filter of 100,000 objects would take longer than all the rest.
  const fault = faultOfSize(size);
  if (fault !== undefined) throw badUserInput([fault]);
  // Beyond the limit the resolver rejects it, with a more precise sentence.
  const criteria = orderBy == null ? 0 : Math.min(lengthOf(orderBy), maxOrders);
  return Math.floor((size.conditions + conditionsPerCriterion * criteria) / conditionsPerCall);
}
