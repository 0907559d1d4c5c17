/** Category summaries: one account's updates by category. */
import type { Resource } from '../resource/resource.js';
import { stateSummaryResource } from '../state/state-summary.resource.js';
import { CategorySummaryResolver } from './category-summary.resolver.js';
import { categorySummaryResource } from './category-summary.resource.js';

export const categorySummaries: Resource = {
  resolvers: (collection) => [
    new CategorySummaryResolver(categorySummaryResource(collection), stateSummaryResource(collection)),
  ],
};
