/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query FailingMacs($first: Int!, $after: String) {\n  failing: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: {failedUpdateCount: {gt: 0}}\n    orderBy: [{field: failedUpdateCount, direction: DESC}, {field: lastUpdatedDateTime, direction: DESC}]\n  ) {\n    edges {\n      node {\n        ...MacRow\n        categorySummaries {\n          accountSummaryId\n          id\n          updateCategory\n          failedUpdateCount\n          updateStateSummaries {\n            accountSummaryId\n            categorySummaryId\n            id\n            state\n          }\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.FailingMacsDocument,
    "query Fleet($silentDays: Int!) {\n  fleet: macOSSoftwareUpdateAccountSummaries {\n    statistics {\n      reports\n      withFailures\n      failedUpdates\n      totalUpdates\n      byOsVersion {\n        osVersion\n        reports\n        withFailures\n      }\n      byAge(daysUpTo: [1, 7, 30]) {\n        fromDays\n        toDays\n        reports\n      }\n      bySilence: byAge(daysUpTo: [$silentDays]) {\n        toDays\n        reports\n      }\n      unreadable\n    }\n  }\n}": typeof types.FleetDocument,
    "fragment MacRow on MacOSSoftwareUpdateAccountSummary {\n  id\n  displayName\n  deviceId\n  deviceName\n  userId\n  userPrincipalName\n  osVersion\n  successfulUpdateCount\n  failedUpdateCount\n  totalUpdateCount\n  lastUpdatedDateTime\n}": typeof types.MacRowFragmentDoc,
    "mutation CreateReport($input: CreateSummaryInput!, $idempotencyKey: String!) {\n  created: createMacOSSoftwareUpdateAccountSummary(\n    input: $input\n    idempotencyKey: $idempotencyKey\n  ) {\n    ...MacRow\n  }\n}": typeof types.CreateReportDocument,
    "mutation ImportRows($inputs: [CreateSummaryInput!]!, $idempotencyKeys: [String!]!) {\n  results: createMacOSSoftwareUpdateAccountSummaries(\n    inputs: $inputs\n    idempotencyKeys: $idempotencyKeys\n    onInvalid: SKIP\n  ) {\n    summary {\n      id\n    }\n    replayed\n    error {\n      code\n      message\n      retryAfterSeconds\n      lookUp\n      validationErrors {\n        segments\n        message\n      }\n    }\n  }\n}": typeof types.ImportRowsDocument,
    "query Mac($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n    categorySummaries {\n      accountSummaryId\n      id\n      updateCategory\n      successfulUpdateCount\n      failedUpdateCount\n      totalUpdateCount\n      updateStateSummaries {\n        accountSummaryId\n        categorySummaryId\n        id\n        displayName\n        productKey\n        updateVersion\n        state\n        lastUpdatedDateTime\n      }\n    }\n  }\n}": typeof types.MacDocument,
    "query StoredReport($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n  }\n}": typeof types.StoredReportDocument,
    "mutation UpdateReport($id: ID!, $input: UpdateSummaryInput!) {\n  updated: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: $input) {\n    ...MacRow\n  }\n}": typeof types.UpdateReportDocument,
    "mutation DeleteReport($id: ID!) {\n  deleted: deleteMacOSSoftwareUpdateAccountSummary(id: $id)\n}": typeof types.DeleteReportDocument,
    "query Macs($first: Int!, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {\n  macs: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.MacsDocument,
    "query LookUp($filter: MacOSSoftwareUpdateAccountSummaryFilter!) {\n  found: macOSSoftwareUpdateAccountSummaries(first: 20, filter: $filter) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n  }\n}": typeof types.LookUpDocument,
};
const documents: Documents = {
    "query FailingMacs($first: Int!, $after: String) {\n  failing: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: {failedUpdateCount: {gt: 0}}\n    orderBy: [{field: failedUpdateCount, direction: DESC}, {field: lastUpdatedDateTime, direction: DESC}]\n  ) {\n    edges {\n      node {\n        ...MacRow\n        categorySummaries {\n          accountSummaryId\n          id\n          updateCategory\n          failedUpdateCount\n          updateStateSummaries {\n            accountSummaryId\n            categorySummaryId\n            id\n            state\n          }\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.FailingMacsDocument,
    "query Fleet($silentDays: Int!) {\n  fleet: macOSSoftwareUpdateAccountSummaries {\n    statistics {\n      reports\n      withFailures\n      failedUpdates\n      totalUpdates\n      byOsVersion {\n        osVersion\n        reports\n        withFailures\n      }\n      byAge(daysUpTo: [1, 7, 30]) {\n        fromDays\n        toDays\n        reports\n      }\n      bySilence: byAge(daysUpTo: [$silentDays]) {\n        toDays\n        reports\n      }\n      unreadable\n    }\n  }\n}": types.FleetDocument,
    "fragment MacRow on MacOSSoftwareUpdateAccountSummary {\n  id\n  displayName\n  deviceId\n  deviceName\n  userId\n  userPrincipalName\n  osVersion\n  successfulUpdateCount\n  failedUpdateCount\n  totalUpdateCount\n  lastUpdatedDateTime\n}": types.MacRowFragmentDoc,
    "mutation CreateReport($input: CreateSummaryInput!, $idempotencyKey: String!) {\n  created: createMacOSSoftwareUpdateAccountSummary(\n    input: $input\n    idempotencyKey: $idempotencyKey\n  ) {\n    ...MacRow\n  }\n}": types.CreateReportDocument,
    "mutation ImportRows($inputs: [CreateSummaryInput!]!, $idempotencyKeys: [String!]!) {\n  results: createMacOSSoftwareUpdateAccountSummaries(\n    inputs: $inputs\n    idempotencyKeys: $idempotencyKeys\n    onInvalid: SKIP\n  ) {\n    summary {\n      id\n    }\n    replayed\n    error {\n      code\n      message\n      retryAfterSeconds\n      lookUp\n      validationErrors {\n        segments\n        message\n      }\n    }\n  }\n}": types.ImportRowsDocument,
    "query Mac($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n    categorySummaries {\n      accountSummaryId\n      id\n      updateCategory\n      successfulUpdateCount\n      failedUpdateCount\n      totalUpdateCount\n      updateStateSummaries {\n        accountSummaryId\n        categorySummaryId\n        id\n        displayName\n        productKey\n        updateVersion\n        state\n        lastUpdatedDateTime\n      }\n    }\n  }\n}": types.MacDocument,
    "query StoredReport($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n  }\n}": types.StoredReportDocument,
    "mutation UpdateReport($id: ID!, $input: UpdateSummaryInput!) {\n  updated: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: $input) {\n    ...MacRow\n  }\n}": types.UpdateReportDocument,
    "mutation DeleteReport($id: ID!) {\n  deleted: deleteMacOSSoftwareUpdateAccountSummary(id: $id)\n}": types.DeleteReportDocument,
    "query Macs($first: Int!, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {\n  macs: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.MacsDocument,
    "query LookUp($filter: MacOSSoftwareUpdateAccountSummaryFilter!) {\n  found: macOSSoftwareUpdateAccountSummaries(first: 20, filter: $filter) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n  }\n}": types.LookUpDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FailingMacs($first: Int!, $after: String) {\n  failing: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: {failedUpdateCount: {gt: 0}}\n    orderBy: [{field: failedUpdateCount, direction: DESC}, {field: lastUpdatedDateTime, direction: DESC}]\n  ) {\n    edges {\n      node {\n        ...MacRow\n        categorySummaries {\n          accountSummaryId\n          id\n          updateCategory\n          failedUpdateCount\n          updateStateSummaries {\n            accountSummaryId\n            categorySummaryId\n            id\n            state\n          }\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query FailingMacs($first: Int!, $after: String) {\n  failing: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: {failedUpdateCount: {gt: 0}}\n    orderBy: [{field: failedUpdateCount, direction: DESC}, {field: lastUpdatedDateTime, direction: DESC}]\n  ) {\n    edges {\n      node {\n        ...MacRow\n        categorySummaries {\n          accountSummaryId\n          id\n          updateCategory\n          failedUpdateCount\n          updateStateSummaries {\n            accountSummaryId\n            categorySummaryId\n            id\n            state\n          }\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Fleet($silentDays: Int!) {\n  fleet: macOSSoftwareUpdateAccountSummaries {\n    statistics {\n      reports\n      withFailures\n      failedUpdates\n      totalUpdates\n      byOsVersion {\n        osVersion\n        reports\n        withFailures\n      }\n      byAge(daysUpTo: [1, 7, 30]) {\n        fromDays\n        toDays\n        reports\n      }\n      bySilence: byAge(daysUpTo: [$silentDays]) {\n        toDays\n        reports\n      }\n      unreadable\n    }\n  }\n}"): (typeof documents)["query Fleet($silentDays: Int!) {\n  fleet: macOSSoftwareUpdateAccountSummaries {\n    statistics {\n      reports\n      withFailures\n      failedUpdates\n      totalUpdates\n      byOsVersion {\n        osVersion\n        reports\n        withFailures\n      }\n      byAge(daysUpTo: [1, 7, 30]) {\n        fromDays\n        toDays\n        reports\n      }\n      bySilence: byAge(daysUpTo: [$silentDays]) {\n        toDays\n        reports\n      }\n      unreadable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment MacRow on MacOSSoftwareUpdateAccountSummary {\n  id\n  displayName\n  deviceId\n  deviceName\n  userId\n  userPrincipalName\n  osVersion\n  successfulUpdateCount\n  failedUpdateCount\n  totalUpdateCount\n  lastUpdatedDateTime\n}"): (typeof documents)["fragment MacRow on MacOSSoftwareUpdateAccountSummary {\n  id\n  displayName\n  deviceId\n  deviceName\n  userId\n  userPrincipalName\n  osVersion\n  successfulUpdateCount\n  failedUpdateCount\n  totalUpdateCount\n  lastUpdatedDateTime\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateReport($input: CreateSummaryInput!, $idempotencyKey: String!) {\n  created: createMacOSSoftwareUpdateAccountSummary(\n    input: $input\n    idempotencyKey: $idempotencyKey\n  ) {\n    ...MacRow\n  }\n}"): (typeof documents)["mutation CreateReport($input: CreateSummaryInput!, $idempotencyKey: String!) {\n  created: createMacOSSoftwareUpdateAccountSummary(\n    input: $input\n    idempotencyKey: $idempotencyKey\n  ) {\n    ...MacRow\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ImportRows($inputs: [CreateSummaryInput!]!, $idempotencyKeys: [String!]!) {\n  results: createMacOSSoftwareUpdateAccountSummaries(\n    inputs: $inputs\n    idempotencyKeys: $idempotencyKeys\n    onInvalid: SKIP\n  ) {\n    summary {\n      id\n    }\n    replayed\n    error {\n      code\n      message\n      retryAfterSeconds\n      lookUp\n      validationErrors {\n        segments\n        message\n      }\n    }\n  }\n}"): (typeof documents)["mutation ImportRows($inputs: [CreateSummaryInput!]!, $idempotencyKeys: [String!]!) {\n  results: createMacOSSoftwareUpdateAccountSummaries(\n    inputs: $inputs\n    idempotencyKeys: $idempotencyKeys\n    onInvalid: SKIP\n  ) {\n    summary {\n      id\n    }\n    replayed\n    error {\n      code\n      message\n      retryAfterSeconds\n      lookUp\n      validationErrors {\n        segments\n        message\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Mac($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n    categorySummaries {\n      accountSummaryId\n      id\n      updateCategory\n      successfulUpdateCount\n      failedUpdateCount\n      totalUpdateCount\n      updateStateSummaries {\n        accountSummaryId\n        categorySummaryId\n        id\n        displayName\n        productKey\n        updateVersion\n        state\n        lastUpdatedDateTime\n      }\n    }\n  }\n}"): (typeof documents)["query Mac($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n    categorySummaries {\n      accountSummaryId\n      id\n      updateCategory\n      successfulUpdateCount\n      failedUpdateCount\n      totalUpdateCount\n      updateStateSummaries {\n        accountSummaryId\n        categorySummaryId\n        id\n        displayName\n        productKey\n        updateVersion\n        state\n        lastUpdatedDateTime\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query StoredReport($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n  }\n}"): (typeof documents)["query StoredReport($id: ID!) {\n  mac: macOSSoftwareUpdateAccountSummary(id: $id) {\n    ...MacRow\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateReport($id: ID!, $input: UpdateSummaryInput!) {\n  updated: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: $input) {\n    ...MacRow\n  }\n}"): (typeof documents)["mutation UpdateReport($id: ID!, $input: UpdateSummaryInput!) {\n  updated: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: $input) {\n    ...MacRow\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteReport($id: ID!) {\n  deleted: deleteMacOSSoftwareUpdateAccountSummary(id: $id)\n}"): (typeof documents)["mutation DeleteReport($id: ID!) {\n  deleted: deleteMacOSSoftwareUpdateAccountSummary(id: $id)\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Macs($first: Int!, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {\n  macs: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query Macs($first: Int!, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {\n  macs: macOSSoftwareUpdateAccountSummaries(\n    first: $first\n    after: $after\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LookUp($filter: MacOSSoftwareUpdateAccountSummaryFilter!) {\n  found: macOSSoftwareUpdateAccountSummaries(first: 20, filter: $filter) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n  }\n}"): (typeof documents)["query LookUp($filter: MacOSSoftwareUpdateAccountSummaryFilter!) {\n  found: macOSSoftwareUpdateAccountSummaries(first: 20, filter: $filter) {\n    edges {\n      node {\n        ...MacRow\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;