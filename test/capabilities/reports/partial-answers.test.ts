/** A part that fails is null with an error at its path, and the other parts of the operation are kept. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { EmulatorOptions } from '../../../src/emulator/graph/index.js';
import { reportWithCategories } from '../../support/report-with-children.js';
import { gatewayOverEmulator, referenceExample } from '../../support/start.js';

type Running = Awaited<ReturnType<typeof gatewayOverEmulator>>;

let running: Running | undefined;
afterEach(() => running?.stop());

async function over(options: EmulatorOptions = {}, environment: Record<string, string> = {}): Promise<Running> {
  running = await gatewayOverEmulator(options, environment);
  return running;
}

/** Code and path of every error. */
const failuresOf = ({ errors = [] }: Awaited<ReturnType<Running['send']>>['json']): unknown[] =>
  errors.map(({ path, extensions }) => [extensions.code, path?.join('.')]);

const list = 'macOSSoftwareUpdateAccountSummaries';
const creation = 'createMacOSSoftwareUpdateAccountSummary';
const thrice = `mutation ($first: CreateSummaryInput!, $second: CreateSummaryInput!, $third: CreateSummaryInput!) {
  first: ${creation}(input: $first) { id }
  second: ${creation}(input: $second) { id }
  third: ${creation}(input: $third) { id }
}`;

describe('a list of an operation', () => {
  it.each([
    ['its cursor belongs to another list', 'after: "stale"', 'BAD_USER_INPUT'],
    ['it asks for too many rows', 'first: 1001', 'BAD_USER_INPUT'],
  ])('is null alone when %s', async (_why, argument, code) => {
    const { graph, ...gateway } = await over({ macs: 2 });
    const { status, json } = await gateway.send(`{
      stale: ${list}(${argument}) { nodes { id } }
      recent: ${list}(first: 2) { nodes { deviceName } }
    }`);
    const nodes = graph.accountSummaries().map(({ deviceName }) => ({ deviceName }));
    expect([status, json.data]).toEqual([200, { stale: null, recent: { nodes } }]);
    expect(failuresOf(json)).toEqual([[code, 'stale']]);
  });

  it('is null alone when Graph throttles it', async () => {
    const { graph, ...gateway } = await over({ macs: 2, quirks: { throttleItems: 1, retryAfterSeconds: 90 } });
    const { json } = await gateway.send(
      `{ a: ${list}(first: 1) { nodes { id } } b: ${list}(first: 2) { nodes { id } } }`,
    );
    const ids = graph.accountSummaries().map(({ id }) => ({ id }));
    expect(json.data).toEqual({ a: null, b: { nodes: ids } });
    expect(failuresOf(json)).toEqual([['RATE_LIMITED', 'a']]);
  });
});

describe('the children of a row', () => {
  const rows = `{ ${list}(first: 20) { nodes { deviceName categorySummaries { displayName } } } }`;

  it('are null alone when Graph throttles them: the 20 rows and the children of the others are kept', async () => {
    const { graph, ...gateway } = await over({ macs: 20, quirks: { throttleItems: 1, retryAfterSeconds: 90 } });
    const { json } = await gateway.send(rows);
    const { nodes } = json.data?.[list] as { nodes: { deviceName: string; categorySummaries: unknown[] | null }[] };
    expect(nodes.map(({ deviceName }) => deviceName)).toEqual(
      graph.accountSummaries().map(({ deviceName }) => deviceName),
    );
    expect(nodes.map(({ categorySummaries }) => categorySummaries !== null)).toEqual(
      Array.from({ length: 20 }, (_, index) => index > 0),
    );
    expect(nodes.slice(1).every(({ categorySummaries }) => (categorySummaries ?? []).length > 0)).toBe(true);
    expect(failuresOf(json)).toEqual([['RATE_LIMITED', `${list}.nodes.0.categorySummaries`]]);
    expect(graph.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('are null alone two levels down: their category and its siblings are kept', async () => {
    const { graph, ...gateway } = await over();
    const id = await reportWithCategories(graph, 3);
    Object.assign(graph.quirks, { throttleItems: 1, retryAfterSeconds: 90 });
    const { json } = await gateway.send(
      `query ($id: ID!) {
        macOSSoftwareUpdateAccountSummary(id: $id) {
          deviceName categorySummaries { updateCategory updateStateSummaries { displayName } }
        }
      }`,
      { id },
    );
    const { categorySummaries } = json.data?.['macOSSoftwareUpdateAccountSummary'] as { categorySummaries: unknown };
    expect(categorySummaries).toEqual([
      { updateCategory: 'other', updateStateSummaries: null },
      { updateCategory: 'other', updateStateSummaries: [] },
      { updateCategory: 'other', updateStateSummaries: [] },
    ]);
    expect(failuresOf(json)).toEqual([
      ['RATE_LIMITED', 'macOSSoftwareUpdateAccountSummary.categorySummaries.0.updateStateSummaries'],
    ]);
  });
});

describe('a mutation of an operation', () => {
  const input = (deviceId: string, changes: object = {}): object => ({ ...referenceExample, deviceId, ...changes });

  it('is null alone when it fails: the object of the first creation is returned, and the third one runs', async () => {
    const { graph, ...gateway } = await over();
    const { json } = await gateway.send(thrice, { first: input('d-1'), second: input(' '), third: input('d-3') });
    const [first, third] = graph.accountSummaries().map(({ id }) => ({ id }));
    expect(json.data).toEqual({ first, second: null, third });
    expect(failuresOf(json)).toEqual([['BAD_USER_INPUT', 'second']]);
    expect(graph.accountSummaries().map(({ deviceId }) => deviceId)).toEqual(['d-1', 'd-3']);
    // For clients that look at errors alone.
    const written = [first, third].map((stored) => ({ verb: 'create', ...stored }));
    expect(json.errors?.[0]?.extensions['written']).toMatchObject(written);
  });

  it('is null alone whatever it does: changes, deletions and bulk creations', async () => {
    const { graph, ...gateway } = await over();
    const { json } = await gateway.send(
      `mutation ($input: CreateSummaryInput!) {
        changed: updateMacOSSoftwareUpdateAccountSummary(id: "gone", input: { osVersion: "26.1" }) { id }
        deleted: deleteMacOSSoftwareUpdateAccountSummary(id: "gone")
        many: createMacOSSoftwareUpdateAccountSummaries(inputs: []) { index }
        category: deleteMacOSSoftwareUpdateCategorySummary(accountSummaryId: "gone", id: "gone")
        state: deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: "a", categorySummaryId: "gone", id: "gone")
        created: ${creation}(input: $input) { id }
      }`,
      { input: input('d-1') },
    );
    const id = graph.accountSummaries()[0]?.['id'];
    expect(json.data).toEqual({
      changed: null,
      deleted: null,
      many: null,
      category: null,
      state: null,
      created: { id },
    });
    expect(failuresOf(json)).toEqual([
      ['NOT_FOUND', 'changed'],
      ['NOT_FOUND', 'deleted'],
      ['BAD_USER_INPUT', 'many'],
      ['NOT_FOUND', 'category'],
      ['NOT_FOUND', 'state'],
    ]);
  });
});
