/** Timestamps are text with up to twelve digits of a second. Only what a person reads becomes a `Date`. */
const full = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const dayMs = 24 * 60 * 60 * 1000;

export const dateInWords = (text: string): string => full.format(new Date(text));

export const clockTime = (date: Date): string => clock.format(date);

/** `today`, `3 days ago`. */
export function agoInWords(text: string, now = new Date()): string {
  const days = Math.round((new Date(text).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / dayMs);
  return relative.format(days, 'day');
}

/** The timestamp from which on a Mac is not silent. */
export const daysBefore = (days: number, now = new Date()): string =>
  new Date(now.getTime() - days * dayMs).toISOString();

/** As a field for a date and a time has it, in the time zone of this computer. */
export function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
