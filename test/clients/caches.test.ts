/** Caches of clients, set up as docs/clients.md says: two reports with equal ids below them show their own data. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InMemoryCache } from '@apollo/client';
import { accounts, categoryOf, reportsWithEqualIds, same, stateOf } from '../support/equal-ids.js';
import { gatewayOverEmulator, token } from '../support/start.js';
import { forgetDeleted } from './snippets/apollo-written.js';
import { getDataID } from './snippets/relay.js';
import { apolloClient3 } from './support/apollo-client-3.js';
import { apolloClient4 } from './support/apollo-client-4.js';
import type { CachingClient, ClientMake } from './support/client.js';
import { relayWith } from './support/relay.js';
import { urql } from './support/urql.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
/** What a client has to say: Graphcache and Relay report types without a key, and keys that are not unique. */
const said: unknown[] = [];
beforeEach(async () => {
  for (const level of ['warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...words: unknown[]) => void said.push(words));
  }
  gateway = await gatewayOverEmulator();
  await reportsWithEqualIds(gateway.graph);
});
const running: CachingClient[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const client of running.splice(0)) client.stop();
  await gateway.stop();
  expect(said.splice(0)).toEqual([]);
});
function started<Client extends CachingClient>(make: ClientMake<Client>): Client {
  const client = make.start(gateway.url, { authorization: `Bearer ${token}` });
  running.push(client);
  return client;
}

const tree = `query { macOSSoftwareUpdateAccountSummaries(first: 2) {
  edges { node { id categorySummaries {
    id accountSummaryId displayName
    updateStateSummaries { id accountSummaryId categorySummaryId displayName }
  } } }
  pageInfo { hasNextPage endCursor }
} }`;

interface Node {
  id: string;
  categorySummaries: ({ displayName: string; updateStateSummaries: { displayName: string }[] } | null)[];
}

/** By report: the names of its category and its state, as the client shows them. */
async function shown(client: CachingClient, from: 'cache' | 'network' | 'any'): Promise<Record<string, string[]>> {
  const { data, errors } = await client.query(tree, {}, from);
  expect(errors).toEqual([]);
  const { edges } = data?.['macOSSoftwareUpdateAccountSummaries'] as { edges: { node: Node }[] };
  // Relay shows a deleted object as null.
  const namesOf = ({ categorySummaries }: Node): string[] =>
    categorySummaries
      .filter((category) => category != null)
      .flatMap(({ displayName, updateStateSummaries }) => [
        displayName,
        ...updateStateSummaries.map((state) => state.displayName),
      ]);
  return Object.fromEntries(edges.map(({ node }) => [node.id, namesOf(node)]));
}

const own = Object.fromEntries(accounts.map((account) => [account, [categoryOf(account), stateOf(account)]]));

describe.each<ClientMake<CachingClient>>([apolloClient3, apolloClient4(), urql, relayWith(getDataID)])(
  'the cache of $name',
  (make) => {
    it('shows each report its own category and state after a read', async () => {
      const client = started(make);
      expect(await shown(client, 'network')).toEqual(own);
      const calls = gateway.graph.requests.length;
      expect(await shown(client, 'cache')).toEqual(own);
      expect(gateway.graph.requests).toHaveLength(calls);
    });

    it('changes the category and the state that were changed, and no other', async () => {
      const client = started(make);
      await shown(client, 'network');
      const { errors } = await client.mutate(`mutation {
      category: updateMacOSSoftwareUpdateCategorySummary(accountSummaryId: "a", id: "same", input: { displayName: "changed" }) {
        id accountSummaryId displayName
      }
      state: updateMacOSSoftwareUpdateStateSummary(accountSummaryId: "b", categorySummaryId: "same", id: "same", input: { displayName: "changed" }) {
        id accountSummaryId categorySummaryId displayName
      }
    }`);
      expect(errors).toEqual([]);
      expect(await shown(client, 'cache')).toEqual({ a: ['changed', stateOf('a')], b: [categoryOf('b'), 'changed'] });
    });

    it('takes what a read by keys brings to the object of these keys', async () => {
      const client = started(make);
      await shown(client, 'network');
      // Another client changes it.
      await gateway.send(
        'mutation { updateMacOSSoftwareUpdateCategorySummary(accountSummaryId: "b", id: "same", input: { displayName: "changed" }) { id } }',
      );
      const query = `query ($account: ID!) {
      macOSSoftwareUpdateCategorySummary(accountSummaryId: $account, id: "same") { id accountSummaryId displayName }
    }`;
      await client.query(query, { account: 'b' }, 'network');
      expect(await shown(client, 'cache')).toEqual({ ...own, b: ['changed', stateOf('b')] });
    });

    it('forgets the category that was deleted, and no other', async () => {
      const client = started(make);
      await shown(client, 'network');
      const { data, errors } = await client.deleteCategory('a', same);
      expect([data, errors]).toEqual([expect.objectContaining({ deleteMacOSSoftwareUpdateCategorySummary: same }), []]);
      expect(await shown(client, 'any')).toEqual({ a: [], b: own['b'] });
    });

    it('keeps a category whose deletion failed', async () => {
      const client = started(make);
      await shown(client, 'network');
      gateway.graph.quirks.operationNotOffered = true;
      const { errors } = await client.deleteCategory('a', same);
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['GRAPH_OPERATION_NOT_OFFERED']);
      expect(await shown(client, 'cache')).toEqual(own);
    });
  },
);

