/** Category summaries: one account's updates by category. */
import { accountSummaryAt } from '../addresses.js';
import { referenceTo } from '../resource/reference.js';
import type { Resource } from '../resource/resource.js';
import { stateSummaryResource } from '../state/state-summary.resource.js';
import { CategorySummaryResolver } from './category-summary.resolver.js';
import { categorySummaryResource } from './category-summary.resource.js';
import { MacOSSoftwareUpdateCategorySummary } from './category-summary.type.js';

export const categorySummaries: Resource = {
  resolvers: (collection) => [
    new CategorySummaryResolver(categorySummaryResource(collection), stateSummaryResource(collection)),
  ],
  references: (collection) => ({
    MacOSSoftwareUpdateCategorySummary: referenceTo(
      MacOSSoftwareUpdateCategorySummary,
      categorySummaryResource(collection),
      ({ accountSummaryId = '' }) => accountSummaryAt(accountSummaryId),
    ),
  }),
};
