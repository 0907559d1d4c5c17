/** From how many days on a Mac without a report is silent. Macs check in several times a day while they are in use. */
export const silentChoices = [7, 14, 30, 60] as const;

export const defaultSilentDays = 14;

export function silentDaysOf(params: URLSearchParams): number {
  const given = Number(params.get('silent'));
  return Number.isInteger(given) && given >= 1 && given <= 3650 ? given : defaultSilentDays;
}
