/** What every resolver gets: the operation it works for. One for each GraphQL operation, never shared. */
import type { Operation } from '../../graph/operation.js';

export type RequestContext = Operation;
