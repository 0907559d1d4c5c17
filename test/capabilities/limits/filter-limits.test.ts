/**
 * Filters at their limits: the number of conditions, the length of their texts, and filters that no address can hold.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks } from '../../../src/emulator/graph/index.js';
import { encodeCursor } from '../../../src/summaries/listing/cursor.js';
import { createHash } from 'node:crypto';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator } from '../../support/start.js';

const query = `query ($first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
  r: macOSSoftwareUpdateAccountSummaries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage endCursor } totalCount
  }
}`;
interface Connection {
  readonly nodes: { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator({ macs: 60 });
});
beforeEach(() => {
  Object.assign(gateway.graph.quirks, defaultQuirks);
});
afterAll(() => gateway.stop());
const ask = async (variables: object): Promise<Connection> => {
  const { json } = await gateway.send(query, variables);
  expect(json.errors).toBeUndefined();
  return json.data?.['r'] as Connection;
};
const sentSince = (from: number): string[] =>
  gateway.graph.requests.slice(from).flatMap(({ path, body }) => {
    const inside = (body as { requests?: { url: string }[] } | undefined)?.requests;
    return path === '/$batch' ? (inside ?? []).map(({ url }) => url) : [path];
  });
const stored = (): Record<string, unknown>[] => gateway.graph.accountSummaries() as never;

describe('a filter that no row can match', () => {
  it.each<[object]>([
    [{ or: [] }],
    [{ not: {} }],
    [{ not: { and: [] } }],
    [{ osVersion: { in: [] } }],
    [{ deviceName: { eq: 'a' }, not: { not: { or: [{ not: {} }] } } }],
    [{ and: [{}, { or: [{ osVersion: { in: [] } }, { not: { deviceName: {} } }] }] }],
  ])('%j: an empty list without a call to Graph', async (filter) => {
    const before = gateway.graph.requests.length;
    expect(await ask({ filter, orderBy: [{ field: 'deviceName' }] })).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
    });
    expectCalls(gateway.graph.requests, before);
  });
});

describe('a filter that every row matches', () => {
  it.each<[object]>([
    [{}],
    [{ and: [] }],
    [{ and: [{}, { and: [{}] }] }],
    [{ not: { or: [] } }],
    [{ deviceName: {} }],
    [{ or: [{ deviceName: { eq: 'absent' } }, {}] }],
    [{ not: { not: { not: { osVersion: { in: [] } } } } }],
  ])('%j: all rows, and Graph is sent no filter', async (filter) => {
    const before = gateway.graph.requests.length;
    expect((await ask({ first: 1000, filter })).nodes).toHaveLength(60);
    expect(sentSince(before).filter((path) => path.includes('$filter'))).toEqual([]);
  });
});

describe('the conditions of a filter', () => {
  const comparison = { deviceName: { eq: 'a' } };
  it.each<[string, (count: number) => object]>([
    ['comparisons', (count) => ({ or: Array<object>(count).fill(comparison) })],
    ['items of in', (count) => ({ osVersion: { in: Array<string>(count).fill('a') } })],
    ['objects that compare nothing', (count) => ({ and: Array<object>(count).fill({}) })],
    ['negations of nothing', (count) => ({ and: Array<object>(count).fill({ not: {} }) })],
    ['empty lists', (count) => ({ or: Array<object>(count).fill({ and: [] }) })],
    ['comparisons without an operator', (count) => ({ and: Array<object>(count).fill({ deviceName: {} }) })],
  ])('are 50 at most: %s', async (_what, filterOf) => {
    await ask({ filter: filterOf(50) });
    const before = gateway.graph.requests.length;
    const { status, json } = await gateway.send(query, { filter: filterOf(51) });
    expect([status, json]).toMatchObject([
      400,
      {
        errors: [
          {
            extensions: {
              code: 'BAD_USER_INPUT',
              validationErrors: [{ path: 'filter', message: 'filter has more than 50 conditions; the limit is 50' }],
            },
          },
        ],
      },
    ]);
    expectCalls(gateway.graph.requests, before);
  });

  it('nest 8 levels deep at most', async () => {
    const nested = (levels: number): object => (levels === 1 ? comparison : { not: nested(levels - 1) });
    await ask({ filter: nested(8) });
    const { json } = await gateway.send(query, { filter: nested(9) });
    expect(json.errors?.[0]?.extensions['validationErrors']).toMatchObject([
      { path: `filter${'.not'.repeat(8)}`, message: 'filter nests more than 8 levels deep' },
    ]);
  });

  it.each([
    ['eq', { deviceName: { eq: 'a'.repeat(1025) } }],
    ['in', { deviceName: { in: ['a', 'a'.repeat(1025)] } }],
    ['startsWith', { deviceName: { startsWith: 'a'.repeat(1025) } }],
  ])('have texts of 1,024 characters at most: %s', async (operator, filter) => {
    const { json } = await gateway.send(query, { filter });
    expectRefused(
      { json },
      {
        code: 'BAD_USER_INPUT',
        extensions: {
          validationErrors: [
            { path: `filter.deviceName.${operator}`, message: `${operator} must have at most 1,024 characters` },
          ],
        },
      },
    );
    await ask({ filter: { deviceName: { startsWith: 'a'.repeat(1024) } } });
  });
});

describe('a filter that makes an address of more than 8 kB', () => {
  /** 40 texts that no row has, and some that rows have; with umlauts, since each has six characters in an address. */
  const long = (): { filter: object; fits: string[] } => {
    const versions = [...new Set(stored().map(({ osVersion }) => String(osVersion)))].slice(0, 2);
    const others = Array.from({ length: 40 }, (_, index) => `ü${index}`.repeat(100));
    const fits = stored().filter(({ osVersion }) => versions.includes(String(osVersion)));
    return { filter: { osVersion: { in: [...others, ...versions] } }, fits: fits.map(({ id }) => String(id)) };
  };

  it.each<[string, object]>([
    ['of Graph', {}],
    ['of a filter, small', { pageSize: 7 }],
  ])('is applied by the gateway, page by page, and not sent to Graph, over pages %s', async (_how, quirks) => {
    Object.assign(gateway.graph.quirks, quirks);
    const { filter, fits } = long();
    expect(fits.length).toBeGreaterThan(5);
    const before = gateway.graph.requests.length;
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo, totalCount } = await ask({ first: 3, after, filter });
      expect(totalCount).toBe(fits.length);
      ids.push(...nodes.map(({ id }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(ids).toEqual(fits);
    expect(sentSince(before).filter((path) => path.includes('$filter') || path.length > 8192)).toEqual([]);
  });

  it('is applied by the gateway in the order of Graph, which gets the order alone', async () => {
    const { filter, fits } = long();
    const before = gateway.graph.requests.length;
    const { nodes } = await ask({ first: 1000, filter, orderBy: [{ field: 'id', direction: 'DESC' }] });
    expect(nodes.map(({ id }) => id)).toEqual(fits.toSorted().toReversed());
    expect(sentSince(before)[0]).toContain('$orderby=id%20desc');
  });

  it('is applied by the gateway for the reports of several Macs as well, and no url inside a batch is longer', async () => {
    const { filter } = long();
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(
      `query ($r: [_Any!]!, $filter: MacOSSoftwareUpdateAccountSummaryFilter) {
        _entities(representations: $r) { ... on ManagedDevice { macOSSoftwareUpdateAccountSummaries(filter: $filter) { nodes { id } } } }
      }`,
      {
        filter,
        r: stored()
          .slice(0, 5)
          .map(({ deviceId }) => ({ __typename: 'ManagedDevice', id: deviceId })),
      },
    );
    expect(json.errors).toBeUndefined();
    // The list is the same for all of them, so it is read once.
    expect(sentSince(before)).toHaveLength(1);
  });

  it('is sent up to 6 kB, so that a skip token fits into the links of Graph', async () => {
    const lengths: number[] = [];
    for (const length of [900, 1000, 1024]) {
      const before = gateway.graph.requests.length;
      await ask({
        filter: { deviceId: { in: Array.from({ length: 6 }, (_, index) => `${index}`.padEnd(length, 'x')) } },
      });
      const [first = ''] = sentSince(before);
      lengths.push(first.includes('$filter') ? first.length : 0);
    }
    const [short = 0, longer = 0, longest] = lengths;
    expect(short).toBeGreaterThan(5400);
    expect(longer).toBeGreaterThan(6000);
    expect(longest).toBe(0);
  });
});

