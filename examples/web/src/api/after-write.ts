import type { ApolloCache } from '@apollo/client';

/**
 * After a write: which lists have the report, where in them and in which numbers is the gateway's to say. They are read again
 * when a page shows them.
 */
export function forgetLists(cache: ApolloCache): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'macOSSoftwareUpdateAccountSummaries' });
  cache.gc();
}

/** After a deletion, once no page shows the report: it would be read again. */
export function forgetReport(cache: ApolloCache, id: string): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'macOSSoftwareUpdateAccountSummary', args: { id } });
  const report = cache.identify({ __typename: 'MacOSSoftwareUpdateAccountSummary', id });
  if (report !== undefined) cache.evict({ id: report });
  cache.gc();
}
