/** Account summaries, and the lists of them that belong to a Mac or a user. */
import { deviceManagement } from '../addresses.js';
import { referenceTo } from '../resource/reference.js';
import type { Resource } from '../resource/resource.js';
import { resolveStubReference } from '../schema/joins.type.js';
import { categorySummaryResource } from '../category/category-summary.resource.js';
import { ManagedDeviceResolver, UserResolver } from './account-summary.joins.js';
import { AccountSummaryResolver } from './account-summary.resolver.js';
import { accountSummaryResource } from './account-summary.resource.js';
import { AccountStatisticsResolver } from './statistics/statistics.resolver.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export const accountSummaries: Resource = {
  resolvers(collection) {
    const summaries = accountSummaryResource(collection);
    return [
      new AccountSummaryResolver(summaries, categorySummaryResource(collection)),
      new ManagedDeviceResolver(summaries),
      new UserResolver(summaries),
      new AccountStatisticsResolver(),
    ];
  },
  references: (collection) => ({
    MacOSSoftwareUpdateAccountSummary: referenceTo(
      MacOSSoftwareUpdateAccountSummary,
      accountSummaryResource(collection),
      () => deviceManagement,
    ),
    ManagedDevice: resolveStubReference,
    User: resolveStubReference,
  }),
};
