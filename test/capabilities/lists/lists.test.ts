import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks } from '../../../src/emulator/graph/index.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, scriptedGraph } from '../../support/start.js';

interface Row {
  readonly id: string;
  readonly deviceName: string | null;
  readonly failedUpdateCount: number;
}
interface Connection {
  readonly nodes: Row[];
  readonly edges: { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}
const query = `query ($first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
  r: macOSSoftwareUpdateAccountSummaries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id deviceName failedUpdateCount } pageInfo { hasNextPage endCursor }
  }
}`;

describe('listing account summaries', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let expanding: Awaited<ReturnType<typeof gatewayOver>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 60 });
    expanding = await gatewayOver(gateway.graph.url, { GRAPH_EXPAND: 'nested' });
    const nameless = stored().at(-1)?.id;
    await gateway.send(
      `mutation { updateMacOSSoftwareUpdateAccountSummary(id: "${nameless}", input: { deviceName: null }) { id } }`,
    );
  });
  beforeEach(() => {
    Object.assign(gateway.graph.quirks, defaultQuirks);
  });
  afterAll(async () => {
    await expanding.stop();
    await gateway.stop();
  });
  const list = async (variables: object, operation = query): Promise<Connection> => {
    const { json } = await gateway.send(operation, variables);
    expect(json.errors).toBeUndefined();
    return json.data?.['r'] as Connection;
  };
  const stored = (): Row[] => gateway.graph.accountSummaries() as unknown as Row[];
  const all = async (variables: object, first: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Connection = await list({ ...variables, first, after });
      ids.push(...page.nodes.map(({ id }) => id));
      more = page.pageInfo.hasNextPage;
      if (more) expect(page.nodes).toHaveLength(first);
      after = page.pageInfo.endCursor;
    }
    return ids;
  };

  it.each<[string, object]>([
    ['as many rows as asked for', {}],
    ['pages smaller than asked for', { pageSize: 3 }],
    ['$skip links', { pageSize: 7, skipLinks: true }],
    ['empty pages in between', { pageSize: 5, emptyPages: true }],
  ])('goes through all rows once, over %s', async (_how, quirks) => {
    Object.assign(gateway.graph.quirks, quirks);
    expect(await all({}, 20)).toEqual(stored().map(({ id }) => id));
  });

  const failed = { filter: { failedUpdateCount: { ge: 1 } }, orderBy: [{ field: 'deviceName', direction: 'DESC' }] };
  it.each<[string, object]>([
    ['honours', {}],
    ['refuses the filter', { filterRefused: true }],
    ['ignores filter and order', { filterIgnored: true }],
    ['ignores both, in small pages', { filterIgnored: true, pageSize: 4 }],
  ])('are filtered and ordered correctly when Graph %s', async (_how, quirks) => {
    Object.assign(gateway.graph.quirks, quirks);
    const expected = stored()
      .filter(({ failedUpdateCount }) => failedUpdateCount >= 1)
      .sort((a, b) => ((a.deviceName ?? '') < (b.deviceName ?? '') ? 1 : -1));
    expect(await all(failed, 4)).toEqual(expected.map(({ id }) => id));
    expect(await all({ filter: failed.filter }, 4)).toHaveLength(expected.length);
  });

  it('sends Graph the filter, the order and the selection', async () => {
    const filter = { or: [{ deviceName: { startsWith: "O'Brien & Co" } }, { not: { failedUpdateCount: { lt: 5 } } }] };
    const before = gateway.graph.requests.length;
    await list({ first: 2, filter, orderBy: [{ field: 'lastUpdatedDateTime' }] });
    const sent = new URLSearchParams(gateway.graph.requests[before]?.path.split('?')[1]);
    expect(Object.fromEntries(sent)).toEqual({
      $select: 'id,deviceName,failedUpdateCount,lastUpdatedDateTime',
      $filter: "(startswith(deviceName,'O''Brien & Co')) or (not (failedUpdateCount lt 5))",
      $orderby: 'lastUpdatedDateTime,id',
      $top: '2',
    });
  });

  it('calls Graph only if something of the list is selected', async () => {
    const before = gateway.graph.requests.length;
    await list({}, '{ r: macOSSoftwareUpdateAccountSummaries { __typename } }');
    expectCalls(gateway.graph.requests, before);
  });

  it('keeps a value inside its literal', async () => {
    const page = await list({ filter: { deviceName: { eq: "x' or failedUpdateCount ge 0 or deviceName eq 'x" } } });
    expect(page.nodes).toEqual([]);
  });

  it.each<[object, (row: Record<string, unknown>) => boolean]>([
    [{ deviceId: { eq: 'absent' } }, () => false],
    [{ osVersion: { in: ['26.1', '15.6'] } }, ({ osVersion }) => osVersion === '26.1' || osVersion === '15.6'],
    [{ osVersion: { in: [] } }, () => false],
    [
      { not: { deviceName: { startsWith: 'D' } } },
      ({ deviceName }) => typeof deviceName !== 'string' || !deviceName.startsWith('D'),
    ],
    [{ not: { deviceName: { eq: 'x' } } }, () => true],
    [{ and: [] }, () => true],
    [{ or: [] }, () => false],
    [
      { lastUpdatedDateTime: { ge: '2026-11-10T09:00:00.0000001+01:00' } },
      ({ lastUpdatedDateTime: date }) => String(date) >= '2026-11-10T08:00:00.0000001Z',
    ],
  ])('accepts the filter %j', async (filter, fits) => {
    const { nodes } = await list({ first: 1000, filter });
    const expected = gateway.graph.accountSummaries().filter(fits);
    gateway.graph.quirks.filterIgnored = true;
    expect((await list({ first: 1000, filter })).nodes).toEqual(nodes);
    expect(nodes.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  const count = `query ($filter: MacOSSoftwareUpdateAccountSummaryFilter) {
    r: macOSSoftwareUpdateAccountSummaries(first: 2, filter: $filter) { totalCount }
  }`;
  /** The calls that start to read a whole list, 1,000 rows a page, to count or to filter it in the gateway. */
  const countingFilters = (from: number): (string | null)[] =>
    gateway.graph.requests
      .slice(from)
      .map(({ path }) => new URLSearchParams(path.split('?')[1]))
      .flatMap((sent) => (sent.get('$top') === '1000' && !sent.has('$skiptoken') ? [sent.get('$filter')] : []));

  it.each<[string, object, (string | null)[]]>([
    ['honours the filter', {}, ['failedUpdateCount ge 1']],
    ['refuses the filter, and the page has read the list', { filterRefused: true }, [null, 'failedUpdateCount ge 1']],
    ['ignores the filter', { filterIgnored: true }, ['failedUpdateCount ge 1']],
  ])('counts exactly, filtered or not, when Graph %s', async (_how, quirks, sent) => {
    Object.assign(gateway.graph.quirks, quirks);
    const expected = stored().filter(({ failedUpdateCount }) => failedUpdateCount >= 1).length;
    expect(expected).toBeLessThan(60);
    expect((await list({}, count)).totalCount).toBe(60);
    const before = gateway.graph.requests.length;
    expect((await list({ filter: failed.filter }, count)).totalCount).toBe(expected);
    expect(countingFilters(before)).toEqual(sent);
  });

  it.each<[number, number | null, number]>([
    [400, 2, 4],
    [500, 2, 4],
    [501, 2, 4],
    [403, null, 3],
  ])('counts exactly or not at all when Graph answers %d to a later page', async (status, totalCount, calls) => {
    const graph = await scriptedGraph(({ url = '', headers }, response) => {
      const isFiltered = url.includes('$filter');
      const fails = isFiltered && url.includes('$skiptoken');
      const value = [1, 2, 0].map((failedUpdateCount) => ({ id: `r-${failedUpdateCount}`, failedUpdateCount }));
      const next = isFiltered ? { '@odata.nextLink': `http://${headers.host}${url}&$skiptoken=a` } : {};
      response.writeHead(fails ? status : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(fails ? { error: { code: 'Said', message: 'no' } } : { value, ...next }));
    });
    const other = await gatewayOver(graph.url);
    const { json } = await other.send(count, { filter: failed.filter });
    expect([json.data, json.errors?.map(({ path }) => path)]).toEqual([
      { r: { totalCount } },
      totalCount === null ? [['r', 'totalCount']] : undefined,
    ]);
    expect(graph.calls()).toBe(calls);
    for (const part of [other, graph]) await part.stop();
  });

  it.each<[string, object, string]>([
    ['first of 0', { first: 0 }, 'first'],
    ['first of 1,001', { first: 1001 }, 'first'],
    ['a cursor that is none', { after: 'abc' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['half of a surrogate pair', { filter: { deviceId: { in: ['a', '\ud800'] } } }, 'filter.deviceId.in'],
    ['null as a value', { filter: { deviceId: { eq: null } } }, 'filter.deviceId.eq'],
    ['a date that is none', { filter: { lastUpdatedDateTime: { gt: '2026' } } }, 'filter.lastUpdatedDateTime.gt'],
  ])('rejects %s without a call', async (_what, variables, path) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(query, variables);
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path }] } });
    expectCalls(gateway.graph.requests, before);
  });

  it('rejects the cursor of another list and an altered one; none holds an address', async () => {
    const after = (await list({ first: 2 })).pageInfo.endCursor;
    expect(Buffer.from(after, 'base64url').toString()).not.toMatch(/http|127\.0\.0\.1/);
    const altered = Buffer.from(
      Buffer.from(after, 'base64url')
        .toString()
        .replace(/,"none"\]/, ',"whole"]'),
    ).toString('base64url');
    for (const variables of [{ after, filter: failed.filter }, { after: altered }]) {
      const { json } = await gateway.send(query, variables);
      expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'after' }] } });
    }
  });

  it('follows no link to another host', async () => {
    const elsewhere = await scriptedGraph((_request, response) => response.end('{"value":[]}'));
    const graph = await scriptedGraph((_request, response) => {
      response.end(JSON.stringify({ value: [], '@odata.nextLink': `${elsewhere.url}/deviceManagement?$skiptoken=a` }));
    });
    const other = await gatewayOver(graph.url);
    const { json } = await other.send(query);
    expectRefused({ json }, { code: 'GRAPH_BAD_RESPONSE' });
    expect([graph.calls(), elsewhere.calls()]).toEqual([1, 0]);
    for (const part of [other, graph, elsewhere]) await part.stop();
  });

  it('reads 50 accounts with all categories and states in 1 + 3 + ⌈categories / 20⌉ calls', async () => {
    const before = gateway.graph.requests.length;
    const page = (await list(
      { first: 50 },
      'query ($first: Int) { r: macOSSoftwareUpdateAccountSummaries(first: $first) { nodes { id categorySummaries { id updateStateSummaries { id } } } } }',
    )) as unknown as { nodes: { categorySummaries: { updateStateSummaries: unknown[] }[] }[] };
    const categories = page.nodes.flatMap(({ categorySummaries }) => categorySummaries);
    const expected = stored()
      .slice(0, 50)
      .flatMap(({ id }) => gateway.graph.categorySummaries(id));
    expect(categories).toHaveLength(expected.length);
    expect(categories.every(({ updateStateSummaries }) => updateStateSummaries.length > 0)).toBe(true);
    expectCalls(gateway.graph.requests.slice(before), 1 + 3 + Math.ceil(categories.length / 20));
  });

  it('reads the same with one call when GRAPH_EXPAND=nested', async () => {
    const nested =
      '{ r: macOSSoftwareUpdateAccountSummaries(first: 50) { nodes { id categorySummaries { id updateStateSummaries { id state } } } } }';
    const expected = (await gateway.send(nested)).json;
    const before = gateway.graph.requests.length;
    expect((await expanding.send(nested)).json).toEqual(expected);
    expectCalls(gateway.graph.requests.slice(before), 1);
  });

  it.each([
    ['a list, page by page', `r: macOSSoftwareUpdateAccountSummaries(first: 20, after: $after)`],
    [
      'a filtered list',
      `r: macOSSoftwareUpdateAccountSummaries(filter: { failedUpdateCount: { gt: 0 } }, first: 9, after: $after)`,
    ],
    [
      'an ordered list',
      `r: macOSSoftwareUpdateAccountSummaries(orderBy: { field: deviceName, direction: DESC }, first: 25, after: $after)`,
    ],
  ])('reads %s through $batch when GRAPH_EXPAND=nested and Graph refuses $expand', async (_what, field) => {
    const operation = `query ($after: String) { ${field} {
      nodes { id categorySummaries { id updateStateSummaries { id state } } } pageInfo { hasNextPage endCursor } } }`;
    const pages = async (from: { readonly send: typeof gateway.send }): Promise<unknown[]> => {
      const nodes: unknown[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { json } = await from.send(operation, { after });
        expect(json.errors).toBeUndefined();
        const page = json.data?.['r'] as Connection;
        nodes.push(...page.nodes);
        ({ hasNextPage: more, endCursor: after } = page.pageInfo);
      }
      return nodes;
    };
    const expected = await pages(gateway);
    gateway.graph.quirks.expandRefused = true;
    const before = gateway.graph.requests.length;
    expect(await pages(expanding)).toEqual(expected);
    const calls = gateway.graph.requests.slice(before);
    const paths = calls.map(({ path }) => path);
    expect(paths.some((path) => path.includes('$expand'))).toBe(true);
    expect(paths.some((path) => path.includes('$batch'))).toBe(true);
  });

  it('reads one report and references through $batch when GRAPH_EXPAND=nested and Graph refuses $expand', async () => {
    const [{ id } = { id: '' }] = stored();
    const below = 'id categorySummaries { id updateStateSummaries { id state } }';
    const representation = `{ __typename: "MacOSSoftwareUpdateAccountSummary", id: "${id}" }`;
    const operation = `{
      r: macOSSoftwareUpdateAccountSummary(id: "${id}") { ${below} }
      _entities(representations: [${representation}]) { ... on MacOSSoftwareUpdateAccountSummary { ${below} } }
    }`;
    const expected = (await gateway.send(operation)).json;
    expect(expected.errors).toBeUndefined();
    gateway.graph.quirks.expandRefused = true;
    expect((await expanding.send(operation)).json).toEqual(expected);
  });

  it('resolves 45 references in 3 calls: duplicates once, in order, a missing one null', async () => {
    const ids = stored()
      .slice(0, 44)
      .map(({ id }) => id);
    const asked = [...ids.slice(0, 20), 'absent', ...ids.slice(20), ...ids.slice(0, 5)];
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary { id deviceName } } }',
      { r: asked.map((id) => ({ __typename: 'MacOSSoftwareUpdateAccountSummary', id })) },
    );
    expect(json.errors).toBeUndefined();
    const entities = json.data?.['_entities'] as (Row | null)[];
    expect(entities.map((row) => row?.id ?? 'absent')).toEqual(asked);
    expectCalls(gateway.graph.requests.slice(before), 3);
  });
});

