import type { Bounds } from '../schema/bounds.js';

/** Rows of one page: without `first`, and at most. */
export const defaultFirst = 50;
export const maxFirst = 1000;
export const boundsOfFirst: Bounds = { min: 1, max: maxFirst };

/** Whole numbers that are arguments, by name; inputs have decorators for theirs. */
export const boundsOfArguments: ReadonlyMap<string, Bounds> = new Map([['first', boundsOfFirst]]);
