/** The properties of a report that clients can filter and order by. A test compares them with the schema. */
import type { Literal } from '../../graph/odata.js';

export const properties = {
  id: 'string',
  displayName: 'string',
  deviceId: 'string',
  userId: 'string',
  deviceName: 'string',
  userPrincipalName: 'string',
  osVersion: 'string',
  successfulUpdateCount: 'number',
  failedUpdateCount: 'number',
  totalUpdateCount: 'number',
  lastUpdatedDateTime: 'date',
} as const satisfies Record<string, Literal['type']>;

export type Property = keyof typeof properties;

/** A value that no report has. */
export const absentText = 'doctor: no report has this value';

export function literalOf(property: Property, value: unknown): Literal {
  const type = properties[property];
  if (type === 'number') return { type, value: typeof value === 'number' ? value : -1 };
  const text = typeof value === 'string' ? value : type === 'date' ? '1970-01-01T00:00:00Z' : absentText;
  return { type, value: text };
}
