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

/** The kind of an update. A field whose category this schema does not know is null with an error. */
export type MacOsSoftwareUpdateCategory =
  /** A configuration data file. */
  | 'configurationDataFile'
  /** A critical update. */
  | 'critical'
  /** Firmware. */
  | 'firmware'
  /** Any other update. */
  | 'other';

/** How far one update got on one Mac. A field whose state this schema does not know is null with an error. */
export type MacOsSoftwareUpdateState =
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

export type ByKeysAndWithoutUserQueryVariables = Exact<{ [key: string]: never; }>;


export type ByKeysAndWithoutUserQuery = { some: { nodes: Array<{ id: string } | null> } | null, withoutUser: { nodes: Array<{ deviceName: string | null } | null> } | null };

export type CategoriesAndStatesQueryVariables = Exact<{ [key: string]: never; }>;


export type CategoriesAndStatesQuery = { macOSSoftwareUpdateAccountSummaries: { nodes: Array<{ deviceName: string | null, device: { id: string } | null, categorySummaries: Array<{ updateCategory: MacOsSoftwareUpdateCategory | null, updateStateSummaries: Array<{ displayName: string, state: MacOsSoftwareUpdateState | null } | null> | null } | null> | null } | null> } | null };

export type ChangeAndDeleteMutationVariables = Exact<{
  key?: string | null | undefined;
}>;


export type ChangeAndDeleteMutation = { deleteMacOSSoftwareUpdateAccountSummary: string | null, created: { id: string } | null, changed: { osVersion: string | null, userId: string | null } | null };

export type CreateManyMutationVariables = Exact<{
  keys?: Array<string> | string | null | undefined;
}>;


export type CreateManyMutation = { createMacOSSoftwareUpdateAccountSummaries: Array<{ index: number, summary: { id: string } | null, error: { code: CreateSummaryErrorCode, message: string, graphRequestId: string | null } | null }> | null };

export type CreateMutationVariables = Exact<{
  input: CreateSummaryInput;
  key?: string | null | undefined;
}>;


export type CreateMutation = { createMacOSSoftwareUpdateAccountSummary: { id: string, displayName: string, lastUpdatedDateTime: string } | null };

export type FailedReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type FailedReportsQuery = { macOSSoftwareUpdateAccountSummaries: { nodes: Array<{ deviceName: string | null, osVersion: string | null, lastUpdatedDateTime: string } | null> } | null };

