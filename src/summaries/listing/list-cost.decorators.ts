/** The cost of a list, as decorators; schema/cost.decorators.ts explains them. */
import { Directive } from 'type-graphql';
import { costs, weight } from '../schema/cost.decorators.js';
import { maxOrders } from './filter-size.js';
import { costOfList, criterionCost, listCost, mostFilterCost } from './list-cost.js';
import { defaultFirst, maxFirst } from './page-size.js';

/** A connection. */
export function CostsList(): MethodDecorator {
  const size =
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)';
  const rows = { argument: 'first', fallback: defaultFirst, max: maxFirst };
  // Without `filter`: only a count finds one beyond the limits.
  const dearest = { first: maxFirst, after: undefined, orderBy: Array.from({ length: maxOrders }) };
  return costs(costOfList, { rows, dearest }, weight(listCost), size);
}

/** On the filter of a list: the cost of the largest filter. */
export function CostsFilter(): PropertyDecorator {
  return Directive(weight(mostFilterCost));
}

/** On the order of a list. */
export function CostsEachCriterion(): PropertyDecorator {
  return Directive(weight(criterionCost));
}
