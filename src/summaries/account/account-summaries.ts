/** Account summaries, and the lists of them that belong to a Mac or a user. */
import type { Resource } from '../resource/resource.js';
import { resolveStubReference } from '../schema/joins.type.js';
import { categorySummaryResource } from '../category/category-summary.resource.js';
import { ManagedDeviceResolver, UserResolver } from './account-summary.joins.js';
import { resolveAccountSummaryReference } from './account-summary.reference.js';
import { AccountSummaryResolver } from './account-summary.resolver.js';
import { accountSummaryResource } from './account-summary.resource.js';

export const accountSummaries: Resource = {
  resolvers(collection) {
    const summaries = accountSummaryResource(collection);
    return [
      new AccountSummaryResolver(summaries, categorySummaryResource(collection)),
      new ManagedDeviceResolver(summaries),
      new UserResolver(summaries),
    ];
  },
  references: (collection) => ({
    MacOSSoftwareUpdateAccountSummary: resolveAccountSummaryReference(accountSummaryResource(collection)),
    ManagedDevice: resolveStubReference,
    User: resolveStubReference,
  }),
};
