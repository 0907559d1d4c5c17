/**
 * How long Graph asks to wait. Seconds may have a fraction (`2.128`); a date is HTTP's; an invalid value counts as
 * absent.
 */

const secondsPattern = /^\d{1,9}(\.\d{1,9})?$/;

/** Seconds from `now` (milliseconds since 1970), never negative; undefined for an invalid value. */
export function readRetryAfter(value: string | undefined | null, now: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  const trimmed = value.trim();
  if (secondsPattern.test(trimmed)) return Number(trimmed);
  // Date.parse accepts texts that are not HTTP dates, such as "-5". An HTTP date starts with the name of the day.
  const date = /^[A-Z][a-z]{2,8},? /.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
