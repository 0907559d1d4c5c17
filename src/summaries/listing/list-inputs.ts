/** The shape of the inputs of any list, whatever the properties of its rows. */
import type {
  DateTimeOffsetFilter,
  IDFilter,
  IntFilter,
  NullableStringFilter,
  StringFilter,
} from './filters.inputs.js';
import type { OrderDirection } from './order-direction.enum.js';

export type Comparison = IDFilter | StringFilter | NullableStringFilter | IntFilter | DateTimeOffsetFilter;

/** A filter: a comparison for each property, and filters of the same kind combined by `and`, `or` and `not`. */
export type FilterInput<Filter> = {
  readonly [Name in keyof Filter]: Name extends 'and' | 'or'
    ? readonly Filter[] | null | undefined
    : Name extends 'not'
      ? Filter | null | undefined
      : Comparison | null | undefined;
};

/** One criterion of an order. */
export interface OrderInput {
  /** A property of the row. */
  readonly field: string;
  readonly direction: OrderDirection;
}
