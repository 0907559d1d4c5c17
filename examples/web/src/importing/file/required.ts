import type { CreateSummaryInput } from '../../api/generated/graphql';
import type { FieldName } from '../../writing/report-fields';

/** The property of each column; undefined for a column without a heading, which must be empty. */
export type Columns = readonly (FieldName | undefined)[];

type RequiredName = {
  [Name in FieldName]-?: undefined extends CreateSummaryInput[Name] ? never : Name;
}[FieldName];

/** The compiler compares them with the schema. */
const required: Readonly<Record<RequiredName, true>> = {
  displayName: true,
  deviceId: true,
  userId: true,
  deviceName: true,
  userPrincipalName: true,
  osVersion: true,
  successfulUpdateCount: true,
  failedUpdateCount: true,
  totalUpdateCount: true,
  lastUpdatedDateTime: true,
};

export const isRequired = (name: FieldName): boolean => name in required;

export const requiredNames = Object.keys(required) as readonly RequiredName[];
