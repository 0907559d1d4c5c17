/**
 * The part of the gateway's schema that the jobs use, for the servers that are built here for comparison. The names are
 * the same, so that each gets the same operations. A timestamp is a scalar without validation.
 */
export const typeDefs = `
  scalar DateTimeOffset

  type Query {
    macOSSoftwareUpdateAccountSummary(id: ID!): MacOSSoftwareUpdateAccountSummary
    macOSSoftwareUpdateAccountSummaries(first: Int = 50): MacOSSoftwareUpdateAccountSummaryConnection!
  }

  type Mutation {
    createMacOSSoftwareUpdateAccountSummary(input: CreateSummaryInput!): MacOSSoftwareUpdateAccountSummary!
  }

  type MacOSSoftwareUpdateAccountSummaryConnection {
    nodes: [MacOSSoftwareUpdateAccountSummary]!
  }

  type MacOSSoftwareUpdateAccountSummary @key(fields: "id") {
    id: ID!
    displayName: String!
    deviceId: String
    userId: String
    deviceName: String
    userPrincipalName: String
    osVersion: String
    successfulUpdateCount: Int!
    failedUpdateCount: Int!
    totalUpdateCount: Int!
    lastUpdatedDateTime: DateTimeOffset!
    categorySummaries: [MacOSSoftwareUpdateCategorySummary]!
  }

  type MacOSSoftwareUpdateCategorySummary {
    id: ID!
    displayName: String!
    deviceId: String
    userId: String
    updateCategory: String
    successfulUpdateCount: Int!
    failedUpdateCount: Int!
    totalUpdateCount: Int!
    lastUpdatedDateTime: DateTimeOffset!
    updateStateSummaries: [MacOSSoftwareUpdateStateSummary]!
  }

  type MacOSSoftwareUpdateStateSummary {
    id: ID!
    displayName: String!
    productKey: String
    updateCategory: String
    updateVersion: String
    state: String
    lastUpdatedDateTime: DateTimeOffset!
  }

  input CreateSummaryInput {
    id: ID
    displayName: String!
    deviceId: String!
    userId: String!
    deviceName: String!
    userPrincipalName: String!
    osVersion: String!
    successfulUpdateCount: Int!
    failedUpdateCount: Int!
    totalUpdateCount: Int!
    lastUpdatedDateTime: DateTimeOffset!
  }
`;

/**
 * The matching resolvers, written in the simplest way: one call to Graph for each requested thing. `graphOf(context)`
 * calls Graph with the caller's token: `get(path)` and `post(path, body)`, both JSON.
 */
export function resolversOver(graphOf) {
  const root = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
  const one = (id, context) => graphOf(context).get(`${root}/${encodeURIComponent(id)}`);
  return {
    Query: {
      macOSSoftwareUpdateAccountSummary: (_parent, { id }, context) => one(id, context),
      macOSSoftwareUpdateAccountSummaries: async (_parent, { first }, context) => ({
        nodes: (await graphOf(context).get(`${root}?$top=${first}`)).value,
      }),
    },
    Mutation: {
      createMacOSSoftwareUpdateAccountSummary: (_parent, { input }, context) =>
        graphOf(context).post(root, { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary', ...input }),
    },
    MacOSSoftwareUpdateAccountSummary: {
      __resolveReference: ({ id }, context) => one(id, context),
      categorySummaries: async ({ id }, _arguments, context) => {
        const { value } = await graphOf(context).get(`${root}/${id}/categorySummaries`);
        // The path of its states.
        return value.map((category) => ({ ...category, accountId: id }));
      },
    },
    MacOSSoftwareUpdateCategorySummary: {
      updateStateSummaries: async ({ accountId, id }, _arguments, context) =>
        (await graphOf(context).get(`${root}/${accountId}/categorySummaries/${id}/updateStateSummaries`)).value,
    },
  };
}
