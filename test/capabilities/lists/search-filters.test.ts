/** The filters of a search box: the same rows, pages and count, whatever Graph makes of them, and what Graph is asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { defaultQuirks, type Quirks } from '../../../src/emulator/graph/index.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { patienceMs, tries } from '../../support/fuzz.js';
import { gatewayOverEmulator, referenceExample } from '../../support/start.js';

interface Row {
  readonly id: string;
  readonly deviceName: string | null;
  readonly failedUpdateCount: number;
}
interface Connection {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}
const query = `query ($first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter,
  $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
  r: macOSSoftwareUpdateAccountSummaries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage endCursor } totalCount
  }
}`;

const names = [
  'Ada',
  'ada',
  'ÁDA',
  'Macbook of Ada',
  'MACBOOK',
  'macbook 26.1',
  'ΟΔΟΣ',
  'οδος',
  '\u212aing',
  'King',
  '',
];
const rows: readonly Row[] = [...names, null, null].map((deviceName, index) => ({
  id: `r-${index}`,
  deviceName,
  failedUpdateCount: index % 3,
}));

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator({ macs: 0 });
  for (const { id, deviceName, failedUpdateCount } of rows) {
    const input = { ...referenceExample, id, deviceName: 'a', deviceId: `d-${id}`, failedUpdateCount };
    const { json } = await gateway.send(
      `mutation ($input: CreateSummaryInput!, $id: ID!, $deviceName: String) {
        createMacOSSoftwareUpdateAccountSummary(input: $input) { id }
        updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { deviceName: $deviceName }) { id }
      }`,
      { input, id, deviceName: deviceName === '' ? 'a' : deviceName },
    );
    expect(json.errors).toBeUndefined();
  }
  // No mutation can store an empty text, but Graph may have one.
  const path = `${gateway.graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries/r-10`;
  const headers = { authorization: 'Bearer a', 'content-type': 'application/json' };
  await fetch(path, { method: 'PATCH', headers, body: '{"deviceName":""}' });
});
beforeEach(() => {
  Object.assign(gateway.graph.quirks, defaultQuirks);
});
afterAll(() => gateway.stop());

const page = async (variables: object): Promise<Connection> => {
  const { json } = await gateway.send(query, variables);
  expect(json.errors).toBeUndefined();
  return json.data?.['r'] as Connection;
};
/** The ids of all pages; each page reports the same count. */
async function walk(filter: object, first: number, orderBy?: object): Promise<string[]> {
  const ids: string[] = [];
  const counts = new Set<number>();
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo, totalCount } = await page({ filter, first, after, orderBy });
    ids.push(...nodes.map(({ id }) => id));
    counts.add(totalCount);
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect([...counts]).toEqual([ids.length]);
  return ids;
}
const idsOf = (fits: (row: Row) => boolean): string[] => rows.filter(fits).map(({ id }) => id);
const sentSince = (from: number): URLSearchParams[] =>
  gateway.graph.requests.slice(from).map(({ path }) => new URLSearchParams(path.split('?')[1]));
const filtersSince = (from: number): (string | null)[] => sentSince(from).map((sent) => sent.get('$filter'));

const natures: readonly (readonly [how: string, quirks: Partial<Quirks>])[] = [
  ['filters', {}],
  ['compares texts loosely', { looseTexts: true }],
  ['rejects functions', { functionsRefused: true }],
  ['ignores functions', { functionsIgnored: true }],
  ['rejects filters', { filterRefused: true }],
  ['ignores filters', { filterIgnored: true }],
];

const named = (...wanted: (string | null)[]): string[] => idsOf(({ deviceName }) => wanted.includes(deviceName));
const others = (...unwanted: (string | null)[]): string[] =>
  idsOf(({ deviceName }) => deviceName !== null && !unwanted.includes(deviceName));
