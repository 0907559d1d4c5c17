/** Medians and spread of a few rounds. */

export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle half of the values lies between them. */
export function quartiles(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return [1, 3].map((quarter) => sorted[Math.round((quarter / 4) * (sorted.length - 1))]);
}

/** The distance of the farthest round from the median, as a share of the median. */
export function spread(values) {
  const middle = median(values);
  return middle === 0 ? 0 : Math.max(...values.map((value) => Math.abs(value - middle))) / middle;
}

export const medianOf = (rounds, key) => median(rounds.map((round) => round[key]));
