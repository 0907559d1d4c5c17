import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator, referenceExample } from '../../support/start.js';

const date = referenceExample.lastUpdatedDateTime;
const categoryInput = {
  displayName: 'Display Name value',
  deviceId: 'Device Id value',
  userId: 'User Id value',
  updateCategory: 'configurationDataFile',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 0,
  lastUpdatedDateTime: date,
};
const stateInput = {
  displayName: 'Display Name value',
  productKey: 'Product Key value',
  updateCategory: 'configurationDataFile',
  updateVersion: 'Update Version value',
  state: 'downloading',
  lastUpdatedDateTime: date,
};

describe('the whole report family', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let account = '';
  let category = '';
  let state = '';
  const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
  const variables = (more: object = {}): object => ({ a: account, c: category, s: state, ...more });
  const field = async (query: string, more: object = {}): Promise<unknown> => {
    const { json } = await gateway.send(query, variables(more));
    expect(json.errors).toBeUndefined();
    return json.data?.['r'];
  };
  const asked = (): { method: string; path: string; body: unknown } | undefined => gateway.graph.requests.at(-1);

  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it('creates an account, a category below it and a state below that', async () => {
    const create =
      'mutation ($i: CreateSummaryInput!) { r: createMacOSSoftwareUpdateAccountSummary(input: $i) { id } }';
    account = ((await field(create, { i: referenceExample })) as { id: string }).id;
    const made = (await field(
      'mutation ($a: ID!, $i: CreateCategorySummaryInput!) { r: createMacOSSoftwareUpdateCategorySummary(accountSummaryId: $a, input: $i) { id updateCategory } }',
      { i: categoryInput },
    )) as { id: string };
    category = made.id;
    expect(made).toEqual({ id: category, updateCategory: 'configurationDataFile' });
    expect(asked()).toMatchObject({
      method: 'POST',
      path: `${root}/${account}/categorySummaries`,
      body: { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateCategorySummary', ...categoryInput },
    });
    state = (
      (await field(
        'mutation ($a: ID!, $c: ID!, $i: CreateStateSummaryInput!) { r: createMacOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $c, input: $i) { id } }',
        { i: stateInput },
      )) as { id: string }
    ).id;
    expect(asked()).toMatchObject({
      method: 'POST',
      path: `${root}/${account}/categorySummaries/${category}/updateStateSummaries`,
      body: { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateStateSummary', ...stateInput },
    });
  });

  it('reads each by its keys, asking Graph for what was selected and no more', async () => {
    expect(
      await field(
        `query ($a: ID!, $c: ID!, $s: ID!) { r: macOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $c, id: $s) {
          ...F version: updateVersion  displayName @skip(if: true) } }
         fragment F on MacOSSoftwareUpdateStateSummary { state __typename }`,
      ),
    ).toEqual({
      state: 'downloading',
      version: 'Update Version value',
      __typename: 'MacOSSoftwareUpdateStateSummary',
    });
    expect(asked()?.path).toBe(
      `${root}/${account}/categorySummaries/${category}/updateStateSummaries/${state}?$select=id,state,updateVersion`,
    );
    expect(
      await field(
        'query ($a: ID!, $c: ID!) { r: macOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: $c) { device { id } updateCategory } }',
      ),
    ).toEqual({ device: { id: 'Device Id value' }, updateCategory: 'configurationDataFile' });
    expect(asked()?.path).toBe(`${root}/${account}/categorySummaries/${category}?$select=id,deviceId,updateCategory`);
  });

  it('calls Graph only if something of it is selected', async () => {
    const before = gateway.graph.requests.length;
    await field('query ($a: ID!) { r: macOSSoftwareUpdateAccountSummary(id: $a) { __typename } }');
    expectCalls(gateway.graph.requests, before);
  });

  it('reads an account with its categories and their states', async () => {
    expect(
      await field(
        'query ($a: ID!) { r: macOSSoftwareUpdateAccountSummary(id: $a) { user { id } categorySummaries { id updateStateSummaries { id state } } } }',
      ),
    ).toEqual({
      user: { id: 'User Id value' },
      categorySummaries: [{ id: category, updateStateSummaries: [{ id: state, state: 'downloading' }] }],
    });
  });

  it.each([false, true])(
    'changes what is given and clears what is null (Graph answers 204: %s)',
    async (patchNoContent) => {
      gateway.graph.quirks.patchNoContent = patchNoContent;
      const osVersion = patchNoContent ? '26.2' : '26.1';
      expect(
        await field(
          'mutation ($a: ID!, $i: UpdateSummaryInput!) { r: updateMacOSSoftwareUpdateAccountSummary(id: $a, input: $i) { osVersion deviceName userId user { id } } }',
          { i: { osVersion, userId: null } },
        ),
      ).toEqual({ osVersion, deviceName: 'Device Name value', userId: null, user: null });
      expect(gateway.graph.requests.filter(({ method }) => method === 'PATCH').at(-1)?.body).toEqual({
        '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
        userId: null,
        osVersion,
      });
      gateway.graph.quirks.patchNoContent = false;
    },
  );

  it('changes a category and a state', async () => {
    expect(
      await field(
        'mutation ($a: ID!, $c: ID!) { r: updateMacOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: $c, input: { updateCategory: firmware }) { updateCategory } }',
      ),
    ).toEqual({ updateCategory: 'firmware' });
    expect(
      await field(
        'mutation ($a: ID!, $c: ID!, $s: ID!) { r: updateMacOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $c, id: $s, input: { state: installFailed, productKey: null }) { state productKey } }',
      ),
    ).toEqual({ state: 'installFailed', productKey: null });
  });

  it.each<[string, object, string]>([
    ['an empty change', {}, 'input'],
    ['null where Graph promises a value', { displayName: null }, 'input.displayName'],
    ['null for a count', { failedUpdateCount: null }, 'input.failedUpdateCount'],
    ['a blank text', { deviceName: ' ' }, 'input.deviceName'],
  ])('rejects %s and sends nothing', async (_what, input, path) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(
      'mutation ($a: ID!, $i: UpdateSummaryInput!) { updateMacOSSoftwareUpdateAccountSummary(id: $a, input: $i) { id } }',
      variables({ i: input }),
    );
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path }] } });
    expect(json.errors?.[0]?.extensions['validationErrors']).toHaveLength(1);
    expectCalls(gateway.graph.requests, before);
  });

  it.each(['..', '', 'a/../b', '$batch', ' '])('rejects the parent id %j before Graph sees it', async (id) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(
      'mutation ($a: ID!) { deleteMacOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: "x") }',
      { a: id },
    );
    expectRefused(
      { json },
      { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'accountSummaryId' }] } },
    );
    expectCalls(gateway.graph.requests, before);
  });

  it('reads what Graph wraps in "value"', async () => {
    gateway.graph.quirks.wrappedGet = true;
    const query =
      'query ($a: ID!, $c: ID!) { r: macOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: $c) { id } }';
    expect(await field(query)).toEqual({ id: category });
    gateway.graph.quirks.wrappedGet = false;
  });

  it('reports when a tenant does not offer the writing', async () => {
    gateway.graph.quirks.operationNotOffered = true;
    const { json } = await gateway.send('mutation ($a: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $a) }', {
      a: account,
    });
    expectRefused({ json }, { code: 'GRAPH_OPERATION_NOT_OFFERED' });
    gateway.graph.quirks.operationNotOffered = false;
  });

  it('deletes each and returns its key', async () => {
    expect(
      await field(
        'mutation ($a: ID!, $c: ID!, $s: ID!) { r: deleteMacOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $c, id: $s) }',
      ),
    ).toBe(state);
    expect(
      await field(
        'mutation ($a: ID!, $c: ID!) { r: deleteMacOSSoftwareUpdateCategorySummary(accountSummaryId: $a, id: $c) }',
      ),
    ).toBe(category);
    expect(await field('mutation ($a: ID!) { r: deleteMacOSSoftwareUpdateAccountSummary(id: $a) }')).toBe(account);
    expect(gateway.graph.accountSummaries()).toEqual([]);
  });
});