const cases: readonly (readonly [filter: object, ids: string[]])[] = [
  [{ deviceName: { contains: 'ada' } }, named('Ada', 'ada', 'Macbook of Ada')],
  [{ deviceName: { contains: 'áda' } }, named('ÁDA')],
  [{ deviceName: { contains: 'book OF' } }, named('Macbook of Ada')],
  [{ deviceName: { contains: '26.1' } }, named('macbook 26.1')],
  [{ deviceName: { contains: 'ΟΔΟΣ' } }, named('ΟΔΟΣ', 'οδος')],
  [{ deviceName: { contains: 'k' } }, named('Macbook of Ada', 'MACBOOK', 'macbook 26.1', 'King')],
  [{ deviceName: { contains: '\u212a' } }, named('\u212aing')],
  [{ deviceName: { contains: '' } }, others()],
  [{ deviceName: { contains: "x' or '" } }, []],
  [{ deviceName: { contains: '%' } }, []],
  [{ not: { deviceName: { contains: 'a' } } }, named('ΟΔΟΣ', 'οδος', '\u212aing', 'King', '', null)],
  [{ deviceName: { startsWith: 'mac' } }, named('macbook 26.1')],
  [{ not: { deviceName: { startsWith: 'mac' } } }, idsOf(({ deviceName }) => deviceName !== 'macbook 26.1')],
  [{ deviceName: { ne: 'Ada' } }, others('Ada')],
  [{ not: { deviceName: { eq: 'Ada' } } }, idsOf(({ deviceName }) => deviceName !== 'Ada')],
  [{ not: { deviceName: { ne: 'Ada' } } }, named('Ada', null)],
  [{ deviceName: { notIn: ['Ada', 'MACBOOK'] } }, others('Ada', 'MACBOOK')],
  [{ not: { deviceName: { notIn: ['Ada', 'MACBOOK'] } } }, named('Ada', 'MACBOOK', null)],
  [{ not: { deviceName: { in: ['Ada'] } } }, idsOf(({ deviceName }) => deviceName !== 'Ada')],
  [{ deviceName: { notIn: [] } }, others()],
  [{ deviceName: { isNull: true } }, named(null)],
  [{ deviceName: { isNull: false } }, others()],
  [{ deviceName: { isNull: true, ne: 'Ada' } }, []],
  [{ or: [{ deviceName: { isNull: true } }, { deviceName: { eq: '' } }] }, named(null, '')],
  [{ failedUpdateCount: { ne: 0 } }, idsOf(({ failedUpdateCount }) => failedUpdateCount !== 0)],
  [{ lastUpdatedDateTime: { ne: referenceExample.lastUpdatedDateTime } }, []],
  [{ lastUpdatedDateTime: { lt: '2017-01-01T08:00:56.83215561Z' } }, idsOf(() => true)],
  [{ id: { in: ['r-3', 'absent', 'r-1'] } }, ['r-1', 'r-3']],
  [{ id: { in: [] } }, []],
  [{ id: { notIn: ['r-3', 'R-1'] } }, idsOf(({ id }) => id !== 'r-3')],
  [{ id: { eq: 'r-3' } }, ['r-3']],
  [{ id: { ne: 'r-3' } }, idsOf(({ id }) => id !== 'r-3')],
  [{ id: { in: ['r-0', 'r-1', 'r-2'] }, deviceName: { contains: 'ADA' } }, ['r-0', 'r-1']],
];

describe.each(natures)('where Graph %s', (_how, quirks) => {
  it.each(cases)('%j has its rows, in pages, in any order, and its count', async (filter, ids) => {
    Object.assign(gateway.graph.quirks, quirks);
    expect(await walk(filter, 50)).toEqual(ids);
    expect(await walk(filter, 2)).toEqual(ids);
    expect((await walk(filter, 3, [{ field: 'id' }])).toSorted()).toEqual(ids.toSorted());
  });
});

