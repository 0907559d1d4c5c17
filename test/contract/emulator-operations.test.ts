/** The fifteen operations and the counts of the emulated Graph, against the tables of the reference. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepts } from '../../src/emulator/graph/entity-type.js';
import { accountSummary, managedDevice, user } from '../../src/emulator/graph/entity-types.js';
import {
  startEmulator,
  type EntityType,
  type Emulator,
  type Row,
  type TreeNode,
} from '../../src/emulator/graph/index.js';

const accounts = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
const date = '2017-01-01T00:00:56.8321556-08:00';
const counts = { successfulUpdateCount: 5, failedUpdateCount: 1, totalUpdateCount: 0 };
const account = { displayName: 'a', ...counts, lastUpdatedDateTime: date };
const category = { displayName: 'c', updateCategory: 'firmware', ...counts, lastUpdatedDateTime: date };
const state = { displayName: 's', updateCategory: 'other', state: 'idle', lastUpdatedDateTime: date };

let graph: Emulator;
beforeAll(async () => {
  graph = await startEmulator({ macs: 25 });
});
afterAll(() => graph.stop());

type Json = Record<string, unknown> & { id: string; value: { id: string }[]; error: { code: string } };

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${graph.url}/${path}`, {
    method,
    headers: { authorization: 'Bearer a', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text ? JSON.parse(text) : null) as Json };
}

describe('the three resources', () => {
  it.each<[string, object, object, () => Promise<string>]>([
    ['AccountSummary', account, { osVersion: '26.1' }, () => Promise.resolve(accounts)],
    ['CategorySummary', category, { userId: 'u', updateCategory: 'other' }, categoriesPath],
    ['StateSummary', state, { productKey: 'p', state: 'success' }, statesPath],
  ])('creates, lists, reads, changes and deletes a macOSSoftwareUpdate%s', async (name, body, change, pathOf) => {
    const path = await pathOf();
    const type = { '@odata.type': `#microsoft.graph.macOSSoftwareUpdate${name}` };
    const created = await call('POST', path, { ...type, ...body });
    const one = `${path}/${created.json.id}`;
    expect([created.status, created.json]).toMatchObject([201, { ...type, ...body }]);
    expect((await call('GET', one)).json).toEqual(created.json);
    expect((await call('GET', path)).json.value.map(({ id }) => id)).toContain(created.json.id);
    expect(await call('PATCH', one, change)).toEqual({ status: 200, json: { ...created.json, ...change } });
    expect((await call('POST', path, { ...body, '@odata.type': '#microsoft.graph.device' })).status).toBe(400);
    expect([(await call('DELETE', one)).status, (await call('GET', one)).status]).toEqual([204, 404]);
  });

  it.each<[string, string, object]>([
    ['an unknown category', 'categories', { ...category, updateCategory: 'urgent' }],
    ['a category without its enumeration', 'categories', { ...category, updateCategory: null }],
    ['a property of the parent only', 'categories', { ...category, deviceName: 'm' }],
    ['an unknown state', 'states', { ...state, state: 'done' }],
    ['a day that no calendar has', 'states', { ...state, lastUpdatedDateTime: '2017-02-30T00:00:00Z' }],
    ['a count for a state', 'states', { ...state, totalUpdateCount: 1 }],
  ])('refuses %s', async (_what, which, body) => {
    const { status, json } = await call('POST', await (which === 'states' ? statesPath() : categoriesPath()), body);
    expect([status, json.error.code]).toEqual([400, 'BadRequest']);
  });

  it('answers 404 below a parent that does not exist, or that belongs to another parent', async () => {
    const [first, second] = graph.accountSummaries();
    const foreign = graph.categorySummaries(second?.id ?? '')[0]?.id;
    const paths = [`absent/categorySummaries`, `${first?.id}/categorySummaries/${foreign}/updateStateSummaries`];
    for (const path of paths) {
      const statuses = [await call('GET', `${accounts}/${path}`), await call('POST', `${accounts}/${path}`, state)];
      expect(statuses.map(({ status }) => status)).toEqual([404, 404]);
    }
  });

  it('answers 400 for a segment that metadata does not know, 405 for a method that it does not have', async () => {
    const path = `${accounts}/${graph.accountSummaries()[0]?.id}`;
    expect((await call('GET', `${path}/states`)).json.error).toMatchObject({
      code: 'BadRequest',
      message: "Resource not found for the segment 'states'.",
    });
    expect((await call('DELETE', accounts)).status).toBe(405);
    expect((await call('POST', `${accounts}/$count`, {})).status).toBe(405);
  });

  it('finds ids of any characters, however long', async () => {
    const id = `a/b ü'?#${'x'.repeat(200)}`;
    await call('POST', accounts, { ...account, id });
    expect((await call('GET', `${accounts}/${encodeURIComponent(id)}`)).json.id).toBe(id);
    expect((await call('DELETE', `${accounts}/${encodeURIComponent(id)}`)).status).toBe(204);
  });

  it('deletes what a deleted parent contains', async () => {
    const path = await statesPath();
    await call('POST', path, state);
    await call('DELETE', path.split('/').slice(0, 3).join('/'));
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('counts', () => {
  it('are plain text, filtered when asked', async () => {
    const total = await text(`${accounts}/$count`);
    const filtered = await text(`${accounts}/$count?$filter=${encodeURIComponent("startswith(deviceName,'Legal')")}`);
    expect([total.type, Number(total.body)]).toEqual(['text/plain', graph.accountSummaries().length]);
    expect(filtered.body).toBe('5');
  });

  it('of the seed are the numbers of rows that they count', () => {
    const childrenOf = ({ children }: TreeNode, property: string): readonly TreeNode[] => children[property] ?? [];
    for (const report of graph.tree()) {
      if (!String(report.row['deviceName']).includes('-MBP-')) continue;
      const categories = childrenOf(report, 'categorySummaries');
      expect(categories.length).toBeGreaterThan(0);
      expect(categories.length).toBeLessThan(5);
      const states = categories.flatMap((each) => {
        const own = childrenOf(each, 'updateStateSummaries').map((inner) => String(inner.row['state']));
        expect(countsOf(each.row)).toEqual(tally(own));
        return own;
      });
      expect(countsOf(report.row)).toEqual(tally(states));
    }
  });

  it('and everything else of the seed are the same at each start', async () => {
    const [one, other] = await Promise.all([startEmulator({ macs: 9 }), startEmulator({ macs: 9 })]);
    expect(one.tree()).toEqual(other.tree());
    await Promise.all([one.stop(), other.stop()]);
  });
});

it('every object of the seed has every property of its type, with a value that the type accepts', () => {
  const faultsOf = (type: EntityType, rows: readonly Row[]): string[] =>
    Object.entries(type.properties).flatMap(([name, property]) =>
      rows.every((row) => accepts(property, row[name])) ? [] : [`${name} of ${type.name}`],
    );
  const faultsBelow = (type: EntityType, nodes: readonly TreeNode[]): string[] => [
    ...faultsOf(
      type,
      nodes.map(({ row }) => row),
    ),
    ...type.children.flatMap((child) =>
      faultsBelow(
        child,
        nodes.flatMap(({ children }) => children[child.collection] ?? []),
      ),
    ),
  ];
  expect(graph.managedDevices().length + graph.users().length).toBeGreaterThan(0);
  expect([
    ...faultsBelow(accountSummary, graph.tree()),
    ...faultsOf(managedDevice, graph.managedDevices()),
    ...faultsOf(user, graph.users()),
  ]).toEqual([]);
});

async function text(path: string): Promise<{ type: string | undefined; body: string }> {
  const response = await fetch(`${graph.url}/${path}`, { headers: { authorization: 'Bearer a' } });
  return { type: response.headers.get('content-type')?.split(';')[0], body: await response.text() };
}

const countsOf = (row: Readonly<Record<string, unknown>>): unknown[] => Object.keys(counts).map((name) => row[name]);

const tally = (states: readonly string[]): number[] => [
  states.filter((each) => each === 'success').length,
  states.filter((each) => each.endsWith('Failed') || each.includes('Insufficient')).length,
  states.length,
];

async function categoriesPath(): Promise<string> {
  return `${accounts}/${(await call('POST', accounts, account)).json.id}/categorySummaries`;
}

async function statesPath(): Promise<string> {
  const path = await categoriesPath();
  return `${path}/${(await call('POST', path, category)).json.id}/updateStateSummaries`;
}
