/** The arguments of every list: the same four, with the filter and the order of its rows. */
import { ArgsType, Field, Int } from 'type-graphql';
import { CostsEachCriterion, CostsFilter } from './list-cost.decorators.js';
import { maxOrders } from './filter-size.js';
import type { FilterInput, OrderInput } from './list-inputs.js';
import { defaultFirst, maxFirst } from './page-size.js';

export interface ListArguments {
  readonly first: number | null;
  readonly after?: string | null;
  readonly filter?: object | null;
  readonly orderBy?: readonly OrderInput[] | null;
}

/** A class for `@Args`. */
export function listArguments<Filter extends FilterInput<Filter>, Order extends OrderInput>(
  filterType: new () => Filter,
  orderType: new () => Order,
): new () => ListArguments {
  @ArgsType()
  class Arguments implements ListArguments {
    @Field(() => Int, {
      nullable: true,
      defaultValue: defaultFirst,
      description: `The number of rows, 1 to ${maxFirst.toLocaleString('en')}.`,
    })
    readonly first!: number | null;

    @Field(() => String, { nullable: true, description: 'A cursor of the same list; the page starts after it.' })
    readonly after?: string | null;

    @CostsFilter()
    @Field(() => filterType, { nullable: true, description: 'Conditions that the rows must meet.' })
    readonly filter?: Filter | null;

    @CostsEachCriterion()
    @Field(() => [orderType], {
      nullable: true,
      description: `The order, by up to ${maxOrders} criteria. If absent, the order of Graph.`,
    })
    readonly orderBy?: Order[] | null;
  }
  return Arguments;
}
