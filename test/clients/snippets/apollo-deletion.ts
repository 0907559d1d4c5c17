import type { ApolloCache } from '@apollo/client';

const __typename = 'MacOSSoftwareUpdateCategorySummary';

/** In `update` of the mutation. A result of null means that nothing was deleted. */
export function forgetCategory(cache: ApolloCache, accountSummaryId: string, id: string | null | undefined) {
  if (id == null) return;
  const forgotten = cache.identify({ __typename, accountSummaryId, id });
  if (forgotten !== undefined) cache.evict({ id: forgotten });
  cache.gc();
}
