/**
 * Edm.DateTimeOffset as an exact instant.
 *
 * A JavaScript `Date` keeps three fractional digits, Graph up to twelve, so dates are compared as whole picoseconds.
 */

export const datePattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Picoseconds since 1970, or undefined for a text that is not a date of the calendar. */
export function instantOf(text: string): bigint | undefined {
  const parts = datePattern.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [offsetHours = 0, offsetMinutes = 0] = parts.slice(9, 11).map((part) => Number(part ?? 0));
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || offsetMinutes > 59 || offsetHours * 60 + offsetMinutes > 14 * 60) {
    return undefined;
  }
  const offset = (offsetHours * 60 + offsetMinutes) * (parts[8] === '-' ? -60 : 60);
  const seconds = moment.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
  return BigInt(seconds) * 10n ** 12n + BigInt((parts[7] ?? '').padEnd(12, '0'));
}
