/** Statistics of a whole list: what a client gets, and what Graph is sent for it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks } from '../../../src/emulator/graph/index.js';
import { expectAnswered, expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, scriptedGraph, type Answer } from '../../support/start.js';

type Gateway = Awaited<ReturnType<typeof gatewayOverEmulator>>;

const list = (selection: string): string =>
  `query ($first: Int, $after: String, $filter: MacOSSoftwareUpdateAccountSummaryFilter, $orderBy: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
    r: macOSSoftwareUpdateAccountSummaries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { ${selection} }
  }`;
const everything = `statistics {
  reports unreadable withFailures successfulUpdates failedUpdates totalUpdates earliestUpdate latestUpdate
  byOsVersion { osVersion reports withFailures } byAge { fromDays toDays reports }
}`;

/** The query options of each call since `from`. */
const sentBy = ({ graph }: Gateway, from: number): Record<string, string>[] =>
  graph.requests.slice(from).map(({ path }) => Object.fromEntries(new URLSearchParams(path.split('?')[1])));

const answerOf = (answer: Answer): Record<string, unknown> => {
  expectAnswered(answer);
  return answer.json.data?.['r'] as Record<string, unknown>;
};

describe('statistics of a list', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 60 });
  });
  beforeEach(() => {
    Object.assign(gateway.graph.quirks, defaultQuirks);
  });
  afterAll(() => gateway.stop());

  const fails = { failedUpdateCount: { ge: 1 } };
  const stored = (): readonly Record<string, unknown>[] => gateway.graph.accountSummaries();
  const expected = (rows: readonly Record<string, unknown>[]): object => {
    const sum = (name: string): number => rows.reduce((total, row) => total + (row[name] as number), 0);
    const dates = rows.map(({ lastUpdatedDateTime }) => String(lastUpdatedDateTime)).sort();
    return {
      reports: rows.length,
      unreadable: 0,
      withFailures: rows.filter(({ failedUpdateCount }) => (failedUpdateCount as number) > 0).length,
      successfulUpdates: sum('successfulUpdateCount'),
      failedUpdates: sum('failedUpdateCount'),
      totalUpdates: sum('totalUpdateCount'),
      earliestUpdate: dates[0],
      latestUpdate: dates.at(-1),
    };
  };

  it('and counts read only what they need, however many properties the rows have', async () => {
    const from = gateway.graph.requests.length;
    const selection = 'nodes { deviceName osVersion userId } totalCount';
    const { totalCount } = answerOf(await gateway.send(list(selection), { first: 2, filter: fails }));
    expect(totalCount).toBe(stored().filter((row) => (row['failedUpdateCount'] as number) > 0).length);
    const [page, ...others] = sentBy(gateway, from).map(({ $select }) => $select?.split(',').toSorted());
    expect(page).toEqual(['deviceName', 'failedUpdateCount', 'id', 'osVersion', 'userId']);
    expect(others).toEqual([['failedUpdateCount', 'id']]);
  });

  it.each<[string, object]>([
    ['honours the filter', {}],
    ['refuses the filter', { filterRefused: true }],
    ['ignores the filter', { filterIgnored: true }],
    ['has small pages', { pageSize: 7 }],
  ])('are those of every row that matches, whatever the page, when Graph %s', async (_how, quirks) => {
    Object.assign(gateway.graph.quirks, quirks);
    const rows = stored().filter(({ failedUpdateCount }) => (failedUpdateCount as number) >= 1);
    for (const [filter, matching] of [
      [undefined, stored()],
      [fails, rows],
    ] as const) {
      const { statistics } = answerOf(await gateway.send(list(`nodes { id } ${everything}`), { first: 2, filter }));
      expect(statistics).toMatchObject(expected(matching));
      const { byOsVersion, byAge } = statistics as Record<string, { reports: number; osVersion: string }[]>;
      for (const parts of [byOsVersion, byAge]) {
        expect(parts?.reduce((total, { reports }) => total + reports, 0)).toBe(matching.length);
      }
      expect(byOsVersion?.[0]?.reports).toBe(
        matching.filter(({ osVersion }) => osVersion === byOsVersion?.[0]?.osVersion).length,
      );
    }
  });

  it('read the whole list once and no page, and only what they need', async () => {
    const before = gateway.graph.requests.length;
    const selection = 'totalCount a: statistics { withFailures } b: statistics { byOsVersion { osVersion reports } }';
    const { totalCount, a } = answerOf(await gateway.send(list(selection), { first: 2, filter: fails }));
    expect(a).toEqual({ withFailures: totalCount });
    expect(sentBy(gateway, before)).toEqual([
      { $select: 'id,failedUpdateCount,osVersion', $filter: 'failedUpdateCount ge 1', $top: '1000' },
    ]);
  });

  it.each<[selection: string, select: string]>([
    ['reports unreadable', 'id'],
    ['failedUpdates withFailures', 'id,failedUpdateCount'],
    ['byOsVersion { osVersion reports }', 'id,osVersion'],
    ['byOsVersion { ...withFailures }', 'id,failedUpdateCount,osVersion'],
    ['byAge { reports } latestUpdate', 'id,lastUpdatedDateTime'],
    ['totalUpdates successfulUpdates', 'id,successfulUpdateCount,totalUpdateCount'],
  ])('ask Graph for the properties of { %s }', async (selection, select) => {
    const before = gateway.graph.requests.length;
    const fragment = selection.includes('...') ? 'fragment withFailures on OsVersionStatistics { withFailures }' : '';
    answerOf(await gateway.send(`${list(`statistics { ${selection} }`)} ${fragment}`));
    expect(sentBy(gateway, before)).toEqual([{ $select: select, $top: '1000' }]);
  });

  it('are not computed when they are not selected', async () => {
    const before = gateway.graph.requests.length;
    answerOf(await gateway.send(list('nodes { id } statistics @skip(if: true) { byOsVersion { reports } }')));
    expect(sentBy(gateway, before)).toEqual([{ $select: 'id', $top: '50' }]);
  });

  it.each<[what: string, variables: object, selection: string, calls: number]>([
    ['the page has every row', { first: 1000 }, 'nodes { deviceName }', 1],
    ['the page has every row that matches', { first: 1000, filter: fails }, 'nodes { deviceName }', 1],
    ['the page has a part of the rows', { first: 2 }, 'edges { cursor }', 2],
    ['no row can match', { filter: { or: [] } }, 'nodes { id }', 0],
  ])('share the calls of the page and the count if %s', async (_what, variables, selection, calls) => {
    const before = gateway.graph.requests.length;
    const answer = answerOf(
      await gateway.send(list(`${selection} totalCount statistics { reports byAge { reports } }`), variables),
    );
    expect(answer).toMatchObject({ statistics: { reports: answer['totalCount'] } });
    expectCalls(gateway.graph.requests.slice(before), calls);
  });

  it('share the rows of a list that the gateway orders: it is read once', async () => {
    gateway.graph.quirks.filterIgnored = true;
    const orderBy = [{ field: 'deviceName' }];
    const refused = gateway.graph.requests.length;
    answerOf(await gateway.send(list('nodes { id }'), { first: 2, orderBy }));
    const calls = gateway.graph.requests.length - refused;
    const before = gateway.graph.requests.length;
    const answer = await gateway.send(list('nodes { id } totalCount statistics { reports failedUpdates }'), {
      first: 2,
      orderBy,
    });
    expect(answerOf(answer)).toMatchObject({ totalCount: 60, statistics: { reports: 60 } });
    expectCalls(gateway.graph.requests.slice(before), calls);
  });

  it('share the pages of a list whose filter Graph refuses', async () => {
    gateway.graph.quirks.filterRefused = true;
    gateway.graph.quirks.pageSize = 10;
    const before = gateway.graph.requests.length;
    answerOf(await gateway.send(list('nodes { deviceName } statistics { reports }'), { first: 2, filter: fails }));
    const pages = sentBy(gateway, before).filter(({ $filter }) => $filter === undefined);
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(pages.length);
    expect(pages).toHaveLength(6);
  });

  it('are those of the whole list on a later page as well', async () => {
    const first = await gateway.send(list('pageInfo { endCursor } statistics { reports failedUpdates }'), {
      first: 50,
    });
    const { pageInfo, statistics } = answerOf(first) as { pageInfo: { endCursor: string }; statistics: object };
    const after = pageInfo.endCursor;
    const later = answerOf(await gateway.send(list('nodes { id } statistics { reports failedUpdates }'), { after }));
    expect((later['nodes'] as unknown[]).length).toBe(10);
    expect(later['statistics']).toEqual(statistics);
  });

  it('are those of one Mac below it', async () => {
    const { nodes } = answerOf(
      await gateway.send(
        list(
          'nodes { deviceId device { macOSSoftwareUpdateAccountSummaries { statistics { reports failedUpdates } } } }',
        ),
        { first: 3 },
      ),
    ) as { nodes: { deviceId: string; device: Record<string, { statistics: object }> }[] };
    for (const { deviceId, device } of nodes) {
      const own = stored().filter((row) => row['deviceId'] === deviceId);
      expect(device['macOSSoftwareUpdateAccountSummaries']?.statistics).toMatchObject({ reports: own.length });
    }
  });

  it('count ages from now, a future date as the youngest', async () => {
    const hours = (count: number): string => new Date(Date.now() - count * 3_600_000).toISOString();
    const value = [hours(-12), hours(12), hours(36), hours(24 * 8), hours(24 * 100)].map(
      (lastUpdatedDateTime, index) => {
        return { id: String(index), lastUpdatedDateTime };
      },
    );
    await overRows(value, async (send) => {
      const answer = await send(
        list('statistics { byAge { fromDays toDays reports } weeks: byAge(daysUpTo: [7]) { reports } }'),
      );
      expect(answerOf(answer)['statistics']).toEqual({
        byAge: [
          { fromDays: 0, toDays: 1, reports: 2 },
          { fromDays: 1, toDays: 7, reports: 1 },
          { fromDays: 7, toDays: 30, reports: 1 },
          { fromDays: 30, toDays: null, reports: 1 },
        ],
        weeks: [{ reports: 3 }, { reports: 2 }],
      });
    });
  });

  it('report rows that cannot be read, and leave them out of the other numbers', async () => {
    const value = [{ id: 'a', failedUpdateCount: 1 }, { id: 'b', failedUpdateCount: 'many' }, { failedUpdateCount: 1 }];
    await overRows(value, async (send) => {
      const answer = await send(list('totalCount statistics { reports unreadable withFailures failedUpdates }'));
      expect(answerOf(answer)).toEqual({
        totalCount: 3,
        statistics: { reports: 3, unreadable: 2, withFailures: 1, failedUpdates: 1 },
      });
    });
  });

  it('fail as a whole in a sum that an Int cannot hold; the rows are kept', async () => {
    const value = ['a', 'b'].map((id) => ({ id, totalUpdateCount: 2 ** 31 - 1 }));
    await overRows(value, async (send) => {
      const answer = await send(list('nodes { id } statistics { reports totalUpdates }'));
      expect(answer.json.data).toEqual({ r: { nodes: [{ id: 'a' }, { id: 'b' }], statistics: null } });
      expectRefused(answer, {
        code: 'GRAPH_REJECTED',
        path: ['r', 'statistics', 'totalUpdates'],
        message:
          'The sum of totalUpdateCount is 4,294,967,294, and an Int is between -2,147,483,648 and 2,147,483,647; use a narrower filter.',
      });
    });
  });

  it.each<[daysUpTo: number[], path: string, message: string]>([
    [[], 'daysUpTo', 'daysUpTo must have at least 1 item'],
    [[7, 1], 'daysUpTo.1', 'daysUpTo.1 must be greater than the item before it'],
    [[0], 'daysUpTo.0', 'daysUpTo.0 must be between 1 and 36,500'],
  ])('with the limits %j are rejected without a call', async (daysUpTo, path, message) => {
    const before = gateway.graph.requests.length;
    const query =
      'query ($d: [Int!]!) { r: macOSSoftwareUpdateAccountSummaries { nodes { id } statistics { byAge(daysUpTo: $d) { reports } } } }';
    const answer = await gateway.send(query, { d: daysUpTo });
    expectRefused(answer, {
      code: 'BAD_USER_INPUT',
      message: `The input breaks 1 rule: ${message}.`,
      extensions: { validationErrors: [{ path }] },
    });
    expectCalls(gateway.graph.requests.slice(before), 0);
  });

  async function overRows(
    value: readonly object[],
    use: (send: (query: string) => Promise<Answer>) => Promise<void>,
  ): Promise<void> {
    const graph = await scriptedGraph((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ value }));
    });
    const other = await gatewayOver(graph.url);
    await use((query) => other.send(query));
    for (const part of [other, graph]) await part.stop();
  }
});

