/** The reports of a Mac and of a user, for a router that has their keys from another subgraph. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks } from '../../../src/emulator/graph/index.js';
import { verifiedGateway, type Mode } from '../../support/authority.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, scriptedGraph, token } from '../../support/start.js';

const field = 'macOSSoftwareUpdateAccountSummaries';
const query = `query ($r: [_Any!]!, $first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
  _entities(representations: $r) {
    ... on ManagedDevice { id reports: ${field}(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { ...Page } }
    ... on User { id reports: ${field}(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { ...Page } }
  }
}
fragment Page on MacOSSoftwareUpdateAccountSummaryConnection { nodes { id deviceId } pageInfo { hasNextPage endCursor } totalCount }`;

interface Entity {
  readonly id: string;
  readonly reports: {
    readonly nodes: { readonly id: string; readonly deviceId: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly totalCount: number;
  };
}

describe('the reports of a Mac or a user', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 60 });
  });
  beforeEach(() => {
    Object.assign(gateway.graph.quirks, defaultQuirks);
  });
  afterAll(() => gateway.stop());

  const stored = (): { id: string; deviceId: string; userId: string }[] =>
    gateway.graph.accountSummaries() as unknown as { id: string; deviceId: string; userId: string }[];
  const devices = (...ids: string[]): object[] => ids.map((id) => ({ __typename: 'ManagedDevice', id }));
  const ask = async (r: object[], variables: object = {}): Promise<Entity[]> => {
    const { json } = await gateway.send(query, { r, ...variables });
    expect(json.errors).toBeUndefined();
    return json.data?.['_entities'] as Entity[];
  };

  it.each(['deviceId', 'userId'] as const)('are those with its %s, and Graph is asked for no others', async (key) => {
    const row = stored()[7];
    const id = row?.[key] ?? '';
    const before = gateway.graph.requests.length;
    const [entity] = await ask([{ __typename: key === 'deviceId' ? 'ManagedDevice' : 'User', id }]);
    expect(entity).toMatchObject({ id, reports: { nodes: [{ id: row?.id }], totalCount: 1 } });
    const [request, ...others] = gateway.graph.requests.slice(before);
    const sent = new URLSearchParams(request?.path.split('?')[1]);
    expect([sent.get('$filter'), sent.get('$top'), others]).toEqual([`${key} eq '${id}'`, '50', []]);
  });

  it.each<[string, object, number]>([
    ['honours the filter: 3 calls', {}, 3],
    ['refuses the filter: 3 calls more to detect it, then one for all', { filterRefused: true }, 4 + 1],
    ['ignores the filter: two pages for each', { filterIgnored: true }, 6],
  ])('of 45 Macs at once, when Graph %s', async (_how, quirks, most) => {
    Object.assign(gateway.graph.quirks, quirks);
    const ids = stored()
      .slice(0, 45)
      .map(({ deviceId }) => deviceId);
    const before = gateway.graph.requests.length;
    const entities = await ask(devices(...ids));
    expect(entities.map(({ reports }) => reports.nodes.map(({ deviceId }) => deviceId))).toEqual(ids.map((id) => [id]));
    expect(gateway.graph.requests.length - before).toBeLessThanOrEqual(most);
  });

  it.each<Mode>(['on-behalf-of', 'application'])('of 45 Macs are 3 calls in %s mode as well', async (mode) => {
    const verified = await verifiedGateway(mode);
    const ids = Array.from({ length: 45 }, (_, index) => `mac-${index}`);
    const { json } = await verified.as('ada', query, { r: devices(...ids) });
    expect(json.errors).toBeUndefined();
    expectCalls(verified.graph.requests, 3);
    await verified.stop();
  });

  it('are reached from a report as well, and link back', async () => {
    const { json } = await gateway.send(
      `{ r: ${field}(first: 3) { nodes { id device { id ${field} { nodes { id user { ${field} { nodes { id } } } } } } } } }`,
    );
    expect(json.errors).toBeUndefined();
    const { nodes } = json.data?.['r'] as { nodes: Record<string, unknown>[] };
    expect(nodes).toEqual(
      stored()
        .slice(0, 3)
        .map(({ id, deviceId }) => ({
          id,
          device: { id: deviceId, [field]: { nodes: [{ id, user: { [field]: { nodes: [{ id }] } } }] } },
        })),
    );
  });

  it('come page by page, filtered and ordered; a cursor belongs to its Mac', async () => {
    const [mac = '', other = ''] = stored().map(({ deviceId }) => deviceId);
    for (const failedUpdateCount of [1, 2, 3]) {
      await gateway.send(
        `mutation ($id: ID!, $deviceId: String!, $count: Int!) { createMacOSSoftwareUpdateAccountSummary(input: {
          id: $id, deviceId: $deviceId, failedUpdateCount: $count, displayName: "d", userId: "u", deviceName: "n",
          userPrincipalName: "p", osVersion: "o", successfulUpdateCount: 0, totalUpdateCount: 0,
          lastUpdatedDateTime: "2026-11-23T08:00:00Z" }) { id } }`,
        { id: `more-${failedUpdateCount}`, deviceId: mac, count: failedUpdateCount },
      );
    }
    const list = {
      first: 2,
      filter: { displayName: { eq: 'd' } },
      orderBy: [{ field: 'failedUpdateCount', direction: 'DESC' }],
    };
    const [first] = await ask(devices(mac), list);
    const after = first?.reports.pageInfo.endCursor;
    const [second] = await ask(devices(mac), { ...list, after });
    const ids = [first, second].map((page) => page?.reports.nodes.map(({ id }) => id));
    expect(ids).toEqual([['more-3', 'more-2'], ['more-1']]);
    expect([first?.reports.pageInfo.hasNextPage, second?.reports.pageInfo.hasNextPage]).toEqual([true, false]);

    const before = gateway.graph.requests.length;
    for (const [r, variables] of [
      [devices(other), { ...list, after }],
      [devices(mac), { ...list, filter: null, after }],
    ] as const) {
      const { json } = await gateway.send(query, { r, ...variables });
      expectRefused(
        { json },
        {
          code: 'BAD_USER_INPUT',
          path: ['_entities', 0, 'reports'],
          extensions: { validationErrors: [{ path: 'after' }] },
        },
      );
    }
    expectCalls(gateway.graph.requests, before);
  });

  it('are an empty list for a Mac that Graph does not know, without an error', async () => {
    const [entity] = await ask(devices('absent'));
    expect(entity).toMatchObject({ id: 'absent', reports: { nodes: [], totalCount: 0 } });
  });

  it.each([
    ["a quote that would end Graph's literal", "x' or deviceId ne 'x"],
    ["another option of Graph's", 'x&$top=1000'],
    ['text of any script', 'Gerät 7/ß'],
  ])('are found by the unchanged key: %s', async (_what, id) => {
    const [entity] = await ask(devices(id));
    expect(entity).toMatchObject({ id, reports: { nodes: [] } });
    const sent = new URLSearchParams(gateway.graph.requests.at(-1)?.path.split('?')[1]);
    expect(sent.get('$filter')).toBe(`deviceId eq '${id.replaceAll("'", "''")}'`);
    expect(sent.getAll('$top')).toEqual(['50']);
  });

  const guid = '9de5069c-5afe-402b-8ea0-a04b66beb2c0';
  it.each([
    ['in lower case', guid, `deviceId eq '${guid}'`],
    ['in upper case', guid.toUpperCase(), `(deviceId eq '${guid}') or (deviceId eq '${guid.toUpperCase()}')`],
    ['in both', `9DE5${guid.slice(4)}`, `(deviceId eq '${guid}') or (deviceId eq '9DE5${guid.slice(4)}')`],
  ])('are found by a key that is a GUID %s, whatever the case of Graph', async (_what, id, filter) => {
    for (const deviceId of [guid, guid.toUpperCase()]) {
      const graph = await scriptedGraph((_request, response) =>
        response.end(JSON.stringify({ value: [{ id: 'a', ...referenceExample, deviceId }] })),
      );
      const other = await gatewayOver(graph.url);
      const { json } = await other.send(query, { r: devices(id) });
      expect(json).toMatchObject({ data: { _entities: [{ id, reports: { nodes: [{ id: 'a' }], totalCount: 1 } }] } });
      for (const part of [other, graph]) await part.stop();
    }
    await ask(devices(id));
    const sent = new URLSearchParams(gateway.graph.requests.at(-1)?.path.split('?')[1]);
    expect(sent.get('$filter')).toBe(filter);
  });

  it.each([
    [5, '5'],
    [0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('are found by a key that is the number %i, which GraphQL accepts as an ID', async (id, text) => {
    const [entity] = await ask([{ __typename: 'ManagedDevice', id }]);
    expect(entity).toMatchObject({ id: text, reports: { nodes: [] } });
    expect(decodeURIComponent(gateway.graph.requests.at(-1)?.path ?? '')).toContain(`deviceId eq '${text}'`);
  });

  it.each([1.5, 2 ** 53, -1.25, null, true, '', ['a'], {}])(
    'are not looked for by a key that is not an ID: %j',
    async (id) => {
      const before = gateway.graph.requests.length;
      const { json } = await gateway.send(query, { r: [{ __typename: 'ManagedDevice', id }] });
      expect(json.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', validationErrors: [{ path: 'representations.0.id' }] } },
      ]);
      expect(gateway.graph.requests).toHaveLength(before);
    },
  );

  it.each([
    ['white space', ' \t'],
    ['1,025 characters', 'x'.repeat(1025)],
    ['half of a surrogate pair', 'x\ud800'],
  ])('are not looked for by a key that no report has: %s', async (_what, id) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(query, { r: devices(id) });
    expect(json.errors).toMatchObject([
      { path: ['_entities', 0, 'reports'], extensions: { code: 'BAD_USER_INPUT', validationErrors: [{ path: 'id' }] } },
    ]);
    expectCalls(gateway.graph.requests, before);
  });

  it('that cannot be requested do not affect the reports of other Macs', async () => {
    const row = stored()[3];
    const { json } = await gateway.send(query.replace('_entities', 'e: _entities'), {
      r: [...devices(' '), ...devices(row?.deviceId ?? '')],
    });
    expect(json.data?.['e']).toMatchObject([
      { id: ' ', reports: null },
      { id: row?.deviceId, reports: { nodes: [{ id: row?.id }] } },
    ]);
    expect(json.errors).toMatchObject([{ path: ['e', 0, 'reports'] }]);
  });

  it('are requested only if selected, and other values of a representation are dropped', async () => {
    const before = gateway.graph.requests.length;
    const forged = { __typename: 'User', id: 'ada', macOSSoftwareUpdateAccountSummaries: { totalCount: 7 }, mail: 'a' };
    const { json } = await gateway.send(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id ${field}(first: 1) { __typename } } } }`,
      { r: [forged] },
    );
    const page = { __typename: 'MacOSSoftwareUpdateAccountSummaryConnection' };
    expect(json).toEqual({ data: { _entities: [{ id: 'ada', [field]: page }] } });
    expectCalls(gateway.graph.requests, before);
  });

  it('require a token, like every read', async () => {
    const before = gateway.graph.requests.length;
    const { status, json } = await gateway.send(query, { r: devices('a') }, {});
    expectRefused({ status, json }, { status: 401, code: 'UNAUTHENTICATED' });
    expectCalls(gateway.graph.requests, before);
    await ask(devices('a'));
    expect(gateway.graph.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${token}`);
  });
});
