/** What a front end does with reports, with each client: the data, and the errors where the client has them. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmulatorOptions } from '../../src/emulator/graph/index.js';
import { gatewayOverEmulator, referenceExample, token } from '../support/start.js';
import { apolloClient3 } from './support/apollo-client-3.js';
import { apolloClient4 } from './support/apollo-client-4.js';
import type { ClientMake, ClientResult, RunningClient } from './support/client.js';
import { graphqlRequest } from './support/graphql-request.js';
import { urql } from './support/urql.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
let client: RunningClient;
const list = 'macOSSoftwareUpdateAccountSummaries';
const codesOf = ({ errors }: ClientResult): unknown[] => errors.map(({ extensions }) => extensions?.['code']);

const create = `mutation ($input: CreateSummaryInput!) {
  created: createMacOSSoftwareUpdateAccountSummary(input: $input) { id displayName lastUpdatedDateTime }
}`;
const page = `query ($after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter) {
  ${list}(first: 3, after: $after, filter: $filter) {
    edges { node { id deviceName failedUpdateCount } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Page {
  edges: { node: { id: string; deviceName: string; failedUpdateCount: number } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe.each<ClientMake>([apolloClient3, apolloClient4(), urql, graphqlRequest])('$name', (make) => {
  const over = async (options: EmulatorOptions = {}, headers = { authorization: `Bearer ${token}` }): Promise<void> => {
    gateway = await gatewayOverEmulator(options);
    client = make.start(gateway.url, headers);
  };
  beforeEach(() => over({ macs: 7 }));
  afterEach(async () => {
    client.stop();
    await gateway.stop();
  });
  const pageAfter = async (after: string | null, filter: object = {}): Promise<Page> => {
    const { data, errors } = await client.query(page, { after, filter }, 'network');
    expect(errors).toEqual([]);
    return data?.[list] as Page;
  };

  it('creates a report, changes it, reads it and deletes it', async () => {
    const created = await client.mutate(create, { input: { ...referenceExample, id: 'r 1' } });
    const { displayName, lastUpdatedDateTime } = referenceExample;
    expect(created).toMatchObject({ data: { created: { id: 'r 1', displayName, lastUpdatedDateTime } }, errors: [] });
    const change = `mutation ($id: ID!) {
      changed: updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { osVersion: "26.2", userId: null }) { id osVersion userId }
    }`;
    const changed = { osVersion: '26.2', userId: null };
    expect((await client.mutate(change, { id: 'r 1' })).data).toMatchObject({ changed });
    const read = 'query ($id: ID!) { r: macOSSoftwareUpdateAccountSummary(id: $id) { id osVersion userId } }';
    expect((await client.query(read, { id: 'r 1' }, 'network')).data).toMatchObject({ r: changed });
    const remove = 'mutation ($id: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $id) }';
    expect((await client.mutate(remove, { id: 'r 1' })).data).toMatchObject({
      deleteMacOSSoftwareUpdateAccountSummary: 'r 1',
    });
    const gone = await client.query(read, { id: 'r 1' }, 'network');
    expect([gone.data?.['r'] ?? null, codesOf(gone)]).toEqual([null, ['NOT_FOUND']]);
  });

  it('pages to the end', async () => {
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Page = await pageAfter(after);
      for (const { node } of edges) seen.add(node.id);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect([...seen]).toEqual(gateway.graph.accountSummaries().map(({ id }) => id));
    expect(seen.size).toBe(7);
  });

  it('filters', async () => {
    const [first] = gateway.graph.accountSummaries();
    const { edges } = await pageAfter(null, { deviceName: { eq: first?.['deviceName'] } });
    expect(edges.map(({ node }) => node.id)).toEqual([first?.['id']]);
  });

  it('creates many, of which two break a rule', async () => {
    const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
      results: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs, onInvalid: SKIP) { index summary { id } error { code } }
    }`;
    const inputs = [1, 2, 3, 4, 5].map((number) => ({
      ...referenceExample,
      deviceId: number % 2 ? `d-${number}` : ' ',
    }));
    const { data, errors } = await client.mutate(bulk, { inputs });
    const results = data?.['results'] as { summary: object | null; error: { code: string } | null }[];
    expect(errors).toEqual([]);
    expect(results.map(({ error }) => error?.code)).toEqual([
      undefined,
      'BAD_USER_INPUT',
      undefined,
      'BAD_USER_INPUT',
      undefined,
    ]);
    expect(gateway.graph.accountSummaries()).toHaveLength(7 + 3);
  });

  it('shows the part of an answer that arrived, with the error of the other part', async () => {
    const result = await client.query(
      `query { stale: ${list}(first: 1, after: "stale") { edges { node { id } } } recent: ${list}(first: 1, filter: { failedUpdateCount: { ge: 0 } }) { edges { node { id } } } }`,
      {},
      'network',
    );
    const [first] = gateway.graph.accountSummaries();
    expect(result.data).toMatchObject({ stale: null, recent: { edges: [{ node: { id: first?.['id'] } }] } });
    expect(result.errors.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['stale'], 'BAD_USER_INPUT'],
    ]);
  });

  it.each<[string, string, object, () => void]>([
    ['BAD_USER_INPUT of a rule', 'BAD_USER_INPUT', { displayName: ' ' }, () => undefined],
    ['BAD_USER_INPUT of a type, with HTTP 400', 'BAD_USER_INPUT', { displayName: null }, () => undefined],
    ['CONFLICT', 'CONFLICT', { id: 'taken' }, () => undefined],
    [
      'RATE_LIMITED',
      'RATE_LIMITED',
      {},
      () => Object.assign(gateway.graph.quirks, { throttleCalls: 1, retryAfterSeconds: 90 }),
    ],
    [
      'UNAUTHENTICATED of Graph, with HTTP 401',
      'UNAUTHENTICATED',
      {},
      () => (gateway.graph.quirks.claimsChallenge = 1),
    ],
    [
      'GRAPH_OPERATION_NOT_OFFERED',
      'GRAPH_OPERATION_NOT_OFFERED',
      {},
      () => (gateway.graph.quirks.operationNotOffered = true),
    ],
  ])('has the code of %s', async (_what, code, changes, prepare) => {
    await client.mutate(create, { input: { ...referenceExample, id: 'taken' } });
    prepare();
    const { data, errors } = await client.mutate(create, { input: { ...referenceExample, ...changes } });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
    expect(data?.['created'] ?? null).toBeNull();
  });

  it('has the code of GRAPHQL_VALIDATION_FAILED, and of UNAUTHENTICATED without a token', async () => {
    expect(codesOf(await client.query('query { nothing }', {}, 'network'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    client.stop();
    // urql sends short queries by GET, which without a token needs such a header.
    client = make.start(gateway.url, { 'apollo-require-preflight': 'true' });
    expect(codesOf(await client.query(page, {}, 'network'))).toEqual(['UNAUTHENTICATED']);
  });
});
