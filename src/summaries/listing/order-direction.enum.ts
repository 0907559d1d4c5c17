/** Which way one criterion of an order goes. */
import { enumeration } from '../schema/enumeration.js';

export const OrderDirection = enumeration('OrderDirection', 'Which way an order goes.', {
  ASC: 'The smallest first; a missing value before all others.',
  DESC: 'The largest first; a missing value after all others.',
});
export type OrderDirection = keyof typeof OrderDirection;
