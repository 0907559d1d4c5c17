import { InMemoryCache, type FieldMergeFunction, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

const pages = relayStylePagination(['filter', 'orderBy']);
const mergePages = pages.merge as FieldMergeFunction;

export const typePolicies: TypePolicies = {
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
  // Statistics that another query has selected stay.
  MacOSSoftwareUpdateAccountSummaryStatistics: { merge: true },
  MacOSSoftwareUpdateCategorySummary: { keyFields: ['accountSummaryId', 'id'] },
  MacOSSoftwareUpdateStateSummary: { keyFields: ['accountSummaryId', 'categorySummaryId', 'id'] },
};

export const newCache = () => new InMemoryCache({ typePolicies });
