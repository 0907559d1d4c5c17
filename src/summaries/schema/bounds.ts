/** The bounds of a whole number: the rule, and its words. */
import type { BrokenRule } from '../../core/validation-problem.js';

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Undefined if the value is within the bounds, or is not a number. */
export function outsideOf({ min, max }: Bounds, value: unknown): BrokenRule | undefined {
  if (typeof value !== 'number') return undefined;
  if (value < min) return { rule: 'TOO_SMALL', limit: min };
  return value > max ? { rule: 'TOO_LARGE', limit: max } : undefined;
}

export function readableBounds({ min, max }: Bounds): string {
  return `between ${min.toLocaleString('en')} and ${max.toLocaleString('en')}`;
}
