/**
 * The cost of an operation beyond its estimate: charged before the request is sent, and rejected beyond QUERY_MAX_COST.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultQuirks } from '../../../src/emulator/graph/index.js';
import { expectRefused } from '../../support/expect-answer.js';
import { reportWithCategories, requestsSince } from '../../support/report-with-children.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const states = 'categorySummaries { id updateStateSummaries { id } }';
interface Category {
  readonly id: string;
  readonly updateStateSummaries: object[] | null;
}

describe('an operation that needs more requests than its estimate', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let wide = '';
  const doors: TestGateway[] = [];
  const doorOf = async (maxCost: number): Promise<TestGateway> => {
    const door = await gatewayOver(gateway.graph.url, { QUERY_MAX_COST: `${maxCost}` });
    doors.push(door);
    return door;
  };
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 60 });
    wide = await reportWithCategories(gateway.graph, 400);
  });
  afterEach(async () => {
    Object.assign(gateway.graph.quirks, defaultQuirks);
    for (const door of doors.splice(0)) await door.stop();
  });
  afterAll(() => gateway.stop());

  it('is charged for 400 categories with their states, and fully answered within the limit', async () => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(`{ r: macOSSoftwareUpdateAccountSummary(id: "${wide}") { ${states} } }`);
    expect(json.errors).toBeUndefined();
    expect((json.data?.['r'] as { categorySummaries: Category[] }).categorySummaries).toHaveLength(400);
    expect(requestsSince(gateway.graph, before)).toBe(1 + 1 + 400);
  });

  it('sends as many requests as the limit allows; each further child has the error, with its path', async () => {
    const door = await doorOf(100);
    const before = gateway.graph.requests.length;

    const { status, json } = await door.send(
      `{ r: macOSSoftwareUpdateAccountSummary(id: "${wide}") { displayName ${states} } }`,
    );

    expect(status).toBe(200);
    expect(requestsSince(gateway.graph, before)).toBe(100);
    const { categorySummaries } = json.data?.['r'] as { categorySummaries: Category[] };
    expect(categorySummaries).toHaveLength(400);
    expect(categorySummaries.filter(({ updateStateSummaries }) => updateStateSummaries !== null)).toHaveLength(98);
    expectRefused(
      { json },
      {
        code: 'COST_LIMIT_EXCEEDED',
        message: 'The operation costs 402; the limit is 100.',
        path: ['r', 'categorySummaries', 98, 'updateStateSummaries'],
      },
    );
    expect(door.log()).toContain('"estimate":6,"charged":100,"msg":"An operation reached its cost limit"');
  });

  it.each<[string, object]>([
    ['pages of one row', { filterRefused: true, pageSize: 1 }],
    ['pages of one row, and an empty one between any two', { pageSize: 1, emptyPages: true }],
    ['pages of one row whose filter Graph ignores', { filterIgnored: true, pageSize: 1 }],
  ])('ends a list with the error when it would exceed the limit, over %s', async (_how, quirks) => {
    const door = await doorOf(20);
    Object.assign(gateway.graph.quirks, quirks);
    const before = gateway.graph.requests.length;
    const { json } = await door.send(
      `{ r: ${list}(first: 1000, filter: { failedUpdateCount: { ge: 0 } }) { nodes { id } } }`,
    );
    expect(requestsSince(gateway.graph, before)).toBe(20);
    expect(json.errors).toMatchObject([
      {
        message: 'The operation costs 21; the limit is 20.',
        path: ['r'],
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
  });

  it('does not spend on reads what its later writes cost', async () => {
    const door = await doorOf(60);
    const victim = await reportWithCategories(gateway.graph, 0);
    const before = gateway.graph.requests.length;
    const { json } = await door.send(`mutation {
      a: updateMacOSSoftwareUpdateAccountSummary(id: "${wide}", input: { osVersion: "26.2" }) { ${states} }
      b: deleteMacOSSoftwareUpdateAccountSummary(id: "${victim}")
    }`);
    expectRefused(
      { json },
      { code: 'COST_LIMIT_EXCEEDED', extensions: { written: [{ verb: 'update' }, { verb: 'delete', id: victim }] } },
    );
    expect(gateway.graph.accountSummaries().some(({ id }) => id === victim)).toBe(false);
    // 60 without the two writes of 10 leave 40 reads.
    expect(requestsSince(gateway.graph, before)).toBe(2 + 40);
  });

  it('reads an object again that Graph changes without a body: the cost of the change covers it', async () => {
    const door = await doorOf(10);
    gateway.graph.quirks.patchNoContent = true;
    const { json } = await door.send(
      `mutation { r: updateMacOSSoftwareUpdateAccountSummary(id: "${wide}", input: { osVersion: "26.3" }) { osVersion } }`,
    );
    expect(json).toEqual({ data: { r: { osVersion: '26.3' } } });
  });

  it('creates 1,000 reports within the default limit, and rejects none of them', async () => {
    const { json } = await gateway.send(
      'mutation ($i: [CreateSummaryInput!]!) { r: createMacOSSoftwareUpdateAccountSummaries(inputs: $i) { error { code } } }',
      { i: Array<object>(1000).fill(referenceExample) },
    );
    expect(json.errors).toBeUndefined();
    expect((json.data?.['r'] as { error: object | null }[]).filter(({ error }) => error !== null)).toEqual([]);
  });

  it('is reported in the place of each reference that was not read', async () => {
    const door = await doorOf(14);
    const deviceId = gateway.graph.accountSummaries()[5]?.['deviceId'];
    Object.assign(gateway.graph.quirks, { filterRefused: true, pageSize: 10 });
    const before = gateway.graph.requests.length;
    const { json } = await door.send(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ManagedDevice { id ${list} { nodes { id } } } } }`,
      { r: [{ __typename: 'ManagedDevice', id: deviceId }] },
    );
    expect(requestsSince(gateway.graph, before)).toBe(14);
    expect(json.errors).toMatchObject([{ path: ['_entities', 0, list], extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
  });
});
