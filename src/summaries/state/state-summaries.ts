/** State summaries: the updates of one category, one row each. */
import type { Resource } from '../resource/resource.js';
import { StateSummaryResolver } from './state-summary.resolver.js';
import { stateSummaryResource } from './state-summary.resource.js';

export const stateSummaries: Resource = {
  resolvers: (collection) => [new StateSummaryResolver(stateSummaryResource(collection))],
};
