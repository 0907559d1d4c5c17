/** The direction of one criterion of an order. */
import { enumeration } from '../schema/enumeration.js';

export const OrderDirection = enumeration('OrderDirection', 'The direction of an order.', {
  ASC: 'The smallest first; a missing value before all others.',
  DESC: 'The largest first; a missing value after all others.',
});
export type OrderDirection = keyof typeof OrderDirection;
