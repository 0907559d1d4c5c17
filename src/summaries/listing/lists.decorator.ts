/** What all lists have in common, so that none of it can be forgotten. */
import { Needs } from '../schema/access.js';
import { applyDecorators } from '../schema/apply-decorators.js';
import { TakesTurns } from './filter-turn.js';
import { CostsList } from './list-cost.decorators.js';

/** On a connection: its caller must be allowed to read, it costs what its arguments ask for, and it lets other work run. */
export function Lists(): MethodDecorator {
  return applyDecorators(TakesTurns(), CostsList(), Needs('read'));
}