describe('the cache of Apollo Client', () => {
  it('does not store a list that failed: the next query asks again, and rows that are there stay', async () => {
    const client = started(apolloClient4());
    const list = `query { macOSSoftwareUpdateAccountSummaries(first: 2) { edges { node { id } } pageInfo { endCursor } } }`;
    const rowsIn = ({ data }: { data: unknown }): number | undefined =>
      (data as { macOSSoftwareUpdateAccountSummaries?: { edges: unknown[] } | null } | undefined)
        ?.macOSSoftwareUpdateAccountSummaries?.edges.length;
    gateway.graph.quirks.forbidden = true;
    const failed = await client.query(list, {}, 'any');
    expect([rowsIn(failed), failed.errors.length]).toEqual([undefined, 1]);
    gateway.graph.quirks.forbidden = false;
    const calls = gateway.graph.requests.length;
    expect(rowsIn(await client.query(list, {}, 'any'))).toBeGreaterThan(0);
    expect(gateway.graph.requests.length).toBeGreaterThan(calls);
    gateway.graph.quirks.forbidden = true;
    await client.query(list, {}, 'network');
    expect(rowsIn(await client.query(list, {}, 'cache'))).toBeGreaterThan(0);
  });

  it('keeps statistics that another query has selected, and the rows next to them', async () => {
    const client = started(apolloClient4());
    const list = (selection: string): string =>
      `query { macOSSoftwareUpdateAccountSummaries(first: 2) { ${selection} } }`;
    const selections = [
      'statistics { reports } edges { node { id } } pageInfo { endCursor }',
      'statistics { withFailures byAge { reports } byOsVersion { osVersion reports } }',
      'statistics { failedUpdates weeks: byAge(daysUpTo: [7]) { reports } }',
    ];
    const loaded = [];
    for (const selection of selections) loaded.push((await client.query(list(selection), {}, 'network')).data);
    for (const [index, selection] of selections.entries()) {
      expect((await client.query(list(selection), {}, 'cache')).data).toEqual(loaded[index]);
    }
  });

  it('identifies what extensions.written names by the keys as they are', async () => {
    const client = started(apolloClient4());
    await shown(client, 'network');
    const { errors } = await client.mutate(`mutation {
      category: deleteMacOSSoftwareUpdateCategorySummary(accountSummaryId: "a", id: "same")
      state: updateMacOSSoftwareUpdateStateSummary(accountSummaryId: "b", categorySummaryId: "same", id: "same", input: { displayName: "changed" }) {
        id accountSummaryId categorySummaryId
      }
      fails: deleteMacOSSoftwareUpdateAccountSummary(id: "gone")
    }`);
    expect(errors.map(({ path }) => path)).toEqual([['fails']]);
    expect(await shown(client, 'cache')).toEqual(own);
    forgetDeleted(client.cache, errors[0]?.extensions?.['written'] as never);
    expect(await shown(client, 'cache')).toEqual({ a: [], b: own['b'] });
    expect(await shown(client, 'network')).toEqual({ a: [], b: [categoryOf('b'), 'changed'] });
  });

  it('says so when a selection lacks a key', async () => {
    const client = started(apolloClient4());
    const query = 'query { macOSSoftwareUpdateCategorySummary(accountSummaryId: "a", id: "same") { id displayName } }';
    await expect(client.query(query)).rejects.toThrow(/accountSummaryId/);
  });
});

describe('without the lines of docs/clients.md', () => {
  it.each<ClientMake<CachingClient>>([apolloClient4(() => new InMemoryCache()), relayWith(undefined)])(
    '$name mixes equal ids up',
    async (make) => {
      const client = started(make);
      await shown(client, 'network');
      const { a, b } = await shown(client, 'cache');
      expect(a).toEqual(b);
      said.splice(0);
    },
  );
});
