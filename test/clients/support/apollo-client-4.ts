import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, type ApolloCache } from '@apollo/client';
import { newCache } from '../snippets/apollo-client.js';
import { forgetCategory } from '../snippets/apollo-deletion.js';
import { deletion, errorsInside, type CachingClient, type ClientMake, type ClientResult } from './client.js';

const policies = { cache: 'cache-only', network: 'network-only', any: 'cache-first' } as const;

export interface Apollo4 extends CachingClient {
  readonly cache: ApolloCache;
}

export const apolloClient4 = (cacheOf: () => ApolloCache = newCache): ClientMake<Apollo4> => ({
  name: 'Apollo Client 4',
  start(uri, headers) {
    const cache = cacheOf();
    const client = new ApolloClient({ cache, link: new HttpLink({ uri, headers }) });
    return {
      cache,
      query: async (text, variables = {}, from = 'any') =>
        resultOf(await client.query({ query: gql(text), variables, errorPolicy: 'all', fetchPolicy: policies[from] })),
      mutate: async (text, variables = {}) =>
        resultOf(await client.mutate({ mutation: gql(text), variables, errorPolicy: 'all' })),
      async deleteCategory(accountSummaryId, id) {
        const result = await client.mutate<{ deleteMacOSSoftwareUpdateCategorySummary: string | null }>({
          mutation: gql(deletion),
          variables: { accountSummaryId, id },
          errorPolicy: 'all',
          update: (_cache, { data }) =>
            forgetCategory(cache, accountSummaryId, data?.deleteMacOSSoftwareUpdateCategorySummary),
        });
        return resultOf(result);
      },
      stop: () => client.stop(),
    };
  },
});

function resultOf({ data, error }: { data?: unknown; error?: unknown }): ClientResult {
  const errors =
    error === undefined || CombinedGraphQLErrors.is(error) ? error?.errors : errorsInside(error, undefined);
  return { data: (data ?? null) as ClientResult['data'], errors: errors ?? [] };
}
