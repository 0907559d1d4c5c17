/** An object of the emulated Graph may contain objects of several types, each in its own navigation property. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { intune, startEmulator, type Emulator, type EntityType } from '../../src/emulator/graph/index.js';

const text = { kind: 'text', nullable: false } as const;
const typeOf = (name: string, collection: string, children: readonly EntityType[] = []): EntityType => ({
  name: `microsoft.graph.${name}`,
  collection,
  properties: { id: text, displayName: text },
  children,
  service: intune,
});
// Fictional, for this test. Both grandchildren have the same property name, which is allowed.
const shelf = typeOf('shelf', 'shelves', [
  typeOf('book', 'books', [typeOf('bookmark', 'marks')]),
  typeOf('game', 'games', [typeOf('scratch', 'marks')]),
]);
const path = 'deviceManagement/shelves';

let graph: Emulator;
beforeAll(async () => {
  graph = await startEmulator({ deviceManagement: [shelf] });
  for (const id of ['left', 'right']) await create(path, id);
  for (const id of ['dune', 'emma']) await create(`${path}/left/books`, id);
  await create(`${path}/left/games`, 'chess');
  // The same id in both collections.
  await create(`${path}/left/games`, 'dune');
  await create(`${path}/left/books/dune/marks`, 'page 9');
  await create(`${path}/left/games/dune/marks`, 'corner');
});
afterAll(() => graph.stop());

const headers = { authorization: 'Bearer a', 'content-type': 'application/json' };

async function create(collection: string, id: string): Promise<void> {
  const body = JSON.stringify({ id, displayName: `${id} of ${collection}` });
  expect((await fetch(`${graph.url}/${collection}`, { method: 'POST', headers, body })).status).toBe(201);
}

async function get(address: string): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${graph.url}/${address}`, { headers });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const idsAt = async (address: string): Promise<unknown[]> =>
  ((await get(address)).json['value'] as { id: unknown }[]).map(({ id }) => id);

/** One object with all that it contains, as ids. */
const expanded = async (expand: string): Promise<Record<string, unknown>> =>
  (await get(`${path}/left?$select=id&$expand=${encodeURIComponent(expand)}`)).json;

describe('two collections of one object', () => {
  it('hold their own objects, also under the same id', async () => {
    expect(await idsAt(`${path}/left/books`)).toEqual(['dune', 'emma']);
    expect(await idsAt(`${path}/left/games`)).toEqual(['chess', 'dune']);
    expect(await idsAt(`${path}/left/books/dune/marks`)).toEqual(['page 9']);
    expect(await idsAt(`${path}/left/games/dune/marks`)).toEqual(['corner']);
    expect(await idsAt(`${path}/right/games`)).toEqual([]);
  });

  it('are not found in each other', async () => {
    expect((await get(`${path}/left/books/chess`)).status).toBe(404);
    expect((await get(`${path}/left/marks`)).status).toBe(400);
  });
});

describe('$expand', () => {
  it('names one of them, and the other is omitted', async () => {
    expect(await expanded('games($select=id)')).toEqual({
      '@odata.context': `${graph.url}/$metadata#${path}(id)/$entity`,
      '@odata.type': '#microsoft.graph.shelf',
      id: 'left',
      'games@odata.context': `${graph.url}/$metadata#${path}('left')/games`,
      games: ['chess', 'dune'].map((id) => ({ '@odata.type': '#microsoft.graph.game', id })),
    });
  });

  it('names several, each with a selection and an expansion of its own', async () => {
    const answer = await expanded('books($select=displayName;$expand=marks($select=id)),games($select=id)');

    const dune = { displayName: `dune of ${path}/left/books`, marks: [{ id: 'page 9' }] };
    const emma = { displayName: `emma of ${path}/left/books`, marks: [] };
    expect(answer).toMatchObject({ books: [dune, emma], games: [{ id: 'chess' }, { id: 'dune' }] });
    expect((answer['games'] as object[])[0]).not.toHaveProperty('marks');
  });

  it('means all of them with *', async () => {
    expect(await expanded('*')).toMatchObject({
      books: [{ id: 'dune' }, { id: 'emma' }],
      games: [{ id: 'chess' }, { id: 'dune' }],
    });
  });

  it('gives every object of a list its own', async () => {
    const { json } = await get(`${path}?$expand=books,games`);
    expect(json['value']).toMatchObject([
      { id: 'left', books: [{}, {}], games: [{}, {}] },
      { id: 'right', books: [], games: [] },
    ]);
  });

  it.each(['books,nothing', 'books,books', '*,games', 'books,', 'books,marks', 'books($expand=games)'])(
    'is refused as %s',
    async (expand) => {
      const { status } = await get(`${path}/left?$expand=${encodeURIComponent(expand)}`);
      expect(status).toBe(400);
    },
  );
});

it('$select may name a collection, which stays out without an expansion', async () => {
  const { json } = await get(`${path}/left?$select=id,games`);
  expect(json).toMatchObject({ id: 'left' });
  expect(json).not.toHaveProperty('games');
});

it('an object is deleted with everything that it contains', async () => {
  await create(path, 'old');
  await create(`${path}/old/games`, 'go');

  await fetch(`${graph.url}/${path}/old`, { method: 'DELETE', headers });
  await create(path, 'old');

  expect(await idsAt(`${path}/old/games`)).toEqual([]);
});
