/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The error catalogue, as in `extensions.code`. */
export type CreateSummaryErrorCode =
  /** An argument or a variable breaks a rule; nothing was sent to Graph. */
  | 'BAD_USER_INPUT'
  /** The object already exists, or was changed in the meantime (409). */
  | 'CONFLICT'
  /** The operation needs more requests to Graph than its cost limit allows; the requests of this field were not sent. */
  | 'COST_LIMIT_EXCEEDED'
  /** The caller is known but not allowed to do this: by Graph (403), or because the token lacks a permission for the gateway. */
  | 'FORBIDDEN'
  /** Graph answered a read with a response that its metadata does not allow. */
  | 'GRAPH_BAD_RESPONSE'
  /** Graph documents the operation but does not offer it here (400, no route). */
  | 'GRAPH_OPERATION_NOT_OFFERED'
  /** Graph rejected the request for another reason (any other 4xx). */
  | 'GRAPH_REJECTED'
  /** Graph did not respond in time; nothing was written. */
  | 'GRAPH_TIMEOUT'
  /** Graph failed or could not be reached; nothing was written. */
  | 'GRAPH_UNAVAILABLE'
  /** A creation with this idempotency key is still running; nothing was sent to Graph for this one. */
  | 'IDEMPOTENCY_KEY_IN_USE'
  /** The idempotency key was used for another creation; nothing was sent to Graph. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Idempotency keys cannot be checked; nothing was sent to Graph. */
  | 'IDEMPOTENCY_UNAVAILABLE'
  /** The gateway itself failed. */
  | 'INTERNAL_SERVER_ERROR'
  /** Graph has no such object, or hides it from this caller (404). */
  | 'NOT_FOUND'
  /** Graph may have carried out the write, but its response is missing or unreadable. */
  | 'OUTCOME_UNKNOWN'
  /** The object has changed since the version that the request named (412). */
  | 'PRECONDITION_FAILED'
  /** Graph throttles the caller, and the time of the operation does not allow to wait longer (429). */
  | 'RATE_LIMITED'
  /** The request has no bearer token, or the token was rejected by a check of the gateway or by Graph (401, or claims with any status). */
  | 'UNAUTHENTICATED';

/** A new report. Texts must contain a non-whitespace character and have at most 1,024 characters; counts go from 0 to 2,147,483,647. */
export type CreateSummaryInput = {
  /** The ID of the Mac. */
  deviceId: string;
  /** The name of the Mac. */
  deviceName: string;
  /** The name of the report. */
  displayName: string;
  /** How many updates failed on the Mac. */
  failedUpdateCount: number;
  /** Key of the report, unique among all reports. If absent, Graph chooses one, which is recommended. */
  id?: string | number | null | undefined;
  /** When the report for this Mac was last updated. */
  lastUpdatedDateTime: string;
  /** The version of macOS on the Mac. */
  osVersion: string;
  /** How many updates succeeded on the Mac. */
  successfulUpdateCount: number;
  /** How many updates there were on the Mac in all. Graph does not guarantee that the other counts add up to it. */
  totalUpdateCount: number;
  /** The ID of the user. */
  userId: string;
  /** The principal name of the user, as in `ada@contoso.com`. */
  userPrincipalName: string;
};

/** Conditions on a point in time, whatever its offset. All given conditions must hold. */
export type DateTimeOffsetFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** At this time or later. */
  ge?: string | null | undefined;
  /** After this. */
  gt?: string | null | undefined;
  /** At this time or earlier. */
  le?: string | null | undefined;
  /** Before this. */
  lt?: string | null | undefined;
  /** Another point in time than this. */
  ne?: string | null | undefined;
};

/** Conditions on a key, which compares exactly, each key of at most 1,024 characters. All given conditions must hold. */
export type IDFilter = {
  /** Equal to this. */
  eq?: string | number | null | undefined;
  /** One of these. Of an empty list, none. */
  in?: Array<string | number> | null | undefined;
  /** Not equal to this. */
  ne?: string | number | null | undefined;
  /** Not one of these. */
  notIn?: Array<string | number> | null | undefined;
};

/** Conditions on a number. All given conditions must hold. */
export type IntFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** Greater than or equal to this. */
  ge?: number | null | undefined;
  /** Greater than this. */
  gt?: number | null | undefined;
  /** Less than or equal to this. */
  le?: number | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** Not equal to this. */
  ne?: number | null | undefined;
};

