/** Filters, orders, selections, expansions and pages of the emulated Graph, by OData's rules. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/graph/index.js';

const path = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

interface List {
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
  readonly value: readonly (Record<string, unknown> & { categorySummaries: Record<string, unknown>[] })[];
  readonly error?: { readonly code: string; readonly message: string };
}

let graph: Emulator;
beforeAll(async () => {
  graph = await startEmulator();
  const rows = [
    {
      id: '1',
      deviceName: "Ada's Mac",
      failedUpdateCount: 3,
      lastUpdatedDateTime: '2026-01-01T00:00:00.000000000001Z',
    },
    { id: '2', deviceName: 'ada', failedUpdateCount: -1, lastUpdatedDateTime: '2026-01-01T00:00:00Z' },
    { id: '3', deviceName: null, failedUpdateCount: 3, lastUpdatedDateTime: '2025-12-31T16:00:00.5-08:00' },
    { id: '4', deviceName: 'Zoe', failedUpdateCount: 10, lastUpdatedDateTime: '2026-01-01T01:00:00+02:00' },
  ];
  for (const row of rows) {
    const rest = { displayName: 'd', successfulUpdateCount: 0, totalUpdateCount: 0 };
    await send(path, { ...rest, ...row });
    for (const updateCategory of ['other', 'critical']) {
      const { failedUpdateCount, lastUpdatedDateTime } = row;
      const body = { ...rest, failedUpdateCount, lastUpdatedDateTime, id: updateCategory, updateCategory };
      await send(`${path}/${row.id}/categorySummaries`, body);
    }
  }
});
afterAll(() => graph.stop());
beforeEach(() => {
  Object.assign(graph.quirks, defaultQuirks);
});

async function send(to: string, body: object): Promise<void> {
  const headers = { authorization: 'Bearer a', 'content-type': 'application/json' };
  const { status } = await fetch(`${graph.url}/${to}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(status).toBe(201);
}

async function get(url: string): Promise<{ status: number; json: List }> {
  const response = await fetch(url, { headers: { authorization: 'Bearer a' } });
  return { status: response.status, json: (await response.json()) as List };
}

const list = (options: Record<string, string>, of = path): Promise<{ status: number; json: List }> =>
  get(`${graph.url}/${of}?${new URLSearchParams(options).toString()}`);

const idsOf = ({ value }: List): string => value.map(({ id }) => String(id)).join(' ');

describe('$filter', () => {
  it.each([
    ["deviceName eq 'Ada''s Mac'", '1'],
    ["deviceName in ('ada','Zoe')", '2 4'],
    ["startswith(deviceName,'A')", '1'],
    ["not startswith(deviceName,'A')", '2 4'],
    ["contains(deviceName,'a')", '1 2'],
    ["contains(deviceName,'Mac')", '1'],
    ["contains(deviceName,'mac')", ''],
    ["contains(tolower(deviceName),'mac')", '1'],
    ["startswith(tolower(deviceName),'a')", '1 2'],
    ["contains(deviceName,'')", '1 2 4'],
    ["not contains(deviceName,'a')", '4'],
    ["not (contains(tolower(deviceName),'z') or failedUpdateCount eq 10)", '1 2'],
    ["not (deviceName eq 'ada')", '1 3 4'],
    ['deviceName eq null', '3'],
    ['deviceName ne null', '1 2 4'],
    ["not (deviceName in ('ada','Zoe'))", '1 3'],
    ["deviceName in ('ada',null)", '2 3'],
    ['failedUpdateCount ne 3', '2 4'],
    ['lastUpdatedDateTime ne 2026-01-01T01:00:00+01:00', '1 3 4'],
    ["deviceName ne 'ada'", '1 3 4'],
    ["deviceName gt 'Z'", '2 4'],
    ['failedUpdateCount lt 0', '2'],
    ['failedUpdateCount ge 3 and failedUpdateCount le 3', '1 3'],
    ["deviceName eq 'ada' or failedUpdateCount eq 3 and deviceName eq null", '2 3'],
    ["(deviceName eq 'ada' or failedUpdateCount eq 3) and deviceName eq null", '3'],
    ['lastUpdatedDateTime gt 2026-01-01T00:00:00.0Z', '1 3'],
    ['lastUpdatedDateTime eq 2026-01-01T01:00:00+01:00', '2'],
    ['lastUpdatedDateTime lt 2026-01-01T00:00:00.000000000001Z', '2 4'],
  ])('%s', async (filter, ids) => {
    expect(idsOf((await list({ $filter: filter })).json)).toBe(ids);
  });

  it('knows the members of an enumeration', async () => {
    const { json } = await list({ $filter: "updateCategory eq 'critical'" }, `${path}/1/categorySummaries`);
    expect(idsOf(json)).toBe('critical');
    expect((await list({ $filter: "updateCategory eq 'x'" }, `${path}/1/categorySummaries`)).status).toBe(400);
  });

  it.each([
    '',
    "deviceName eq 'a",
    "deviceName eq 'a'b'",
    'deviceName eq 1',
    "failedUpdateCount eq '1'",
    "lastUpdatedDateTime eq '2026-01-01T00:00:00Z'",
    'lastUpdatedDateTime eq 2026-13-01T00:00:00Z',
    'nothing eq 1',
    '__proto__ eq null',
    "not deviceName eq 'a'",
    "contains(failedUpdateCount,'1')",
    'contains(deviceName,1)',
    "contains('a',deviceName)",
    "contains(toupper(deviceName),'a')",
    "contains(tolower(failedUpdateCount),'1')",
    "tolower(deviceName) eq 'ada'",
    "contains(deviceName,'a'",
    "deviceName in ('a'",
    'failedUpdateCount eq 1)',
    `${'('.repeat(150)}failedUpdateCount eq 1${')'.repeat(150)}`,
  ])('refuses the malformed filter %s', async (filter) => {
    const { status, json } = await list({ $filter: filter });
    expect([status, json.error?.code]).toEqual([400, 'BadRequest']);
  });
});

describe('$orderby', () => {
  it.each([
    ['failedUpdateCount', '2 1 3 4'],
    ['failedUpdateCount desc', '4 1 3 2'],
    ['failedUpdateCount desc,lastUpdatedDateTime desc', '4 3 1 2'],
    ['deviceName asc', '3 1 4 2'],
    ['lastUpdatedDateTime', '4 2 1 3'],
  ])('%s', async (orderBy, ids) => {
    expect(idsOf((await list({ $orderby: orderBy })).json)).toBe(ids);
  });

  it.each(['nothing', 'deviceName up', 'deviceName,'])('refuses %s', async (orderBy) => {
    expect((await list({ $orderby: orderBy })).status).toBe(400);
  });
});

describe('$select and $expand', () => {
  it('answer what was asked for, however deep', async () => {
    const expand = 'categorySummaries($select=updateCategory;$expand=updateStateSummaries($select=state))';
    const { json } = await list({ $select: 'deviceName', $expand: expand, $top: '1' });
    expect(json.value).toEqual([
      {
        '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
        deviceName: "Ada's Mac",
        'categorySummaries@odata.context': `${graph.url}/$metadata#${path}('1')/categorySummaries`,
        categorySummaries: [
          expect.objectContaining({ updateCategory: 'other', updateStateSummaries: [] }),
          expect.anything(),
        ],
      },
    ]);
    expect(json.value[0]?.categorySummaries[0]).not.toHaveProperty('displayName');
  });

  it('work on one object, without the $ too', async () => {
    const { json } = await get(`${graph.url}/${path}/1?select=id&expand=categorySummaries`);
    expect(json).toMatchObject({ id: '1', categorySummaries: [{ id: 'other' }, { id: 'critical' }] });
    expect(json).not.toHaveProperty('deviceName');
  });

  it.each<Record<string, string>>([
    { $select: 'nothing' },
    { $expand: 'updateStateSummaries' },
    { $expand: 'categorySummaries(' },
    { $expand: 'categorySummaries($top=1)' },
    { $search: 'a' },
    { $nonsense: 'a' },
    { $top: '-1' },
    { $count: 'maybe' },
    { $skiptoken: 'forged' },
  ])('refuse %p', async (options) => {
    expect((await list(options)).status).toBe(400);
  });
});

describe('pages', () => {
  async function pages(
    options: Record<string, string>,
  ): Promise<{ ids: string[]; links: string[]; counts: unknown[] }> {
    const seen: { ids: string[]; links: string[]; counts: unknown[] } = { ids: [], links: [], counts: [] };
    let { json } = await list(options);
    for (;;) {
      seen.ids.push(idsOf(json));
      seen.counts.push(json['@odata.count']);
      const link = json['@odata.nextLink'];
      if (link === undefined) return seen;
      seen.links.push(link);
      ({ json } = await get(link));
    }
  }

  it('follow real links, which keep the other options', async () => {
    const { ids, links, counts } = await pages({ $top: '2', $orderby: 'deviceName', $count: 'true', $skip: '1' });
    expect([ids, counts]).toEqual([
      ['1 4', '2'],
      [4, 4],
    ]);
    const link = new URL(links[0] ?? '');
    expect(`${link.origin}${link.pathname}`).toBe(`${graph.url}/${path}`);
    expect([...link.searchParams.keys()]).toEqual(['$top', '$orderby', '$count', '$skiptoken']);
  });

  it('are no longer than the service wants, with skip links and empty pages between', async () => {
    Object.assign(graph.quirks, { pageSize: 3 });
    expect((await pages({ $top: '1000' })).ids).toEqual(['1 2 3', '4']);
    Object.assign(graph.quirks, { pageSize: 2, skipLinks: true });
    const skipped = await pages({});
    expect([skipped.ids, new URL(skipped.links[0] ?? '').search]).toEqual([['1 2', '3 4'], '?$skip=2']);
    Object.assign(graph.quirks, { emptyPages: true });
    expect((await pages({})).ids).toEqual(['1 2', '', '3 4']);
    Object.assign(graph.quirks, { skipLinks: false });
    expect((await pages({})).ids).toEqual(['1 2', '', '3 4']);
  });
});
