/** State summaries: the updates of one category, one row each. */
import { categorySummaryAt } from '../addresses.js';
import { referenceTo } from '../resource/reference.js';
import type { Resource } from '../resource/resource.js';
import { StateSummaryResolver } from './state-summary.resolver.js';
import { stateSummaryResource } from './state-summary.resource.js';
import { MacOSSoftwareUpdateStateSummary } from './state-summary.type.js';

export const stateSummaries: Resource = {
  resolvers: (collection) => [new StateSummaryResolver(stateSummaryResource(collection))],
  references: (collection) => ({
    MacOSSoftwareUpdateStateSummary: referenceTo(
      MacOSSoftwareUpdateStateSummary,
      stateSummaryResource(collection),
      ({ accountSummaryId = '', categorySummaryId = '' }) => categorySummaryAt(accountSummaryId, categorySummaryId),
    ),
  }),
};