/** Which reports to list. Every given condition must hold. */
export type MacOSSoftwareUpdateAccountSummaryFilter = {
  /** All of these must hold. */
  and?: Array<MacOSSoftwareUpdateAccountSummaryFilter> | null | undefined;
  /** The ID of the Mac. */
  deviceId?: NullableStringFilter | null | undefined;
  /** The name of the Mac. */
  deviceName?: NullableStringFilter | null | undefined;
  /** The name of the report. */
  displayName?: StringFilter | null | undefined;
  /** How many updates failed on the Mac. */
  failedUpdateCount?: IntFilter | null | undefined;
  /** Key of the report, unique among all reports. */
  id?: IDFilter | null | undefined;
  /** When the report for this Mac was last updated. */
  lastUpdatedDateTime?: DateTimeOffsetFilter | null | undefined;
  /** This must not hold. So a missing value matches the negation of each comparison. */
  not?: MacOSSoftwareUpdateAccountSummaryFilter | null | undefined;
  /** At least one of these must hold. */
  or?: Array<MacOSSoftwareUpdateAccountSummaryFilter> | null | undefined;
  /** The version of macOS on the Mac. A text: `startsWith: "26.1"` matches 26.10 as well. */
  osVersion?: NullableStringFilter | null | undefined;
  /** How many updates succeeded on the Mac. */
  successfulUpdateCount?: IntFilter | null | undefined;
  /** How many updates there were on the Mac in all. Graph does not guarantee that the other counts add up to it. */
  totalUpdateCount?: IntFilter | null | undefined;
  /** The ID of the user. */
  userId?: NullableStringFilter | null | undefined;
  /** The principal name of the user, as in `ada@contoso.com`. */
  userPrincipalName?: NullableStringFilter | null | undefined;
};

/** One criterion of an order. */
export type MacOSSoftwareUpdateAccountSummaryOrder = {
  /** The direction. */
  direction?: OrderDirection;
  /** The property to order by. */
  field: MacOSSoftwareUpdateAccountSummaryOrderField;
};

/** The properties by which reports can be ordered. */
export type MacOSSoftwareUpdateAccountSummaryOrderField =
  /** The ID of the Mac. */
  | 'deviceId'
  /** The name of the Mac. */
  | 'deviceName'
  /** The name of the report. */
  | 'displayName'
  /** How many updates failed on the Mac. */
  | 'failedUpdateCount'
  /** Key of the report, unique among all reports. */
  | 'id'
  /** When the report for this Mac was last updated. */
  | 'lastUpdatedDateTime'
  /** The version of macOS on the Mac. Sorted as a text, not by its numbers: 26.10 comes before 26.2, and 9.0 after both. */
  | 'osVersion'
  /** How many updates succeeded on the Mac. */
  | 'successfulUpdateCount'
  /** How many updates there were on the Mac in all. Graph does not guarantee that the other counts add up to it. */
  | 'totalUpdateCount'
  /** The ID of the user. */
  | 'userId'
  /** The principal name of the user, as in `ada@contoso.com`. */
  | 'userPrincipalName';

/** The kind of an update. A field whose category this schema does not know is null with an error. */
export type MacOSSoftwareUpdateCategory =
  /** A configuration data file. */
  | 'configurationDataFile'
  /** A critical update. */
  | 'critical'
  /** Firmware. */
  | 'firmware'
  /** Any other update. */
  | 'other';

/** How far one update got on one Mac. A field whose state this schema does not know is null with an error. */
export type MacOSSoftwareUpdateState =
  /** In progress: available to the Mac. */
  | 'available'
  /** Failed: the command to the Mac failed. */
  | 'commandFailed'
  /** Failed while downloading. */
  | 'downloadFailed'
  /** Failed: not enough network to download it. */
  | 'downloadInsufficientNetwork'
  /** Failed: not enough power to download it. */
  | 'downloadInsufficientPower'
  /** Failed: not enough space to download it. */
  | 'downloadInsufficientSpace'
  /** In progress: downloaded. */
  | 'downloaded'
  /** In progress: downloading. */
  | 'downloading'
  /** In progress: idle. */
  | 'idle'
  /** Failed while installing. */
  | 'installFailed'
  /** Failed: not enough power to install it. */
  | 'installInsufficientPower'
  /** Failed: not enough space to install it. */
  | 'installInsufficientSpace'
  /** In progress: installing. */
  | 'installing'
  /** In progress: scheduled. */
  | 'scheduled'
  /** Installed. */
  | 'success';

