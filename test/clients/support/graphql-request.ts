import { ClientError, GraphQLClient } from 'graphql-request';
import { errorsInside, type ClientMake, type ClientResult } from './client.js';

export const graphqlRequest: ClientMake = {
  name: 'graphql-request',
  start(url, headers) {
    const client = new GraphQLClient(url, { headers, errorPolicy: 'all' });
    const send = async (text: string, variables: Record<string, unknown> = {}): Promise<ClientResult> => {
      try {
        const { data, errors = [] } = await client.rawRequest<ClientResult['data']>(text, variables);
        return { data: data ?? null, errors };
      } catch (error) {
        const response = error instanceof ClientError ? error.response : undefined;
        return { data: (response?.data ?? null) as ClientResult['data'], errors: errorsInside(error, response) };
      }
    };
    return { query: send, mutate: send, stop: () => undefined };
  },
};