describe('counting in a tenant with more than 10,000 reports', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 10_001 });
  });
  afterAll(() => gateway.stop());
  const count = `query ($filter: MacOSSoftwareUpdateAccountSummaryFilter) {
    r: macOSSoftwareUpdateAccountSummaries(first: 1, filter: $filter) { totalCount }
  }`;

  it('a filter that few of them match is counted exactly, and Graph is asked for the others neither for the page nor for the count', async () => {
    const ids = gateway.graph.accountSummaries().map(({ deviceId }) => String(deviceId));
    const { json } = await gateway.send(count, { filter: { deviceId: { in: [ids[3], ids.at(-1)] } } });
    expect(json).toEqual({ data: { r: { totalCount: 2 } } });
    const sent = gateway.graph.requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('$filter'));
    expect(sent).toEqual(Array(2).fill(`deviceId in ('${ids[3]}','${ids.at(-1)}')`));
  });

  it.each<[string, object]>([
    ['refuses the filter', { filterRefused: true }],
    ['ignores the filter', { filterRefused: false, filterIgnored: true }],
    ['returns more than that', { filterIgnored: false }],
  ])('reports what is too much, and never a wrong count, when Graph %s', async (_how, quirks) => {
    Object.assign(gateway.graph.quirks, quirks);
    const { json } = await gateway.send(count, { filter: { failedUpdateCount: { ge: 0 } } });
    expect(json).toMatchObject({
      data: { r: { totalCount: null } },
      errors: [
        {
          message:
            'To filter, order or count this list, more than 10,000 rows would have to be read; use a narrower filter.',
          path: ['r', 'totalCount'],
          extensions: { code: 'GRAPH_REJECTED' },
        },
      ],
    });
  });
});
