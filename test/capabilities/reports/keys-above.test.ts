/** Categories and states have the keys of what contains them, so that equal ids below two reports can be distinguished. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accounts,
  categoryExample,
  categoryOf,
  reportsWithEqualIds,
  same,
  stateExample,
  stateOf,
} from '../../support/equal-ids.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';

const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
const category = (account: string, more: object = {}): object => ({
  id: same,
  accountSummaryId: account,
  displayName: categoryOf(account),
  ...more,
});
const state = (account: string): object => ({
  id: same,
  accountSummaryId: account,
  categorySummaryId: same,
  displayName: stateOf(account),
});

describe('the keys of what contains a category or a state', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let expanding: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    expanding = await gatewayOver(gateway.graph.url, { GRAPH_EXPAND: 'nested' });
    await reportsWithEqualIds(gateway.graph);
  });
  afterAll(async () => {
    await expanding.stop();
    await gateway.stop();
  });
  /** The response, with the method and the decoded path of each call. */
  const send = async (over: TestGateway, query: string, variables: object = {}) => {
    const before = gateway.graph.requests.length;
    const { json } = await over.send(query, variables);
    const calls = gateway.graph.requests
      .slice(before)
      .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
    return { json, calls };
  };
  const tree = `{ macOSSoftwareUpdateAccountSummaries { nodes { id categorySummaries {
    id accountSummaryId displayName
    updateStateSummaries { id accountSummaryId categorySummaryId displayName }
  } } } }`;
  const whole = {
    data: {
      macOSSoftwareUpdateAccountSummaries: {
        nodes: accounts.map((account) => ({
          id: account,
          categorySummaries: [category(account, { updateStateSummaries: [state(account)] })],
        })),
      },
    },
  };

  it('are in a list of reports, and cost no call: one for each level', async () => {
    const { json, calls } = await send(gateway, tree);
    expect(json).toEqual(whole);
    expect(calls).toEqual([expect.stringMatching(/^GET /), 'POST /$batch', 'POST /$batch']);
  });

  it('are in children that come with their report by $expand', async () => {
    const { json, calls } = await send(expanding, tree);
    expect(json).toEqual(whole);
    expect(calls).toEqual([
      `GET ${root}?$select=id&$expand=categorySummaries($select=id,displayName;$expand=updateStateSummaries($select=id,displayName))&$top=50`,
    ]);
  });

  it.each(accounts)('are in a category and a state of %s that are read by their keys', async (account) => {
    const { json, calls } = await send(
      gateway,
      `query ($a: ID!, $c: ID!) {
        c: macOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: $c) { id accountSummaryId displayName }
      }`,
      { a: account, c: same },
    );
    expect(json).toEqual({ data: { c: category(account) } });
    expect(calls).toEqual([`GET ${root}/${account}/categorySummaries/same?$select=id,displayName`]);
    const read = await send(
      gateway,
      `query ($a: ID!, $c: ID!) {
        s: macOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $c, id: $c) {
          id accountSummaryId categorySummaryId displayName
        }
      }`,
      { a: account, c: same },
    );
    expect(read.json).toEqual({ data: { s: state(account) } });
  });

  it('ask Graph whether the object exists when they are all that is selected', async () => {
    const query = `query ($a: ID!) { c: macOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: "same") { accountSummaryId } }`;
    expect(await send(gateway, query, { a: 'a' })).toEqual({
      json: { data: { c: { accountSummaryId: 'a' } } },
      calls: [`GET ${root}/a/categorySummaries/same?$select=id`],
    });
    const gone = await send(gateway, query, { a: 'gone' });
    expect([gone.json.data, gone.json.errors?.[0]?.extensions.code]).toEqual([{ c: null }, 'NOT_FOUND']);
  });

  it('are in what a creation and a change return, and in extensions.written after an error', async () => {
    const keys = 'id accountSummaryId categorySummaryId';
    const { json } = await send(
      gateway,
      `mutation ($input: CreateStateSummaryInput!) {
        created: createMacOSSoftwareUpdateStateSummary(accountSummaryId: "b", categorySummaryId: "same", input: $input) { ${keys} }
        changed: updateMacOSSoftwareUpdateCategorySummary(accountSummaryId: "b", id: "same", input: { displayName: "n" }) {
          id accountSummaryId updateStateSummaries { ${keys} }
        }
        fails: deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: "b", categorySummaryId: "same", id: "gone")
        deleted: deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: "b", categorySummaryId: "same", id: "new one")
      }`,
      { input: { ...stateExample, id: 'new one' } },
    );
    const above = { accountSummaryId: 'b', categorySummaryId: same };
    expect(json.data).toEqual({
      created: { id: 'new one', ...above },
      changed: {
        id: same,
        accountSummaryId: 'b',
        updateStateSummaries: [
          { id: same, ...above },
          { id: 'new one', ...above },
        ],
      },
      fails: null,
      deleted: 'new one',
    });
    expect(json.errors?.[0]?.extensions['written']).toEqual([
      { verb: 'create', type: 'MacOSSoftwareUpdateStateSummary', ...above, id: 'new one' },
      { verb: 'update', type: 'MacOSSoftwareUpdateCategorySummary', accountSummaryId: 'b', id: same },
      { verb: 'delete', type: 'MacOSSoftwareUpdateStateSummary', ...above, id: 'new one' },
    ]);
  });

  it.each(['a/b c', 'é%2F', "o'hara(1)", '+&=#?'])(
    'are the ids as they are, not as an address holds them: %s',
    async (id) => {
      await gateway.send(
        `mutation ($i: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $i) { id } }`,
        { i: { ...referenceExample, id } },
      );
      const { json } = await send(
        gateway,
        `mutation ($a: ID!, $i: CreateCategorySummaryInput!) {
        r: createMacOSSoftwareUpdateCategorySummary(accountSummaryId: $a, input: $i) { id accountSummaryId }
      }`,
        { a: id, i: { ...categoryExample, id } },
      );
      expect(json).toEqual({ data: { r: { id, accountSummaryId: id } } });
    },
  );
});
