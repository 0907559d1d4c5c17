/**
 * Lists over a Graph whose collation, link spelling, page size and largest `$top` vary, and whose rows are inserted and
 * deleted: every row that stays is returned exactly once, in one order, with a limited number of calls.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { varyingGraph, type Nature, type VaryingGraph } from '../../support/varying-graph.js';
import { patienceMs, tries } from '../../support/fuzz.js';
import { gatewayOver, type Answer, type TestGateway } from '../../support/start.js';

interface Row {
  readonly id: string;
  readonly deviceName: string | null;
  readonly failedUpdateCount: number;
}
const send = async (text: string, variables: object): Promise<Answer> => {
  if (gateway === undefined) throw new Error('no gateway');
  return gateway.send(text, variables);
};
interface Walk {
  readonly rows: readonly Row[];
  readonly calls: readonly number[];
}

let graph: VaryingGraph;
let gateway: TestGateway | undefined;
beforeAll(async () => {
  graph = await varyingGraph();
});
afterAll(async () => {
  await gateway?.stop();
  await graph.stop();
});

/** With a new gateway: a gateway remembers the accepted page size. */
async function start(nature: Partial<Nature>, rows: readonly object[]): Promise<void> {
  graph.become(nature, rows);
  await gateway?.stop();
  gateway = await gatewayOver(graph.url);
}

const query = `query ($first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter,
  $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!], $more: Boolean!) {
  r: macOSSoftwareUpdateAccountSummaries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id deviceName failedUpdateCount osVersion @include(if: $more) } pageInfo { hasNextPage endCursor }
  }
}`;

