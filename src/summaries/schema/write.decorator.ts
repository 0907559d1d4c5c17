/** What all mutations have in common, in one decorator. */
import { Needs } from './access.js';
import { applyDecorators } from './apply-decorators.js';
import { CostsWrite } from './cost.decorators.js';
import { Tagged } from './tags.js';

/** On a mutation: its caller must be allowed to write, contracts can omit it, and it costs one write, or `cost`. */
export function Write(cost: MethodDecorator = CostsWrite()): MethodDecorator {
  return applyDecorators(cost, Tagged('write'), Needs('write'));
}
