/** How many reports have each age. */
import type { AgeStatistics } from './statistics.type.js';

const msPerDay = 86_400_000;

/** `ages`: ascending, in milliseconds. A date in the future has a negative age and counts as the youngest. */
export function byAge(ages: Float64Array, daysUpTo: readonly number[]): AgeStatistics[] {
  const bounds = [...daysUpTo.map((days) => ages.length - younger(ages, days * msPerDay)), 0];
  return bounds.map((older, index) => ({
    fromDays: daysUpTo[index - 1] ?? 0,
    toDays: daysUpTo[index] ?? null,
    reports: (bounds[index - 1] ?? ages.length) - older,
  }));
}

/** How many ages are below the limit: a binary search. */
function younger(ages: Float64Array, limitMs: number): number {
  let [low, high] = [0, ages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ages[middle] as number) < limitMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
