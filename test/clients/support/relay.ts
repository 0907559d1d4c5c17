import relay, { type GraphQLResponse, type SelectorStoreUpdater, type Variables } from 'relay-runtime';
import { getDataID } from '../snippets/relay.js';
import { deletion, type CachingClient, type ClientError, type ClientMake, type ClientResult } from './client.js';
import { requestOf } from './relay-request.js';

const { commitMutation, createOperationDescriptor, Environment, fetchQuery, Network, RecordSource, Store } = relay;

/** With `identify` undefined as Relay comes. */
export const relayWith = (identify: typeof getDataID | undefined): ClientMake<CachingClient> => ({
  name: 'Relay',
  start(url, headers) {
    /** Relay does not return the errors of fields; they are in the response of the network. */
    let errors: readonly ClientError[] = [];
    const network = Network.create(async ({ text }, variables) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: text, variables }),
      });
      const body = (await response.json()) as { errors?: readonly ClientError[] };
      errors = body.errors ?? [];
      return body as GraphQLResponse;
    });
    const options = identify === undefined ? {} : { getDataID: identify };
    const environment = new Environment({
      network,
      store: new Store(new RecordSource(), options as never),
      ...options,
    });
    const mutate = (text: string, variables: Variables, updater?: SelectorStoreUpdater): Promise<ClientResult> =>
      new Promise((resolve, reject) => {
        commitMutation(environment, {
          mutation: requestOf(text),
          variables,
          updater,
          onCompleted: (data) => resolve({ data, errors }),
          onError: reject,
        });
      });
    return {
      async query(text, variables = {}, from = 'any') {
        errors = [];
        const request = requestOf(text);
        const descriptor = createOperationDescriptor(request, variables);
        environment.retain(descriptor);
        if (from !== 'cache') await fetchQuery(environment, request, variables).toPromise();
        return { data: environment.lookup(descriptor.fragment).data, errors };
      },
      mutate: (text, variables = {}) => mutate(text, variables),
      deleteCategory: (accountSummaryId, id) =>
        mutate(deletion, { accountSummaryId, id }, (store) => {
          const deleted: unknown = store
            .getRoot()
            .getValue('deleteMacOSSoftwareUpdateCategorySummary', { accountSummaryId, id });
          const dataId = getDataID({ accountSummaryId, id }, 'MacOSSoftwareUpdateCategorySummary');
          if (typeof deleted === 'string' && dataId !== undefined) store.delete(dataId);
        }),
      stop: () => undefined,
    };
  },
});
