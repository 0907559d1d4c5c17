import { InMemoryCache, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

export const typePolicies: TypePolicies = {
  Query: { fields: { macOSSoftwareUpdateAccountSummaries: relayStylePagination(['filter', 'orderBy']) } },
  MacOSSoftwareUpdateCategorySummary: { keyFields: ['accountSummaryId', 'id'] },
  MacOSSoftwareUpdateStateSummary: { keyFields: ['accountSummaryId', 'categorySummaryId', 'id'] },
};

export const newCache = () => new InMemoryCache({ typePolicies });
