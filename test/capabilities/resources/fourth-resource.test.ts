/** A new kind of object is a folder, a line in the list and its part of the emulator: shelves.ts has all of it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { schemaShape } from '../../../src/graphql/schema/build-schema.js';
import { resources } from '../../../src/summaries/resources.js';
import { gatewayOver, type TestGateway } from '../../support/start.js';
import { shelves, shelfType } from './shelves.js';

let graph: Emulator;
let plain: TestGateway;
let expanding: TestGateway;
beforeAll(async () => {
  graph = await startEmulator({ deviceManagement: [shelfType] });
  const options = { resources: [...resources, shelves] };
  plain = await gatewayOver(graph.url, {}, options);
  expanding = await gatewayOver(graph.url, { GRAPH_EXPAND: 'nested' }, options);
});
afterAll(async () => {
  for (const part of [expanding, plain, graph]) await part.stop();
});

const create = 'mutation ($input: CreateShelfInput!) { createShelf(input: $input) { id displayName } }';
const query = 'query ($id: ID!) { shelf(id: $id) { displayName books { displayName } games { id displayName } } }';

async function createdShelf(): Promise<string> {
  const { json } = await plain.send(create, { input: { displayName: 'Left' } });
  expect(json.errors).toBeUndefined();
  const { id } = json.data?.['createShelf'] as { id: string };
  for (const [part, names] of [
    ['books', ['Dune', 'Emma']],
    ['games', ['Chess']],
  ] as const) {
    for (const displayName of names) {
      const response = await fetch(`${graph.url}/deviceManagement/shelves/${id}/${part}`, {
        method: 'POST',
        headers: { authorization: 'Bearer a', 'content-type': 'application/json' },
        body: JSON.stringify({ displayName }),
      });
      expect(response.status).toBe(201);
    }
  }
  return id;
}

describe('a fourth resource', () => {
  it('is created and read with both of its collections, and Graph is asked for what is selected', async () => {
    const id = await createdShelf();
    const before = graph.requests.length;
    const { json } = await plain.send(query, { id });
    expect(json).toMatchObject({
      data: {
        shelf: {
          displayName: 'Left',
          books: [{ displayName: 'Dune' }, { displayName: 'Emma' }],
          games: [{ displayName: 'Chess' }],
        },
      },
    });
    const [first, batch] = graph.requests.slice(before);
    expect(first?.path).toBe(`/deviceManagement/shelves/${id}?$select=id,displayName`);
    const urls = (batch?.body as { requests: { url: string }[] }).requests.map(({ url }) => url);
    expect(urls).toEqual([
      `/deviceManagement/shelves/${id}/books?$select=id,displayName`,
      `/deviceManagement/shelves/${id}/games?$select=id,displayName`,
    ]);
    expect(graph.requests).toHaveLength(before + 2);
  });

  it('includes both collections in one call where Graph expands', async () => {
    const id = await createdShelf();
    const expected = (await plain.send(query, { id })).json;
    const before = graph.requests.length;
    expect((await expanding.send(query, { id })).json).toEqual(expected);
    expect(graph.requests.slice(before).map(({ path }) => decodeURIComponent(path))).toEqual([
      `/deviceManagement/shelves/${id}?$select=id,displayName&$expand=books($select=id,displayName),games($select=id,displayName)`,
    ]);
  });

  it('explains what is wrong with its inputs, in variables that fit the schema and in others', async () => {
    const before = graph.requests.length;
    const explained = async (input: object): Promise<unknown> =>
      (await plain.send(create, { input })).json.errors?.[0]?.extensions['validationErrors'];
    expect(await explained({ displayName: ' ' })).toMatchObject([
      { path: 'input.displayName', message: 'displayName must contain a non-whitespace character' },
    ]);
    expect(await explained({ displayName: ' ', more: 1 })).toMatchObject([
      { path: 'input.more', message: '"more" is not a field of CreateShelfInput' },
      { path: 'input.displayName', message: 'displayName must contain a non-whitespace character' },
    ]);
    expect(graph.requests).toHaveLength(before);
  });

  it('requires a token and a permission like every other', () => {
    const { sdl } = schemaShape('on', [...resources, shelves]);
    const lines = sdl.split('\n');
    const [read, created] = lines.filter((line) => line.startsWith('  ): Shelf @'));
    expect(read).toMatch(/@cost\(weight: 1\).*@authenticated @requiresScopes/);
    for (const directive of ['@cost(', '@tag(name: "write")', '@authenticated', '@requiresScopes(']) {
      expect(created).toContain(directive);
    }
  });
});