describe('a cursor', () => {
  const nameOf = (condition: unknown): string =>
    createHash('sha256')
      .update(JSON.stringify([condition, []]))
      .digest('base64url');

  it('whose address would be longer than 8 kB is rejected without a call to Graph', async () => {
    const after = encodeCursor(
      { by: 'graph', link: `$skiptoken=${'a'.repeat(8150)}`, offset: 0, marks: '', part: 'whole' },
      nameOf(null),
    );
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(query, { after });
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'after' }] } });
    expectCalls(gateway.graph.requests, before);
  });

  it.each<[string, object]>([
    ['that Graph was not sent the filter', { by: 'graph', link: null, offset: 0, marks: '', part: 'none' }],
    ['that many rows of a page are past', { by: 'graph', link: null, offset: 10_000, marks: '', part: 'whole' }],
    [
      'that many rows of the smallest pages are past',
      { by: 'graph', link: '$top=1&$skip=1', offset: 10_000, marks: '', part: 'whole' },
    ],
    ['that its pages have one row', { by: 'graph', link: '$top=1&$skip=1', offset: 0, marks: '', part: 'none' }],
    ['that the gateway orders', { by: 'gateway', offset: 10_000, marks: '' }],
  ])('that claims %s makes no call for each row', async (_what, position) => {
    const filter = { deviceName: { eq: 'absent' } };
    const condition = {
      kind: 'compare',
      property: 'deviceName',
      operator: 'eq',
      literal: { type: 'string', value: 'absent' },
    };
    for (const quirks of [{}, { filterRefused: true }, { filterIgnored: true }]) {
      Object.assign(gateway.graph.quirks, defaultQuirks, quirks);
      const before = gateway.graph.requests.length;
      await gateway.send(query.replace('totalCount', ''), {
        first: 1,
        filter,
        after: encodeCursor(position as never, nameOf(condition)),
      });
      expect(sentSince(before).length).toBeLessThanOrEqual(2);
    }
  });

  it('beyond the rows of a page is rejected', async () => {
    const after = encodeCursor({ by: 'graph', link: null, offset: 10_001, marks: '', part: 'whole' }, nameOf(null));
    const { json } = await gateway.send(query, { after });
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'after' }] } });
  });
});

describe('an order that Graph ignores', () => {
  it('is noticed also by a list that asks for one row', async () => {
    gateway.graph.quirks.filterIgnored = true;
    const { nodes } = await ask({ first: 1, orderBy: [{ field: 'deviceName', direction: 'DESC' }] });
    const nameOf = (row: Record<string, unknown>): string => (row['deviceName'] as string | null) ?? '';
    const [expected] = stored().toSorted((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
    expect(nodes.map(({ id }) => id)).toEqual([expected?.['id']]);
  });
});
