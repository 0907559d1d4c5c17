import { Client, fetchExchange, type AnyVariables, type OperationResult } from '@urql/core';
import { cache } from '../snippets/urql.js';
import { deletion, type CachingClient, type ClientMake, type ClientResult } from './client.js';

const policies = { cache: 'cache-only', network: 'network-only', any: 'cache-first' } as const;

export const urql: ClientMake<CachingClient> = {
  name: 'urql',
  start(url, headers) {
    const client = new Client({
      url,
      exchanges: [cache(), fetchExchange],
      fetchOptions: { headers },
    });
    return {
      query: async (text, variables = {}, from = 'any') =>
        resultOf(await client.query(text, variables, { requestPolicy: policies[from] }).toPromise()),
      mutate: async (text, variables = {}) => resultOf(await client.mutation(text, variables).toPromise()),
      deleteCategory: async (accountSummaryId, id) =>
        resultOf(await client.mutation(deletion, { accountSummaryId, id }).toPromise()),
      stop: () => undefined,
    };
  },
};

function resultOf({ data, error }: OperationResult<unknown, AnyVariables>): ClientResult {
  if (error?.networkError) throw error.networkError;
  return { data: (data ?? null) as ClientResult['data'], errors: error?.graphQLErrors ?? [] };
}
