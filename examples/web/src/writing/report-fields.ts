/** The properties of a report that a person may fill in, in the order of the forms. The gateway alone knows their rules. */
import type { CreateSummaryInput } from '../api/generated/graphql';

export type FieldName = keyof CreateSummaryInput;

export interface ReportField {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'text' | 'count' | 'time';
}

export const fieldsOfChange: readonly ReportField[] = [
  { name: 'displayName', label: 'Name of the report', kind: 'text' },
  { name: 'deviceName', label: 'Name of the Mac', kind: 'text' },
  { name: 'deviceId', label: 'Device id', hint: 'The id that Intune has for the Mac', kind: 'text' },
  { name: 'osVersion', label: 'macOS version', hint: 'As in 26.1', kind: 'text' },
  { name: 'userPrincipalName', label: 'User', hint: 'The principal name, as in ada@contoso.com', kind: 'text' },
  { name: 'userId', label: 'User id', kind: 'text' },
  { name: 'totalUpdateCount', label: 'Updates in all', kind: 'count' },
  { name: 'successfulUpdateCount', label: 'Successful updates', kind: 'count' },
  { name: 'failedUpdateCount', label: 'Failed updates', kind: 'count' },
  { name: 'lastUpdatedDateTime', label: 'Last report', hint: 'In the time zone of this computer', kind: 'time' },
];

export const fieldsOfCreation: readonly ReportField[] = [
  ...fieldsOfChange,
  { name: 'id', label: 'Report id (optional)', hint: 'If it is empty, Microsoft Graph chooses one.', kind: 'text' },
];

const labels = new Map(fieldsOfCreation.map(({ name, label }) => [name as string, label]));

export const labelOf = (property: string): string => labels.get(property) ?? property;

/** A sentence of the gateway with the words of the form: it begins with the name of the property. */
export function messageInWords(property: string | undefined, message: string): string {
  if (property === undefined || !message.startsWith(`${property} `)) return message;
  return labelOf(property) + message.slice(property.length);
}
