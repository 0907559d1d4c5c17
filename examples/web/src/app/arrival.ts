/** What led to a page, for the line that says so. It has no names: the browser keeps it with the address. */
export interface ArrivalState {
  readonly outcome: keyof typeof arrivals;
}

const arrivals = {
  stored: 'The report is stored.',
  found: 'The report was stored already.',
  deleted: 'The report is deleted.',
  gone: 'The report was deleted already.',
} as const;

export function arrivalInWords(state: unknown): string | undefined {
  const outcome = typeof state === 'object' && state !== null && 'outcome' in state ? state.outcome : undefined;
  return Object.entries(arrivals).find(([name]) => name === outcome)?.[1];
}
