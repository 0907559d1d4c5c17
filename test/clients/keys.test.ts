/** The link of docs/clients.md that gives each creation a key, with Apollo Client 4 and its link that repeats. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { gatewayOverEmulator, referenceExample, token } from '../support/start.js';
import { keysLink } from './snippets/apollo-keys.js';

const create = gql`
  mutation Create($input: CreateSummaryInput!, $key: String) {
    created: createMacOSSoftwareUpdateAccountSummary(input: $input, idempotencyKey: $key) {
      id
    }
  }
`;

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
let client: ApolloClient;
let bodies: string[];
/** How many answers are lost behind the gateway. */
let losses: number;
beforeEach(async () => {
  gateway = await gatewayOverEmulator({}, { IDEMPOTENCY_REQUIRE: 'all' });
  bodies = [];
  losses = 0;
  const fetchAndLose: typeof fetch = async (url, init) => {
    bodies.push(init?.body as string);
    const response = await fetch(url, init);
    if (losses > 0) {
      losses -= 1;
      throw new TypeError('Failed to fetch');
    }
    return response;
  };
  const http = new HttpLink({ uri: gateway.url, headers: { authorization: `Bearer ${token}` }, fetch: fetchAndLose });
  const repeating = new RetryLink({ delay: { initial: 1, jitter: false } });
  client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([keysLink(), repeating, http]) });
});
afterEach(async () => {
  client.stop();
  await gateway.stop();
});

const save = () =>
  client.mutate<{ created: { id: string } }>({ mutation: create, variables: { input: referenceExample } });

it('repeats a creation with the same key: it is stored once, and the caller gets it', async () => {
  losses = 2;
  const { data } = await save();
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(gateway.graph.accountSummaries().map(({ id }) => id)).toEqual([data?.created.id]);
});

it('gives another submission another key', async () => {
  await save();
  await save();
  expect(gateway.graph.accountSummaries()).toHaveLength(2);
});

it('leaves a key of the caller, and operations that declare none', async () => {
  await client.mutate({ mutation: create, variables: { input: referenceExample, key: 'import-7/1' } });
  await client.query({ query: gql('{ macOSSoftwareUpdateAccountSummaries(first: 1) { totalCount } }') });
  expect(bodies.map((body) => (JSON.parse(body) as { variables: { key?: string } }).variables.key)).toEqual([
    'import-7/1',
    undefined,
  ]);
});