describe('statistics in a tenant with more than 10,000 reports', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 10_001 });
  });
  afterAll(() => gateway.stop());

  it('fail with the sentence of a count, never with a part; the page is kept, and the list is read once', async () => {
    const before = gateway.graph.requests.length;
    const answer = await gateway.send(list('nodes { id } totalCount statistics { reports failedUpdates }'), {
      first: 1,
    });
    const message =
      'To filter, order or count this list, more than 10,000 rows would have to be read; use a narrower filter.';
    expectRefused(answer, { code: 'GRAPH_REJECTED', message });
    expect(answer.json.errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['r.statistics', 'r.totalCount']);
    expect(answer.json.data).toMatchObject({ r: { nodes: [{}], totalCount: null, statistics: null } });
    expectCalls(gateway.graph.requests.slice(before), 11);
  });

  it('are exact with a narrower filter', async () => {
    const filter = { failedUpdateCount: { ge: 1 } };
    const { statistics } = answerOf(await gateway.send(list('statistics { reports withFailures }'), { filter }));
    const { reports, withFailures } = statistics as { reports: number; withFailures: number };
    const failing = gateway.graph.accountSummaries().filter((row) => (row['failedUpdateCount'] as number) >= 1);
    expect([reports, withFailures]).toEqual([failing.length, failing.length]);
  });
});
