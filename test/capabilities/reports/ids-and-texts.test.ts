/**
 * What a creation accepts can be read, changed and deleted; other ids and texts are rejected before anything is sent.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOverEmulator, referenceExample } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => (gateway = await gatewayOverEmulator()));
afterAll(() => gateway.stop());

const everyWay = `query ($id: ID!, $r: [_Any!]!) {
  read: macOSSoftwareUpdateAccountSummary(id: $id) { id categorySummaries { id } }
  child: macOSSoftwareUpdateCategorySummary(accountSummaryId: $id, id: $id) { id displayName }
  references: _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary { displayName } }
}`;
const createChild = `mutation ($id: ID!, $input: CreateCategorySummaryInput!) {
  createMacOSSoftwareUpdateCategorySummary(accountSummaryId: $id, input: $input) { id }
}`;
const update = `mutation ($id: ID!) {
  updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { osVersion: "26.2" }) { id osVersion }
}`;
const remove = 'mutation ($id: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $id) }';

describe('a report that is created with the id', () => {
  it.each([
    'report-8',
    'Design Mac 007',
    "Ada's Mac",
    'AAMkAD/z+LP4=',
    'Zoë',
    '100%',
    'a#b?c&d',
    'x'.repeat(300),
    '字'.repeat(200),
    "('x')",
    '...a',
    '%2F',
  ])('%s can be read, changed and deleted by it', async (id) => {
    const { json: created } = await gateway.send(createMutation, { input: { ...referenceExample, id } });
    expect(created.errors).toBeUndefined();
    const child = { ...referenceExample, id, updateCategory: 'critical' };
    const { displayName, deviceId, userId, successfulUpdateCount, failedUpdateCount, totalUpdateCount } = child;
    const counts = { successfulUpdateCount, failedUpdateCount, totalUpdateCount };
    const { lastUpdatedDateTime, updateCategory } = child;
    const input = { id, displayName, deviceId, userId, updateCategory, ...counts, lastUpdatedDateTime };
    expect((await gateway.send(createChild, { id, input })).json.errors).toBeUndefined();

    const representation = { __typename: 'MacOSSoftwareUpdateAccountSummary', id };
    const { json } = await gateway.send(everyWay, { id, r: [representation] });
    expect(json).toEqual({
      data: {
        read: { id, categorySummaries: [{ id }] },
        child: { id, displayName },
        references: [{ displayName }],
      },
    });
    expect((await gateway.send(update, { id })).json.errors).toBeUndefined();
    expect((await gateway.send(remove, { id })).json).toEqual({
      data: { deleteMacOSSoftwareUpdateAccountSummary: id },
    });
  });
});

describe('a creation', () => {
  async function rejected(input: object): Promise<unknown> {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(createMutation, { input: { ...referenceExample, ...input } });
    expect(json.data?.['created'] ?? null).toBeNull();
    expect(json.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(gateway.graph.requests).toHaveLength(before);
    return json.errors?.[0]?.extensions['validationErrors'];
  }

  it.each<[string, string]>([
    ['', 'id must have 1 to 1,024 characters'],
    ['x'.repeat(1025), 'id must have 1 to 1,024 characters'],
    ['字'.repeat(1024), 'id must have at most 2,048 characters when percent-encoded'],
    [' \u3000', 'id must contain a non-whitespace character'],
    ['a\u0000b', 'id must not contain control characters'],
    ['$count', 'id must not start with $'],
    ['..', 'id must not consist of dots, or contain a path segment of dots'],
    ['a/../users', 'id must not consist of dots, or contain a path segment of dots'],
    ['%2e%252E', 'id must not consist of dots, or contain a path segment of dots'],
  ])('with the id %j is rejected', async (id, message) => {
    expect(await rejected({ id })).toMatchObject([{ path: 'input.id', message }]);
  });

  it.each<[string, string]>([
    ['nothing but white space', ' \t\n\u00a0\u2003\u3000'],
    ['nothing but characters without a width', '\u200b\u2060\u00ad\ufeff'],
    ['nothing but variation selectors', '\ufe0f\ufe0f'],
    ['nothing but control characters', '\u0000\u001b'],
    ['nothing but a right-to-left override', '\u202e'],
    ['nothing at all', ''],
  ])('with a name of %s is rejected', async (_what, displayName) => {
    expect(await rejected({ displayName })).toMatchObject([
      { path: 'input.displayName', message: 'displayName must contain a non-whitespace character' },
    ]);
  });

  it.each<[string, string]>([
    ['1,025 letters', 'a'.repeat(1025)],
    ['1,025 emoji', '💻'.repeat(1025)],
    ['1,024 hearts with a selector each', '❤️'.repeat(1024)],
    ['a letter with 100,000 selectors', `a${'\ufe0f'.repeat(100_000)}`],
  ])('with a name of %s is rejected: each code point is a character', async (_what, displayName) => {
    expect(await rejected({ displayName })).toMatchObject([
      { path: 'input.displayName', message: 'displayName must have at most 1,024 characters' },
    ]);
  });

  it.each<[string, string]>([
    ['1,024 letters', 'a'.repeat(1024)],
    ['1,024 emoji', '💻'.repeat(1024)],
    ['512 hearts with a selector each', '❤️'.repeat(512)],
    ['300 people of three code points', '👩‍💻'.repeat(300)],
    ['a letter between characters without a width', '\u200ba\u200b'],
  ])('with a name of %s reaches Graph unchanged', async (_what, displayName) => {
    const { json } = await gateway.send(createMutation, { input: { ...referenceExample, displayName } });
    expect(json.data?.['created']).toMatchObject({ displayName });
    expect(gateway.graph.requests.at(-1)?.body).toMatchObject({ displayName });
  });
});
