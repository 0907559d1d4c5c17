/**
 * What a field costs, as decorators: one number, said twice. `complexity` and `rows` are for the gateway's own limits, `@cost` and
 * `@listSize` in the SDL are for the demand control of a router, which sees operations before they are split.
 *
 * The directives know whole numbers and no formulas. Where they cannot say the same, they say more, never less: the cost
 * of a list of children counts for each child, and what is selected of a bulk creation counts 1,000 times.
 */
import { Directive, Extensions } from 'type-graphql';
import { readCost, writeCost } from '../../core/cost-ledger.js';
import {
  children,
  costOfBulkCreation,
  costOfChildren,
  costOfList,
  criterionCost,
  listCost,
  mostFilterCost,
  type Rows,
} from './cost.js';

/** A read of one object. */
export function CostsRead(): MethodDecorator {
  return costs(readCost, undefined, weight(readCost));
}

/** A write of one object. */
export function CostsWrite(): MethodDecorator {
  return costs(writeCost, undefined, weight(writeCost));
}

/** A connection of account summaries. */
export function CostsList(defaultFirst: number, maxFirst: number): MethodDecorator {
  const size =
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)';
  const rows = { argument: 'first', fallback: defaultFirst, max: maxFirst };
  return costs(costOfList(defaultFirst, maxFirst), rows, weight(listCost), size);
}

/** The children of one summary. */
export function CostsChildren(): MethodDecorator {
  return costs(costOfChildren, { fallback: children, max: children }, weight(readCost), size(children));
}

/** A creation in bulk; its argument {@link CostsEachItem}. No composer takes a list as a slicing argument. */
export function CostsBulkCreation(maxInputs: number): MethodDecorator {
  const rows = { argument: 'inputs', fallback: 1, max: maxInputs };
  return costs(costOfBulkCreation(maxInputs), rows, weight(0), size(maxInputs));
}

/** On the filter of a list: as much as the largest one. `owner`: the object that a field resolver adds the list to. */
export function CostsFilter(owner?: Owner): ParameterDecorator {
  return argumentCosts(mostFilterCost, owner);
}

/** On the order of a list. */
export function CostsEachCriterion(owner?: Owner): ParameterDecorator {
  return argumentCosts(criterionCost, owner);
}

/** On the list of inputs: routers count the weight of such an argument for each of its items. */
export function CostsEachItem(): ParameterDecorator {
  return Directive(weight(writeCost));
}

/** An object that comes along with its parent; routers would count one for it. */
export function CostsNothing(): MethodDecorator & PropertyDecorator {
  return Directive(weight(0));
}

type Owner = abstract new () => object;

/** type-graphql looks for the arguments' directives of a field resolver at the object, and nowhere else. */
function argumentCosts(cost: number, owner: Owner | undefined): ParameterDecorator {
  const mark = Directive(weight(cost)) as ParameterDecorator;
  return (target, property, index) => mark(owner === undefined ? target : (owner.prototype as object), property, index);
}

function weight(cost: number): string {
  return `@cost(weight: ${cost})`;
}

function size(assumedSize: number): string {
  return `@listSize(assumedSize: ${assumedSize}, requireOneSlicingArgument: false)`;
}

function costs(complexity: unknown, rows: Rows | undefined, ...directives: string[]): MethodDecorator {
  const all = [Extensions({ complexity, rows }), ...directives.map((sdl) => Directive(sdl))];
  return (target, property, descriptor) => {
    for (const decorate of all) (decorate as MethodDecorator)(target, property, descriptor);
  };
}