describe('any filter', () => {
  const texts = fc.constantFrom(...names, 'a', 'A', 'k', 'acb', 'ς', '1', 'absent');
  const list = fc.array(texts, { maxLength: 3 });
  const comparison = fc.oneof(
    ...(['eq', 'ne', 'startsWith', 'contains'] as const).map((operator) =>
      texts.map((value) => ({ deviceName: { [operator]: value } })),
    ),
    ...(['in', 'notIn'] as const).map((operator) => list.map((values) => ({ deviceName: { [operator]: values } }))),
    fc.boolean().map((isNull) => ({ deviceName: { isNull } })),
    fc.nat(3).map((ne) => ({ failedUpdateCount: { ne } })),
    fc.nat(12).map((index) => ({ id: { in: [`r-${index}`, 'r-5'] } })),
  );
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison as fc.Arbitrary<Filter>,
      fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
    ),
  }));
  const quirks = fc.record({
    pageSize: fc.constantFrom(1000, 3),
    ...Object.fromEntries(
      (['filterRefused', 'filterIgnored', 'functionsRefused', 'functionsIgnored', 'looseTexts'] as const).map(
        (quirk) => [quirk, fc.boolean()],
      ),
    ),
  });

  it(
    'has the rows that it names, once each, over all pages, and their count, whatever Graph does',
    () =>
      fc.assert(
        fc.asyncProperty(filter, quirks, fc.constantFrom(1, 4, 50), async (given, nature, first) => {
          Object.assign(gateway.graph.quirks, defaultQuirks, nature);
          expect(await walk(given, first)).toEqual(idsOf((row) => fits(given, row)));
        }),
        tries(80),
      ),
    patienceMs,
  );
});

interface Filter {
  readonly and?: readonly Filter[];
  readonly or?: readonly Filter[];
  readonly not?: Filter;
  readonly deviceName?: Readonly<Record<string, unknown>>;
  readonly failedUpdateCount?: { readonly ne: number };
  readonly id?: { readonly in: readonly string[] };
}

/** As docs/queries.md says it. */
function fits({ and, or, not, deviceName, failedUpdateCount, id }: Filter, row: Row): boolean {
  if (and) return and.every((each) => fits(each, row));
  if (or) return or.some((each) => fits(each, row));
  if (not) return !fits(not, row);
  if (failedUpdateCount) return row.failedUpdateCount !== failedUpdateCount.ne;
  if (id) return id.in.includes(row.id);
  const [[operator, value] = []] = Object.entries(deviceName ?? {});
  const { deviceName: name } = row;
  if (operator === 'isNull') return (name === null) === value;
  if (name === null) return false;
  switch (operator) {
    case 'eq':
      return name === value;
    case 'ne':
      return name !== value;
    case 'startsWith':
      return name.startsWith(String(value));
    case 'contains':
      // The flag without `u`: no other character is an ASCII letter.
      return new RegExp(String(value).replaceAll('.', '\\.'), 'i').test(name);
    default:
      return (value as string[]).includes(name) === (operator === 'in');
  }
}

