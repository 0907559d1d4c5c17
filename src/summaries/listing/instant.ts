/** Timestamps as points in time: compared exactly, whatever their offsets and however many digits they have. */
import { isDateTimeOffset } from '../schema/date-time-offset.js';

export interface Instant {
  /** Milliseconds since 1970, without the fraction of a second. */
  readonly wholeMs: number;
  /** In units of 10⁻¹² seconds. */
  readonly fraction: number;
}

/** Undefined for what is not a valid `DateTimeOffset` text. */
export function instantOf(value: unknown): Instant | undefined {
  if (!isDateTimeOffset(value)) return undefined;
  const [, head = '', fraction = '', offset = ''] = /^([^.]{19})(?:\.(\d+))?(.+)$/.exec(value) ?? [];
  return { wholeMs: Date.parse(`${head}${offset}`), fraction: Number(fraction.padEnd(12, '0')) };
}

/** Negative when `a` is earlier than `b`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.wholeMs - b.wholeMs || a.fraction - b.fraction;
}
