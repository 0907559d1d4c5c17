/** How Apollo Client keeps reports: docs/clients.md of the gateway says why. */
import { InMemoryCache, type FieldMergeFunction } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

const pages = relayStylePagination(['filter', 'orderBy']);
const mergePages = pages.merge as FieldMergeFunction;

export function newCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          macOSSoftwareUpdateAccountSummaries: {
            ...pages,
            // A list that failed is null. It is not stored: the rows so far stay, and the next query asks again.
            merge: (existing, incoming, options): unknown =>
              incoming === null ? existing : mergePages(existing, incoming, options),
          },
        },
      },
      // Without a key: the numbers of another selection are added, not put in place of these.
      MacOSSoftwareUpdateAccountSummaryStatistics: { merge: true },
      MacOSSoftwareUpdateCategorySummary: { keyFields: ['accountSummaryId', 'id'] },
      MacOSSoftwareUpdateStateSummary: { keyFields: ['accountSummaryId', 'categorySummaryId', 'id'] },
    },
  });
}
