import { ApolloClient, ApolloError, gql, HttpLink, InMemoryCache } from 'apollo-client-3/core/index.js';
import { typePolicies } from '../snippets/apollo-client.js';
import { forgetCategory } from '../snippets/apollo-deletion.js';
import { deletion, errorsInside, type CachingClient, type ClientMake, type ClientResult } from './client.js';

const policies = { cache: 'cache-only', network: 'network-only', any: 'cache-first' } as const;

export const apolloClient3: ClientMake<CachingClient> = {
  name: 'Apollo Client 3',
  start(uri, headers) {
    // The lines of docs/clients.md are the same for both versions; only the types differ.
    const cache = new InMemoryCache({ typePolicies: typePolicies as never });
    const client = new ApolloClient({ cache, link: new HttpLink({ uri, headers }) });
    return {
      query: (text, variables = {}, from = 'any') =>
        resultOf(client.query({ query: gql(text), variables, errorPolicy: 'all', fetchPolicy: policies[from] })),
      mutate: (text, variables = {}) => resultOf(client.mutate({ mutation: gql(text), variables, errorPolicy: 'all' })),
      deleteCategory: (accountSummaryId, id) =>
        resultOf(
          client.mutate<{ deleteMacOSSoftwareUpdateCategorySummary: string | null }>({
            mutation: gql(deletion),
            variables: { accountSummaryId, id },
            errorPolicy: 'all',
            update: (_cache, { data }) =>
              forgetCategory(cache as never, accountSummaryId, data?.deleteMacOSSoftwareUpdateCategorySummary),
          }),
        ),
      stop: () => client.stop(),
    };
  },
};

async function resultOf(
  answer: Promise<{ data?: unknown; errors?: ClientResult['errors'] | undefined }>,
): Promise<ClientResult> {
  try {
    const { data, errors = [] } = await answer;
    return { data: (data ?? null) as ClientResult['data'], errors };
  } catch (error) {
    // A response with HTTP 400 is a network error that contains the response.
    const network = error instanceof ApolloError ? error.networkError : null;
    const body = network !== null && 'result' in network ? network.result : undefined;
    return { data: null, errors: errorsInside(error, body) };
  }
}