/** Conditions on a text that may be missing, case-sensitive except `contains`. A missing text matches `isNull: true` only. All given conditions must hold. */
export type NullableStringFilter = {
  /** Containing this anywhere, whatever the case of its letters; at most 120 characters. Accents count. */
  contains?: string | null | undefined;
  /** Equal to this, case-sensitive; at most 1,024 characters. */
  eq?: string | null | undefined;
  /** One of these, case-sensitive; of an empty list, none. Each has at most 1,024 characters. */
  in?: Array<string> | null | undefined;
  /** Whether the value is missing. The only condition that a missing value matches. */
  isNull?: boolean | null | undefined;
  /** Another text than this, case-sensitive. A missing value is not another text; at most 1,024 characters. */
  ne?: string | null | undefined;
  /** None of these, case-sensitive. A missing value is not another text. Each has at most 1,024 characters. */
  notIn?: Array<string> | null | undefined;
  /** Starting with this, case-sensitive; at most 1,024 characters. */
  startsWith?: string | null | undefined;
};

/** The direction of an order. */
export type OrderDirection =
  /** The smallest first; a missing value before all others. */
  | 'ASC'
  /** The largest first; a missing value after all others. */
  | 'DESC';

/** Conditions on a text, case-sensitive except `contains`. All given conditions must hold. */
export type StringFilter = {
  /** Containing this anywhere, whatever the case of its letters; at most 120 characters. Accents count. */
  contains?: string | null | undefined;
  /** Equal to this, case-sensitive; at most 1,024 characters. */
  eq?: string | null | undefined;
  /** One of these, case-sensitive; of an empty list, none. Each has at most 1,024 characters. */
  in?: Array<string> | null | undefined;
  /** Another text than this, case-sensitive. A missing value is not another text; at most 1,024 characters. */
  ne?: string | null | undefined;
  /** None of these, case-sensitive. A missing value is not another text. Each has at most 1,024 characters. */
  notIn?: Array<string> | null | undefined;
  /** Starting with this, case-sensitive; at most 1,024 characters. */
  startsWith?: string | null | undefined;
};

/** Changes to a report. Absent properties stay as they are; the rules of a new report apply to the given ones. At least one property must be given. */
export type UpdateSummaryInput = {
  /** The ID of the Mac. `null` clears it. */
  deviceId?: string | null | undefined;
  /** The name of the Mac. `null` clears it. */
  deviceName?: string | null | undefined;
  /** The name of the report. */
  displayName?: string | null | undefined;
  /** How many updates failed on the Mac. */
  failedUpdateCount?: number | null | undefined;
  /** When the report for this Mac was last updated. */
  lastUpdatedDateTime?: string | null | undefined;
  /** The version of macOS on the Mac. `null` clears it. */
  osVersion?: string | null | undefined;
  /** How many updates succeeded on the Mac. */
  successfulUpdateCount?: number | null | undefined;
  /** How many updates there were on the Mac in all. Graph does not guarantee that the other counts add up to it. */
  totalUpdateCount?: number | null | undefined;
  /** The ID of the user. `null` clears it. */
  userId?: string | null | undefined;
  /** The principal name of the user, as in `ada@contoso.com`. `null` clears it. */
  userPrincipalName?: string | null | undefined;
};

export type FailingMacsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type FailingMacsQuery = { failing: { edges: Array<{ node: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string, categorySummaries: Array<{ accountSummaryId: string, id: string, updateCategory: MacOSSoftwareUpdateCategory | null, failedUpdateCount: number, updateStateSummaries: Array<{ accountSummaryId: string, categorySummaryId: string, id: string, state: MacOSSoftwareUpdateState | null } | null> | null } | null> | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FleetQueryVariables = Exact<{
  silentDays: number;
}>;


export type FleetQuery = { fleet: { statistics: { reports: number, withFailures: number, failedUpdates: number, totalUpdates: number, unreadable: number, byOsVersion: Array<{ osVersion: string | null, reports: number, withFailures: number }>, byAge: Array<{ fromDays: number, toDays: number | null, reports: number }>, bySilence: Array<{ toDays: number | null, reports: number }> } | null } | null };

export type MacRowFragment = { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string };

export type CreateReportMutationVariables = Exact<{
  input: CreateSummaryInput;
  idempotencyKey: string;
}>;


export type CreateReportMutation = { created: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string } | null };

export type ImportRowsMutationVariables = Exact<{
  inputs: Array<CreateSummaryInput> | CreateSummaryInput;
  idempotencyKeys: Array<string> | string;
}>;


export type ImportRowsMutation = { results: Array<{ replayed: boolean, summary: { id: string } | null, error: { code: CreateSummaryErrorCode, message: string, retryAfterSeconds: number | null, lookUp: Array<string> | null, validationErrors: Array<{ segments: Array<string>, message: string }> | null } | null }> | null };

export type MacQueryVariables = Exact<{
  id: string | number;
}>;


export type MacQuery = { mac: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string, categorySummaries: Array<{ accountSummaryId: string, id: string, updateCategory: MacOSSoftwareUpdateCategory | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, updateStateSummaries: Array<{ accountSummaryId: string, categorySummaryId: string, id: string, displayName: string, productKey: string | null, updateVersion: string | null, state: MacOSSoftwareUpdateState | null, lastUpdatedDateTime: string } | null> | null } | null> | null } | null };

export type StoredReportQueryVariables = Exact<{
  id: string | number;
}>;


export type StoredReportQuery = { mac: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string } | null };

