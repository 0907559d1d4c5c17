/**
 * The cost of a field, as decorators: one number for two uses. `complexity`, `rows` and `dearest` are for the gateway's
 * own limits. `@cost` and `@listSize` in the SDL are for the demand control of a router, which sees operations before they
 * are split.
 *
 * The directives allow whole numbers and no formulas. If they cannot express the same cost, they give a higher one,
 * never a lower one: the cost of a list of children counts for each child, and the selection of a bulk creation counts
 * 1,000 times.
 */
import { Directive, Extensions } from 'type-graphql';
import { readCost, writeCost } from '../../core/cost-ledger.js';
import { applyDecorators } from './apply-decorators.js';
import { children, costOfBulkCreation, costOfChildren, costOfSelection, type Dearest, type Rows } from './cost.js';

/** A read of one object. */
export function CostsRead(): MethodDecorator {
  return costs(readCost, {}, weight(readCost));
}

/** A write of one object. */
export function CostsWrite(): MethodDecorator {
  return costs(writeCost, {}, weight(writeCost));
}

/** The children of one summary. */
export function CostsChildren(): MethodDecorator {
  return costs(costOfChildren, { rows: { fallback: children, max: children } }, weight(readCost), size(children));
}

/** A bulk creation; its argument {@link CostsEachItem}. Composers do not accept a list as a slicing argument. */
export function CostsBulkCreation(maxInputs: number): MethodDecorator {
  const rows = { argument: 'inputs', fallback: 1, max: maxInputs };
  const dearest = { inputs: Array.from({ length: maxInputs }), onInvalid: undefined, idempotencyKeys: undefined };
  return costs(costOfBulkCreation(maxInputs), { rows, dearest }, weight(0), size(maxInputs));
}

/** On the list of inputs: routers count the weight of such an argument for each of its items. */
export function CostsEachItem(): ParameterDecorator {
  return Directive(weight(writeCost));
}

/** An object that comes with its parent; routers would otherwise count one request for it. */
export function CostsNothing(): MethodDecorator & PropertyDecorator {
  return costs(costOfSelection, {}, weight(0));
}

export function weight(cost: number): string {
  return `@cost(weight: ${cost})`;
}

function size(assumedSize: number): string {
  return `@listSize(assumedSize: ${assumedSize}, requireOneSlicingArgument: false)`;
}

/** `complexity`, `rows` and `dearest` as extensions of the field, and the same for routers. */
export function costs(
  complexity: unknown,
  { rows, dearest }: { readonly rows?: Rows; readonly dearest?: Dearest },
  ...directives: readonly string[]
): MethodDecorator & PropertyDecorator {
  return applyDecorators(Extensions({ complexity, rows, dearest }), ...directives.map((sdl) => Directive(sdl)));
}