export type PageOfReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type PageOfReportsQuery = { macOSSoftwareUpdateAccountSummaries: { totalCount: number | null, nodes: Array<{ deviceName: string | null, failedUpdateCount: number } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ReadQueryVariables = Exact<{
  id: string | number;
}>;


export type ReadQuery = { macOSSoftwareUpdateAccountSummary: { id: string, displayName: string, deviceName: string | null, failedUpdateCount: number } | null };

export type ReportsOfUsersQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportsOfUsersQuery = { macOSSoftwareUpdateAccountSummaries: { nodes: Array<{ deviceName: string | null, user: { id: string, macOSSoftwareUpdateAccountSummaries: { nodes: Array<{ deviceName: string | null, osVersion: string | null } | null> } | null } | null } | null> } | null };

export type SearchBoxQueryVariables = Exact<{ [key: string]: never; }>;


export type SearchBoxQuery = { macOSSoftwareUpdateAccountSummaries: { nodes: Array<{ deviceName: string | null, userPrincipalName: string | null } | null> } | null };

export type StatisticsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatisticsQuery = { macOSSoftwareUpdateAccountSummaries: { statistics: { reports: number, withFailures: number, failedUpdates: number, latestUpdate: string | null, unreadable: number, byOsVersion: Array<{ osVersion: string | null, reports: number, withFailures: number }>, byAge: Array<{ fromDays: number, toDays: number | null, reports: number }> } | null } | null };


export const ByKeysAndWithoutUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ByKeysAndWithoutUser"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"some"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"report-1","block":false},{"kind":"StringValue","value":"report-2","block":false}]}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"withoutUser"},"name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"isNull"},"value":{"kind":"BooleanValue","value":true}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}}]}}]}}]}}]} as unknown as DocumentNode<ByKeysAndWithoutUserQuery, ByKeysAndWithoutUserQueryVariables>;
export const CategoriesAndStatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CategoriesAndStates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"categorySummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateCategory"}},{"kind":"Field","name":{"kind":"Name","value":"updateStateSummaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CategoriesAndStatesQuery, CategoriesAndStatesQueryVariables>;
export const ChangeAndDeleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeAndDelete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"created"},"name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"report-8","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"displayName"},"value":{"kind":"StringValue","value":"macOS updates of Design-MBP-008","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"deviceId"},"value":{"kind":"StringValue","value":"d-008","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"u-008","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"deviceName"},"value":{"kind":"StringValue","value":"Design-MBP-008","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userPrincipalName"},"value":{"kind":"StringValue","value":"grace@contoso.com","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"osVersion"},"value":{"kind":"StringValue","value":"26.1","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"successfulUpdateCount"},"value":{"kind":"IntValue","value":"5"}},{"kind":"ObjectField","name":{"kind":"Name","value":"failedUpdateCount"},"value":{"kind":"IntValue","value":"0"}},{"kind":"ObjectField","name":{"kind":"Name","value":"totalUpdateCount"},"value":{"kind":"IntValue","value":"5"}},{"kind":"ObjectField","name":{"kind":"Name","value":"lastUpdatedDateTime"},"value":{"kind":"StringValue","value":"2026-11-23T08:00:00.0000000Z","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"changed"},"name":{"kind":"Name","value":"updateMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"report-8","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"osVersion"},"value":{"kind":"StringValue","value":"26.2","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"NullValue"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deleteMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"report-8","block":false}}]}]}}]} as unknown as DocumentNode<ChangeAndDeleteMutation, ChangeAndDeleteMutationVariables>;
export const CreateManyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateMany"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKeys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"onInvalid"},"value":{"kind":"EnumValue","value":"SKIP"}},{"kind":"Argument","name":{"kind":"Name","value":"inputs"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"displayName"},"value":{"kind":"StringValue","value":"macOS updates of Design-MBP-007","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"deviceId"},"value":{"kind":"StringValue","value":"d-007","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"u-007","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"deviceName"},"value":{"kind":"StringValue","value":"Design-MBP-007","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userPrincipalName"},"value":{"kind":"StringValue","value":"ada@contoso.com","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"osVersion"},"value":{"kind":"StringValue","value":"26.1","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"successfulUpdateCount"},"value":{"kind":"IntValue","value":"5"}},{"kind":"ObjectField","name":{"kind":"Name","value":"failedUpdateCount"},"value":{"kind":"IntValue","value":"0"}},{"kind":"ObjectField","name":{"kind":"Name","value":"totalUpdateCount"},"value":{"kind":"IntValue","value":"5"}},{"kind":"ObjectField","name":{"kind":"Name","value":"lastUpdatedDateTime"},"value":{"kind":"StringValue","value":"2026-11-23T08:00:00.0000000Z","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"summary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphRequestId"}}]}}]}}]}}]} as unknown as DocumentNode<CreateManyMutation, CreateManyMutationVariables>;
export const CreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Create"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSummaryInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]}}]} as unknown as DocumentNode<CreateMutation, CreateMutationVariables>;
export const FailedReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FailedReports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"failedUpdateCount"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"gt"},"value":{"kind":"IntValue","value":"0"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"or"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"osVersion"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"startsWith"},"value":{"kind":"StringValue","value":"15.","block":false}}]}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"osVersion"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"StringValue","value":"26.1","block":false}}]}}]}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"lastUpdatedDateTime"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]}}]}}]} as unknown as DocumentNode<FailedReportsQuery, FailedReportsQueryVariables>;
export const PageOfReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PageOfReports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<PageOfReportsQuery, PageOfReportsQueryVariables>;
export const ReadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Read"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}}]}}]}}]} as unknown as DocumentNode<ReadQuery, ReadQueryVariables>;
export const ReportsOfUsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportsOfUsers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"failedUpdateCount"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"gt"},"value":{"kind":"IntValue","value":"0"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"lastUpdatedDateTime"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReportsOfUsersQuery, ReportsOfUsersQueryVariables>;
export const SearchBoxDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchBox"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"or"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"deviceName"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"contains"},"value":{"kind":"StringValue","value":"design-mbp","block":false}}]}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userPrincipalName"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"contains"},"value":{"kind":"StringValue","value":"design-mbp","block":false}}]}}]}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}}]}}]}}]} as unknown as DocumentNode<SearchBoxQuery, SearchBoxQueryVariables>;
export const StatisticsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummaries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"displayName"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"startsWith"},"value":{"kind":"StringValue","value":"macOS","block":false}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reports"}},{"kind":"Field","name":{"kind":"Name","value":"withFailures"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdates"}},{"kind":"Field","name":{"kind":"Name","value":"latestUpdate"}},{"kind":"Field","name":{"kind":"Name","value":"byOsVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"reports"}},{"kind":"Field","name":{"kind":"Name","value":"withFailures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byAge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"daysUpTo"},"value":{"kind":"ListValue","values":[{"kind":"IntValue","value":"1"},{"kind":"IntValue","value":"7"},{"kind":"IntValue","value":"30"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromDays"}},{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"reports"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unreadable"}}]}}]}}]}}]} as unknown as DocumentNode<StatisticsQuery, StatisticsQueryVariables>;