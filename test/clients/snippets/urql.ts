import { cacheExchange, type Data } from '@urql/exchange-graphcache';

const keyOf =
  (...names: readonly string[]) =>
  (data: Data) =>
    JSON.stringify(names.map((name) => data[name]));

export const cache = () =>
  cacheExchange({
    keys: {
      MacOSSoftwareUpdateCategorySummary: keyOf('accountSummaryId', 'id'),
      MacOSSoftwareUpdateStateSummary: keyOf('accountSummaryId', 'categorySummaryId', 'id'),
      MacOSSoftwareUpdateAccountSummaryConnection: () => null,
      MacOSSoftwareUpdateAccountSummaryEdge: () => null,
      PageInfo: () => null,
      CreateSummaryResult: () => null,
      CreateSummaryError: () => null,
      CreateSummaryProblem: () => null,
      MacOSSoftwareUpdateAccountSummaryStatistics: () => null,
      OsVersionStatistics: () => null,
      AgeStatistics: () => null,
    },
    updates: {
      Mutation: {
        deleteMacOSSoftwareUpdateCategorySummary(result, { accountSummaryId, id }, data) {
          if (result['deleteMacOSSoftwareUpdateCategorySummary'] === null) return;
          data.invalidate({ __typename: 'MacOSSoftwareUpdateCategorySummary', accountSummaryId, id } as Data);
        },
      },
    },
  });
