/** What all mutations have in common, so that none of it can be forgotten. */
import { Needs } from './access.js';
import { applyDecorators } from './apply-decorators.js';
import { CostsWrite } from './cost.decorators.js';
import { Tagged } from './tags.js';

/** On a mutation: its caller must be allowed to write, contracts can leave it out, and it costs what one write costs, or `cost`. */
export function Write(cost: MethodDecorator = CostsWrite()): MethodDecorator {
  return applyDecorators(cost, Tagged('write'), Needs('write'));
}
