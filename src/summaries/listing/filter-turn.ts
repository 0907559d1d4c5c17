/**
 * Lets other work run between the lists of one operation. Hundreds of Macs may each have a list with a filter of 50
 * conditions, and each list gets new instances of it. So this runs before the arguments are read.
 */
import { Extensions } from 'type-graphql';
import { turnFor } from '../../core/turns.js';
import { sizeOfFilter } from './filter-size.js';

/** Name of the extension with what runs before the arguments are read. */
export const turnExtension = 'turn';

/** Undefined, or the promise to wait for. */
export type TakeTurn = (args: Readonly<Record<string, unknown>>) => Promise<void> | undefined;

/** In units of turns.ts. */
const unitsPerCondition = 200;
const fewConditions = 10;

/** On a list with the argument `filter`. */
export function TakesTurns(): MethodDecorator {
  return Extensions({ [turnExtension]: takeTurn });
}

const takeTurn: TakeTurn = ({ filter }) => {
  if (filter === undefined || filter === null) return undefined;
  const { conditions } = sizeOfFilter(filter);
  return turnFor(conditions * unitsPerCondition, conditions <= fewConditions);
};
