/** Categories and states behind real gateways: other teams add fields to them, and lead to them by their keys. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { accounts, categoryOf, reportsWithEqualIds, same, stateOf } from '../support/equal-ids.js';
import { gatewayOverEmulator, token } from '../support/start.js';
import { ask, type RouterMake } from './support/router.js';
import { routers } from './support/routers.js';
import { startSubgraph } from './support/subgraph.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

interface Keys {
  readonly accountSummaryId: string;
  readonly categorySummaryId?: string;
  readonly id: string;
}

/** A subgraph with a note about each of these categories and states. */
function startNotes(notes: readonly { category?: Keys; state?: Keys }[]) {
  const [, sdl = ''] = readFileSync('test/supergraph/fixtures/notes.graphql', 'utf8').split('import: ["@key"])');
  const withRemark = (keys: Keys): object => ({ ...keys, remark: `remark on ${Object.values(keys).join(' ')}` });
  const bare = ({ accountSummaryId, categorySummaryId, id }: Keys): Keys =>
    categorySummaryId === undefined ? { accountSummaryId, id } : { accountSummaryId, categorySummaryId, id };
  const __resolveReference = (keys: Keys): object => withRemark(bare(keys));
  return startSubgraph('notes', sdl, {
    Query: { notes: () => notes.map((note, index) => ({ id: `note ${index}`, ...note })) },
    MacOSSoftwareUpdateCategorySummary: { __resolveReference },
    MacOSSoftwareUpdateStateSummary: { __resolveReference },
  });
}

async function over(make: RouterMake, notes: Parameters<typeof startNotes>[0] = []) {
  const updates = await gatewayOverEmulator({}, make.environment);
  running.push(updates);
  await reportsWithEqualIds(updates.graph);
  const others = await startNotes(notes);
  running.push(others);
  const router = await make.start([{ name: 'updates', url: updates.url }, others]);
  running.push(router);
  const before = updates.graph.requests.length;
  return {
    send: (query: string) => ask(router, { query, headers: { authorization: `Bearer ${token}` } }),
    calls: () => updates.graph.requests.slice(before).map(({ path }) => path.split('?')[0]),
  };
}

const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
const keysOf = (accountSummaryId: string): Keys => ({ accountSummaryId, id: same });
const stateKeysOf = (accountSummaryId: string): Keys => ({ accountSummaryId, categorySummaryId: same, id: same });

describe.each(routers)('categories and states behind $name', (make) => {
  it('have the fields of other teams, each its own although the ids below two reports are equal', async () => {
    const { send, calls } = await over(make);
    const { status, data, errors } = await send(`{ macOSSoftwareUpdateAccountSummaries { nodes {
      id categorySummaries { displayName remark updateStateSummaries { displayName remark } }
    } } }`);
    expect([status, errors]).toEqual([200, []]);
    expect(data).toEqual({
      macOSSoftwareUpdateAccountSummaries: {
        nodes: accounts.map((account) => ({
          id: account,
          categorySummaries: [
            {
              displayName: categoryOf(account),
              remark: `remark on ${account} same`,
              updateStateSummaries: [{ displayName: stateOf(account), remark: `remark on ${account} same same` }],
            },
          ],
        })),
      },
    });
    expect(calls()).toEqual([root, '/$batch', '/$batch']);
  });

  it('are reached by the keys that another team holds: 45 of each kind are at most 6 calls', async () => {
    const known = accounts.flatMap((account) => [{ category: keysOf(account) }, { state: stateKeysOf(account) }]);
    const unknown = Array.from({ length: 43 }, (_, index) => [
      { category: { accountSummaryId: 'a', id: `gone ${index}` } },
      { state: { accountSummaryId: 'a', categorySummaryId: same, id: `gone ${index}` } },
    ]).flat();
    const { send, calls } = await over(make, [...known, ...unknown]);
    const { status, data } = await send(`{ notes {
      category { accountSummaryId displayName } state { categorySummaryId displayName }
    } }`);
    const found = accounts.flatMap((account) => [
      { category: { accountSummaryId: account, displayName: categoryOf(account) }, state: null },
      { category: null, state: { categorySummaryId: same, displayName: stateOf(account) } },
    ]);
    expect(status).toBe(200);
    const notes = data?.['notes'] as unknown[];
    expect(notes.slice(0, found.length)).toEqual(found);
    expect(new Set(notes.slice(found.length).map((note) => JSON.stringify(note)))).toEqual(
      new Set([JSON.stringify({ category: null, state: null })]),
    );
    expect(calls().length).toBeLessThanOrEqual(6);
    expect(new Set(calls())).toEqual(new Set(['/$batch']));
  });
});