/** Reads the list to its end; `between` runs after each page. */
async function walk(
  variables: object,
  sizes: readonly number[],
  between: (page: number) => void = () => undefined,
  selectionChanges = true,
): Promise<Walk> {
  const rows: Row[] = [];
  const calls: number[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const before = graph.calls();
    const first = sizes[page % sizes.length];
    const { json } = await send(query, {
      ...variables,
      first,
      after,
      more: selectionChanges && page % 2 === 1,
    });
    expect(json.errors).toBeUndefined();
    calls.push(graph.calls() - before);
    const { nodes, pageInfo } = json.data?.['r'] as {
      nodes: Row[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
    expect(nodes.length).toBeLessThanOrEqual(first ?? 0);
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return { rows, calls };
    expect(page).toBeLessThan(500);
    after = pageInfo.endCursor;
    between(page);
  }
}

const collation = fc.constantFrom<Nature['collation']>(
  'code units',
  'no case',
  'no accents',
  'no case, no accents',
  'words',
  'none',
);
const nature = fc.record({
  collation,
  missing: fc.constantFrom<Nature['missing']>('first', 'last'),
  link: fc.constantFrom('$skiptoken', '$skipToken', 'skipToken', '%24SkipToken', '$skip', 'pageToken'),
  repeatsOptions: fc.boolean(),
  bindsToken: fc.boolean(),
  maxTop: fc.constantFrom(1000, 999, 100, 20),
  pageSize: fc.constantFrom(1000, 30, 7),
  refuses: fc.constantFrom<Nature['refuses']>('nothing', 'filter', 'functions', 'order', 'both'),
  ignoresFunctions: fc.boolean(),
});
const names = [
  'Alpha-MBP',
  'bravo',
  'charlie_1',
  'Charlie-2',
  'Élan',
  'elan',
  'eland',
  'ÉLAN',
  'zulu',
  'Zulu',
  null,
  'x',
  'X',
];
const seeds = fc.array(fc.record({ deviceName: fc.constantFrom(...names), failedUpdateCount: fc.nat(3) }), {
  minLength: 1,
  maxLength: 120,
});
const sizes = fc.array(fc.constantFrom(1, 2, 3, 10, 50, 1000), { minLength: 1, maxLength: 3 });
const orderBy = fc.constantFrom(
  undefined,
  [{ field: 'deviceName', direction: 'ASC' }],
  [{ field: 'deviceName', direction: 'DESC' }],
  [{ field: 'failedUpdateCount', direction: 'DESC' }, { field: 'deviceName' }],
  [{ field: 'id', direction: 'DESC' }],
);
/** Each filter with what it means. */
const filters: readonly (readonly [filter: object | undefined, fits: (row: Row) => boolean])[] = [
  [undefined, () => true],
  [{ failedUpdateCount: { ge: 1 } }, ({ failedUpdateCount }) => failedUpdateCount >= 1],
  [{ deviceName: { startsWith: 'C' } }, ({ deviceName }) => deviceName?.startsWith('C') === true],
  [{ deviceName: { contains: 'AN' } }, ({ deviceName }) => /an/i.test(deviceName ?? '')],
  [{ deviceName: { contains: 'éLA' } }, ({ deviceName }) => /éla/i.test(deviceName ?? '')],
  [{ deviceName: { contains: '-' } }, ({ deviceName }) => deviceName?.includes('-') === true],
  [{ deviceName: { eq: 'elan' } }, ({ deviceName }) => deviceName === 'elan'],
  [{ deviceName: { ne: 'elan' } }, ({ deviceName }) => deviceName !== null && deviceName !== 'elan'],
  [{ not: { deviceName: { eq: 'elan' } } }, ({ deviceName }) => deviceName !== 'elan'],
  [{ deviceName: { notIn: ['x', 'Zulu'] } }, ({ deviceName }) => ![null, 'x', 'Zulu'].includes(deviceName)],
  [{ deviceName: { isNull: true } }, ({ deviceName }) => deviceName === null],
  [
    { deviceName: { isNull: false, contains: 'a' }, failedUpdateCount: { ne: 2 } },
    ({ deviceName, failedUpdateCount }) => /a/i.test(deviceName ?? '') && failedUpdateCount !== 2,
  ],
];
const filter = fc.constantFrom(...filters);

/**
 * A page sends one request, perhaps again with other values, one for the order, and some for properties that its link
 * lacks; then small pages follow.
 */
const callsFor = (rows: number, pageRows: number): number => 12 + Math.ceil(rows / Math.max(1, pageRows)) + rows / 20;

describe('a list over any Graph', () => {
  it(
    'has every row exactly once, over all pages of any sizes',
    () =>
      fc.assert(
        fc.asyncProperty(nature, seeds, sizes, orderBy, filter, async (kind, rows, pages, orders, [given, fits]) => {
          await start(kind, rows);
          const { rows: seen, calls } = await walk({ orderBy: orders, filter: given }, pages);
          const expected = graph.rows().filter((row) => fits(row as unknown as Row));
          expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
          const smallest = Math.min(kind.pageSize, kind.maxTop, ...pages);
          expect(Math.max(...calls)).toBeLessThanOrEqual(callsFor(rows.length, smallest));
        }),
        tries(80),
      ),
    patienceMs,
  );

  it(
    'has every row that stays exactly once, while rows are deleted and inserted between the pages',
    () =>
      fc.assert(
        fc.asyncProperty(
          nature.map((kind) => ({ ...kind, stableTokens: true })),
          seeds,
          sizes,
          orderBy,
          fc.array(fc.tuple(fc.boolean(), fc.nat(119)), { maxLength: 6 }),
          async (kind, rows, pages, orders, changes) => {
            await start(kind, rows);
            const before = new Set(graph.rows().map(({ id }) => id));
            const { rows: seen } = await walk({ orderBy: orders }, pages, (page) => {
              const change = changes[page];
              if (change?.[0] === true) graph.insert({ deviceName: 'new', failedUpdateCount: 1 });
              else if (change !== undefined) graph.remove(change[1]);
            });
            const staying = graph
              .rows()
              .filter(({ id }) => before.has(id))
              .map(({ id }) => id);
            const counts = Map.groupBy(seen, ({ id }) => id);
            expect(staying.filter((id) => counts.get(id)?.length !== 1)).toEqual([]);
            expect([...counts].filter(([, same]) => same.length > 1).map(([id]) => id)).toEqual([]);
          },
        ),
        tries(60),
      ),
    patienceMs,
  );
});

describe('the order of texts', () => {
  it.each(['code units', 'no case', 'no accents', 'no case, no accents', 'words'] as const)(
    'is the one of Graph where Graph sorts by %s, at any size of page, and no list is read twice for it',
    async (by) => {
      const rows = names.map((deviceName) => ({ deviceName, failedUpdateCount: 0 }));
      for (const direction of ['ASC', 'DESC']) {
        for (const size of [1, 2, 3, 5, 50]) {
          await start({ collation: by }, rows);
          const { rows: seen, calls } = await walk({ orderBy: [{ field: 'deviceName', direction }] }, [size]);
          expect(seen.map(({ id }) => id)).toEqual(
            graph.sorted('deviceName', direction === 'DESC').map(({ id }) => id),
          );
          // One more for the first page: the reversed order.
          expect(calls).toEqual(calls.map((_, page) => (page === 0 && size < rows.length ? 2 : 1)));
        }
      }
    },
  );

  it('is by code units, a missing value first, if Graph ignores the order', async () => {
    await start(
      { collation: 'none' },
      names.map((deviceName) => ({ deviceName, failedUpdateCount: 0 })),
    );
    const { rows: seen } = await walk({ orderBy: [{ field: 'deviceName' }] }, [4]);
    const expected = [...graph.rows()].sort((a, b) => {
      const [x = '', y = ''] = [a, b].map((row) => (row as unknown as Row).deviceName ?? undefined);
      return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
    });
    expect(seen.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  it('is the one of Graph for more than 10,000 rows, whatever its collation', async () => {
    const rows = Array.from({ length: 10_200 }, (_, index) => ({
      deviceName: `${index % 2 === 0 ? 'MAC' : 'mac'}-${String(index).padStart(5, '0')}`,
      failedUpdateCount: 0,
    }));
    await start({ collation: 'no case' }, rows);
    const { json } = await send(query, { first: 5, orderBy: [{ field: 'deviceName' }], more: false });
    expect(json.errors).toBeUndefined();
    expect((json.data?.['r'] as { nodes: Row[] }).nodes.map(({ deviceName }) => deviceName)).toEqual(
      rows.slice(0, 5).map(({ deviceName }) => deviceName),
    );
  });

  it('is the one of Graph for more than 10,000 rows, also with an unknown collation', async () => {
    const rows = Array.from({ length: 10_200 }, (_, index) => ({ deviceName: `mac-${index}`, failedUpdateCount: 0 }));
    await start({ collation: 'backwards' }, rows);
    const { json } = await send(query, { first: 5, orderBy: [{ field: 'deviceName' }], more: false });
    expect(json.errors).toBeUndefined();
    expect((json.data?.['r'] as { nodes: Row[] }).nodes.map(({ id }) => id)).toEqual(
      graph
        .sorted('deviceName', false)
        .slice(0, 5)
        .map(({ id }) => id),
    );
  });
});

describe('a page', () => {
  const manyRows = Array.from({ length: 400 }, (_, index) => ({
    deviceName: `mac-${index}`,
    failedUpdateCount: index % 2,
  }));

  it.each([999, 500, 100, 20])('of 1,000 rows is read where Graph refuses a $top over %i', async (maxTop) => {
    await start({ maxTop }, manyRows);
    for (const given of [undefined, { failedUpdateCount: { ge: 1 } }]) {
      const { rows } = await walk({ filter: given }, [1000]);
      expect(rows).toHaveLength(given === undefined ? 400 : 200);
    }
  });

  it.each([1, 5, 50, 200, 1000])('of %i rows behind one of 200 takes a handful of calls', async (size) => {
    await start({ bindsToken: true }, manyRows);
    const { calls } = await walk({}, [200, size, 1000], undefined, false);
    expect(Math.max(...calls)).toBeLessThanOrEqual(3);
  });

  it.each([1, 5, 50])('of 200 rows behind one of %i takes a handful of calls', async (size) => {
    await start({}, manyRows);
    const { calls } = await walk({}, [size, 200, 1000], undefined, false);
    expect(Math.max(...calls)).toBeLessThanOrEqual(5);
  });

  it('has the properties of its own selection where Graph has bound the link to another', async () => {
    await start({ bindsToken: true }, manyRows);
    const { rows } = await walk({}, [150]);
    expect(rows.slice(150, 300).map((row) => (row as unknown as { osVersion: string }).osVersion)).toEqual(
      Array(150).fill('26.1'),
    );
  });
});
