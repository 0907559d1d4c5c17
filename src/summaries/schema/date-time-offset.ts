/** The rule for `Edm.DateTimeOffset`: the pattern of Graph's OpenAPI description, and an existing day. */

const pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

export function isDateTimeOffset(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (!pattern.test(value)) return false;
  const day = Number(value.slice(8, 10));
  // Every month has 28 days; named groups would create an object for each date.
  return day <= 28 || day <= daysIn(Number(value.slice(5, 7)), Number(value.slice(0, 4)));
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
