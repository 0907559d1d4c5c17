/** The limits between the ages of reports, in days: the argument `daysUpTo` and its rules. */
import { problemAt, type ValidationProblem } from '../../../core/validation-problem.js';
import { outsideOf, readableBounds, type Bounds } from '../../schema/bounds.js';

export const defaultDays: readonly number[] = [1, 7, 30];
export const maxLimits = 20;
/** A hundred years. */
export const boundsOfDays: Bounds = { min: 1, max: 36_500 };

export function problemsOfDays(daysUpTo: readonly number[]): readonly ValidationProblem[] {
  const at = ['daysUpTo'];
  if (daysUpTo.length === 0) {
    return [problemAt(at, { rule: 'TOO_FEW', limit: 1 }, 'daysUpTo must have at least 1 item')];
  }
  if (daysUpTo.length > maxLimits) {
    return [problemAt(at, { rule: 'TOO_MANY', limit: maxLimits }, `daysUpTo must have at most ${maxLimits} items`)];
  }
  return daysUpTo.flatMap((days, index) => {
    const segments = [...at, index];
    const outside = outsideOf(boundsOfDays, days);
    if (outside !== undefined) {
      return problemAt(segments, outside, `${segments.join('.')} must be ${readableBounds(boundsOfDays)}`);
    }
    const previous = daysUpTo[index - 1];
    if (previous === undefined || days > previous) return [];
    const message = `${segments.join('.')} must be greater than the item before it`;
    return problemAt(segments, { rule: 'TOO_SMALL', limit: previous + 1 }, message);
  });
}
