/** Timestamps as points in time, compared exactly, with any offset and any number of digits. */
import { isDateTimeOffset } from './date-time-offset.js';

export interface Instant {
  /** Milliseconds since 1970, without the fraction of a second. */
  readonly wholeMs: number;
  /** In units of 10⁻¹² seconds. */
  readonly fraction: number;
}

/** Undefined for a text that is not a valid `DateTimeOffset`. */
export function instantOf(value: unknown): Instant | undefined {
  if (!isDateTimeOffset(value)) return undefined;
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? '';
  return { wholeMs: Date.parse(value.replace(`.${fraction}`, '')), fraction: Number(fraction.padEnd(12, '0')) };
}

/** Negative if `a` is earlier than `b`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.wholeMs - b.wholeMs || a.fraction - b.fraction;
}
