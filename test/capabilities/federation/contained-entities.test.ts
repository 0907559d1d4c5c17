/** Categories and states as entities: what a router gets for keys that another subgraph holds. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { categoryOf, reportsWithEqualIds, same, stateOf } from '../../support/equal-ids.js';
import { gatewayOverEmulator } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
let before = 0;
const calls = () => gateway.graph.requests.slice(before);
beforeEach(async () => {
  gateway = await gatewayOverEmulator();
  await reportsWithEqualIds(gateway.graph);
  before = gateway.graph.requests.length;
});
afterEach(() => gateway.stop());

const categoryType = 'MacOSSoftwareUpdateCategorySummary';
const stateType = 'MacOSSoftwareUpdateStateSummary';
const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on ${categoryType} { id accountSummaryId displayName updateStateSummaries { displayName } }
  ... on ${stateType} { id accountSummaryId categorySummaryId displayName }
} }`;
const category = (accountSummaryId: unknown, id: unknown = same): object => ({
  __typename: categoryType,
  accountSummaryId,
  id,
});
const state = (accountSummaryId: unknown, categorySummaryId: unknown = same, id: unknown = same): object => ({
  __typename: stateType,
  accountSummaryId,
  categorySummaryId,
  id,
});

describe('an entity below a report', () => {
  it('is resolved by all of its keys: equal ids below two reports are two objects, in one call', async () => {
    const { json } = await gateway.send(query, { r: [category('b'), state('a'), category('a'), state('b')] });
    const categoryAt = (account: string): object => ({
      id: same,
      accountSummaryId: account,
      displayName: categoryOf(account),
      updateStateSummaries: [{ displayName: stateOf(account) }],
    });
    const stateAt = (account: string): object => ({
      id: same,
      accountSummaryId: account,
      categorySummaryId: same,
      displayName: stateOf(account),
    });
    expect(json).toEqual({ data: { _entities: [categoryAt('b'), stateAt('a'), categoryAt('a'), stateAt('b')] } });
    // One for the four objects, and one for the states of the two categories.
    expect(calls().map(({ path }) => path)).toEqual(['/$batch', '/$batch']);
  });

  it('is read 20 in a call, and once however often it is named', async () => {
    const many = Array.from({ length: 45 }, (_, index) => state('a', same, `state ${index}`));
    const { json } = await gateway.send(query, { r: [...many, ...many] });
    expect(json).toEqual({ data: { _entities: Array.from({ length: 90 }, () => null) } });
    expect(calls().map(({ body }) => (body as { requests: unknown[] }).requests.length)).toEqual([20, 20, 5]);
  });

  it('is null when Graph does not know it or what contains it, and others are complete', async () => {
    const { json } = await gateway.send(query, {
      r: [category('gone'), category('a', 'gone'), state('b', 'gone'), state('b')],
    });
    const found = { id: same, accountSummaryId: 'b', categorySummaryId: same, displayName: stateOf('b') };
    expect(json).toEqual({ data: { _entities: [null, null, null, found] } });
  });

  it('has text as its keys where a router sends whole numbers', async () => {
    const { json } = await gateway.send(query, { r: [state(4711, 12, 7)] });
    expect(json).toEqual({ data: { _entities: [null] } });
    const [{ path } = { path: '' }] = calls();
    expect(path).toContain('/4711/categorySummaries/12/updateStateSummaries/7?');
  });

  it('is rejected alone with every missing key', async () => {
    const { json } = await gateway.send(query, { r: [state('a'), { __typename: stateType, id: same }] });
    expect(json.data?.['_entities']).toEqual([expect.objectContaining({ displayName: stateOf('a') }), null]);
    expect(json.errors).toMatchObject([
      {
        path: ['_entities', 1],
        extensions: {
          code: 'BAD_USER_INPUT',
          validationErrors: [
            { path: 'representations.1.accountSummaryId' },
            { path: 'representations.1.categorySummaryId' },
          ],
        },
      },
    ]);
  });
});
