/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type CreateMutationVariables = Exact<{
  input: CreateSummaryInput;
}>;


export type CreateMutation = { createMacOSSoftwareUpdateAccountSummary: { id: string, displayName: string, lastUpdatedDateTime: string } | null };

export type ReadQueryVariables = Exact<{
  id: string | number;
}>;


export type ReadQuery = { macOSSoftwareUpdateAccountSummary: { id: string, displayName: string, deviceName: string | null, failedUpdateCount: number } | null };


export const CreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Create"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSummaryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createMacOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdatedDateTime"}}]}}]}}]} as unknown as DocumentNode<CreateMutation, CreateMutationVariables>;
export const ReadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Read"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"macOSSoftwareUpdateAccountSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"failedUpdateCount"}}]}}]}}]} as unknown as DocumentNode<ReadQuery, ReadQueryVariables>;