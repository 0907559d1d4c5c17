/**
 * Lets other work run between the lists of one operation. Hundreds of Macs may each have a list with a filter of 50
 * conditions, and type-graphql creates new instances of it for each list. So this runs before the arguments are read.
 */
import { UseMiddleware, type NextFn, type ResolverData } from 'type-graphql';
import { turnFor } from '../../core/turns.js';
import { sizeOfFilter } from './filter-size.js';

/** In units of turns.ts. */
const unitsPerCondition = 200;
const fewConditions = 10;

/** On a list with the argument `filter`. */
export function TakesTurns(): MethodDecorator {
  return UseMiddleware(async ({ args }: ResolverData, next: NextFn): Promise<unknown> => {
    const { filter } = args as { filter?: unknown };
    if (filter !== undefined && filter !== null) {
      const { conditions } = sizeOfFilter(filter);
      await turnFor(conditions * unitsPerCondition, conditions <= fewConditions);
    }
    return (await next()) as unknown;
  });
}