export type UpdateReportMutationVariables = Exact<{
  id: string | number;
  input: UpdateSummaryInput;
}>;


export type UpdateReportMutation = { updated: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string } | null };

export type DeleteReportMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteReportMutation = { deleted: string | null };

export type MacsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: MacOSSoftwareUpdateAccountSummaryFilter | null | undefined;
  orderBy?: Array<MacOSSoftwareUpdateAccountSummaryOrder> | MacOSSoftwareUpdateAccountSummaryOrder | null | undefined;
}>;


export type MacsQuery = { macs: { edges: Array<{ node: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type LookUpQueryVariables = Exact<{
  filter: MacOSSoftwareUpdateAccountSummaryFilter;
}>;


export type LookUpQuery = { found: { edges: Array<{ node: { id: string, displayName: string, deviceId: string | null, deviceName: string | null, userId: string | null, userPrincipalName: string | null, osVersion: string | null, successfulUpdateCount: number, failedUpdateCount: number, totalUpdateCount: number, lastUpdatedDateTime: string } | null }> } | null };

export const MacRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<MacRowFragment, unknown>;
export const FailingMacsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FailingMacs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"failing"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"failedUpdateCount"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"gt"},"value":{"kind":"IntValue","value":"0"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"failedUpdateCount"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"lastUpdatedDateTime"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}},{"kind":"Field","name":{"kind":"Name","value":"categorySummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountSummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"updateCategory"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"updateStateSummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountSummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"categorySummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<FailingMacsQuery, FailingMacsQueryVariables>;
export const FleetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Fleet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"silentDays"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"fleet"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reports"}},{"kind":"Field","name":{"kind":"Name","value":"withFailures"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdates"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdates"}},{"kind":"Field","name":{"kind":"Name","value":"byOsVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"reports"}},{"kind":"Field","name":{"kind":"Name","value":"withFailures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byAge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"daysUpTo"},"value":{"kind":"ListValue","values":[{"kind":"IntValue","value":"1"},{"kind":"IntValue","value":"7"},{"kind":"IntValue","value":"30"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromDays"}},{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"reports"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"bySilence"},"name":{"kind":"Name","value":"byAge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"daysUpTo"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"silentDays"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"reports"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unreadable"}}]}}]}}]}}]} as unknown as DocumentNode<FleetQuery, FleetQueryVariables>;
export const CreateReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSummaryInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"created"},"name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<CreateReportMutation, CreateReportMutationVariables>;
export const ImportRowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportRows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSummaryInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKeys"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"results"},"name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"inputs"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inputs"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKeys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKeys"}}},{"kind":"Argument","name":{"kind":"Name","value":"onInvalid"},"value":{"kind":"EnumValue","value":"SKIP"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"summary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"lookUp"}},{"kind":"Field","name":{"kind":"Name","value":"validationErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segments"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportRowsMutation, ImportRowsMutationVariables>;
export const MacDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Mac"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"mac"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}},{"kind":"Field","name":{"kind":"Name","value":"categorySummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountSummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"updateCategory"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"updateStateSummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountSummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"categorySummaryId"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"productKey"}},{"kind":"Field","name":{"kind":"Name","value":"updateVersion"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<MacQuery, MacQueryVariables>;
export const StoredReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StoredReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"mac"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<StoredReportQuery, StoredReportQueryVariables>;
export const UpdateReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateSummaryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"updated"},"name":{"kind":"Name","value":"updateMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<UpdateReportMutation, UpdateReportMutationVariables>;
export const DeleteReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"deleted"},"name":{"kind":"Name","value":"deleteMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<DeleteReportMutation, DeleteReportMutationVariables>;
export const MacsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Macs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummaryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummaryOrder"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"macs"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<MacsQuery, MacsQueryVariables>;
export const LookUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LookUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummaryFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"found"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MacRow"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MacRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MacOSSoftwareUpdateAccountSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"successfulUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalUpdateCount"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]} as unknown as DocumentNode<LookUpQuery, LookUpQueryVariables>;