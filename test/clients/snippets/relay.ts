const keys: Record<string, readonly string[]> = {
  MacOSSoftwareUpdateCategorySummary: ['accountSummaryId', 'id'],
  MacOSSoftwareUpdateStateSummary: ['accountSummaryId', 'categorySummaryId', 'id'],
};

/** In the options of `Environment` and of `Store`. Undefined: Relay makes an id of the place in the response. */
export function getDataID(fields: Record<string, unknown>, typename: string): string | undefined {
  const names = keys[typename] ?? ['id'];
  if (names.some((name) => fields[name] == null)) return undefined;
  return JSON.stringify([typename, ...names.map((name) => fields[name])]);
}