describe('Graph is asked', () => {
  it.each<[filter: object, sent: string | null]>([
    [{ deviceName: { contains: "Ada's Mac" } }, "contains(tolower(deviceName),'ada''s mac')"],
    [{ deviceName: { contains: '26.1' } }, "contains(deviceName,'26.1')"],
    [{ deviceName: { contains: 'Ád' } }, "contains(tolower(deviceName),'d')"],
    [{ deviceName: { isNull: true } }, 'deviceName eq null'],
    [{ id: { in: ['r-1', 'r-2'] } }, "id in ('r-1','r-2')"],
    [{ failedUpdateCount: { ne: 1 } }, 'failedUpdateCount ne 1'],
    [{ deviceName: { ne: 'Ada' }, failedUpdateCount: { gt: 1 } }, 'failedUpdateCount gt 1'],
    [{ deviceName: { ne: 'Ada' } }, null],
    [{ not: { deviceName: { eq: 'Ada' } } }, null],
  ])('for the part of %j that it cannot answer with too few rows', async (filter, sent) => {
    const before = gateway.graph.requests.length;
    await page({ filter, first: 50 });
    expect(filtersSince(before)[0]).toBe(sent);
  });

  const search = { deviceName: { contains: 'a' }, failedUpdateCount: { lt: 2 } };
  const whole = "(contains(tolower(deviceName),'a')) and (failedUpdateCount lt 2)";

  it('for the rest of a filter if it rejects functions, and the next page continues that list', async () => {
    Object.assign(gateway.graph.quirks, { functionsRefused: true, skipLinks: true, pageSize: 2 });
    const list = query.replace('totalCount', '');
    const pages: (string | null)[][] = [];
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const before = gateway.graph.requests.length;
      const { json } = await gateway.send(list, { filter: search, first: 2, after });
      const { nodes, pageInfo } = json.data?.['r'] as Connection;
      ids.push(...nodes.map(({ id }) => id));
      pages.push([...new Set(filtersSince(before))]);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(pages[0]).toEqual([whole, 'failedUpdateCount lt 2']);
    expect(pages.slice(1).flat()).toEqual(pages.slice(1).map(() => 'failedUpdateCount lt 2'));
    expect(ids).toEqual(
      idsOf(({ deviceName, failedUpdateCount }) => /a/i.test(deviceName ?? '') && failedUpdateCount < 2),
    );
  });

  it('as before by all callers, however often it has rejected functions with a 500', async () => {
    gateway.graph.quirks.functionsRefused = true;
    for (let time = 0; time < 60; time += 1) await page({ filter: search, first: 50 });
    const before = gateway.graph.requests.length;
    await page({ filter: search, first: 50 });
    expect(filtersSince(before)).toContain('failedUpdateCount lt 2');
  });

  it('for the reports of one Mac alone if it rejects functions', async () => {
    gateway.graph.quirks.functionsRefused = true;
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(
      `{ _entities(representations: [{ __typename: "ManagedDevice", id: "d-r-0" }]) { ... on ManagedDevice {
        macOSSoftwareUpdateAccountSummaries(filter: { deviceName: { contains: "ADA" } }) { nodes { id } } } } }`,
    );
    expect(json.data).toEqual({ _entities: [{ macOSSoftwareUpdateAccountSummaries: { nodes: [{ id: 'r-0' }] } }] });
    expect(filtersSince(before)).toEqual([
      "(deviceId eq 'd-r-0') and (contains(tolower(deviceName),'ada'))",
      "deviceId eq 'd-r-0'",
    ]);
  });
});

describe('a condition', () => {
  it.each<[filter: object, path: string, message: string]>([
    [{ deviceName: { contains: 'a'.repeat(121) } }, 'deviceName.contains', 'contains must have at most 120 characters'],
    [
      { deviceName: { contains: '\ud800' } },
      'deviceName.contains',
      'contains must not contain half of a surrogate pair',
    ],
    [{ deviceName: { ne: 'a'.repeat(1025) } }, 'deviceName.ne', 'ne must have at most 1,024 characters'],
    [{ deviceName: { notIn: ['a'.repeat(1025)] } }, 'deviceName.notIn', 'notIn must have at most 1,024 characters'],
    [{ id: { in: ['a'.repeat(1025)] } }, 'id.in', 'in must have at most 1,024 characters'],
  ])('that breaks a rule is rejected without a call to Graph: %j', async (filter, path, message) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(query, { filter });
    const validationErrors = [{ path: `filter.${path}`, message }];
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors } });
    expectCalls(gateway.graph.requests, before);
  });

  it.each(['contains', 'ne', 'notIn', 'isNull'])(
    'with null for %s is rejected without a call to Graph',
    async (operator) => {
      const before = gateway.graph.requests.length;
      const { json } = await gateway.send(query, { filter: { deviceName: { [operator]: null } } });
      const validationErrors = [{ path: `filter.deviceName.${operator}` }];
      expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors } });
      expectCalls(gateway.graph.requests, before);
    },
  );

  it('isNull is rejected for a property that always has a value', async () => {
    const { json } = await gateway.send(query, { filter: { displayName: { isNull: true } } });
    expect(json.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});
