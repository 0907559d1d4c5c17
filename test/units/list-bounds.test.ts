/** How many rows one list may have: a whole list is read up to a limit, and never cut off silently. */
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/core/gateway-error.js';
import { ReceivedEntity } from '../../src/graph/graph-collection.js';
import { listAll, maxRows } from '../../src/graph/graph-list.js';
import { tallyList } from '../../src/summaries/listing/list-page.js';
import { SummaryResource } from '../../src/summaries/resource/summary-resource.js';
import { maxScannedRows } from '../../src/summaries/listing/scan-limit.js';
import {
  anOperation,
  linkTo,
  responseOf,
  rowsFrom,
  scriptedCollection,
  type ScriptedCollection,
} from '../support/scripted-collection.js';

const asked = { select: ['id'], expand: undefined };

/** Pages of the given sizes. */
const pagesOf = (...sizes: number[]): ScriptedCollection =>
  scriptedCollection((_path, index) => ({
    value: rowsFrom(1000 * index, sizes[index] ?? 0),
    ...(index + 1 < sizes.length ? { '@odata.nextLink': linkTo(`things?$skiptoken=${index + 1}`) } : {}),
  }));

const idsOf = async ({ collection }: ScriptedCollection): Promise<unknown[]> =>
  (await listAll(collection, asked, anOperation)).map((row) => (row instanceof GatewayError ? row : row.entity['id']));

describe('a list of children', () => {
  it('has the rows of all pages in their order, and asks for what is selected', async () => {
    const scripted = pagesOf(2, 0, 1);
    expect(await idsOf(scripted)).toEqual(['0', '1', '2000']);
    expect(scripted.paths).toEqual(['things?$select=id', 'things?$skiptoken=1', 'things?$skiptoken=2']);
  });

  it('has 1,000 rows at most', () => {
    expect(maxRows).toBe(1000);
  });

  it.each<[what: string, sizes: number[]]>([
    ['one page', [maxRows]],
    ['two pages', [400, 600]],
    ['empty pages before the last one', [0, 0, maxRows]],
  ])('of %s with 1,000 rows is whole', async (_what, sizes) => {
    expect(await idsOf(pagesOf(...sizes))).toHaveLength(maxRows);
  });

  it.each<[what: string, sizes: number[], reads: number]>([
    ['1,001 rows in one page', [maxRows + 1], 1],
    ['1,001 rows in two pages', [600, 401], 2],
    ['1,000 rows and a further page', [maxRows, 1], 1],
    ['1,000 rows and a further page that is empty', [maxRows, 0], 1],
    ['1,001 rows and further pages', [maxRows + 1, 1], 1],
  ])('of %s fails as a whole, and nothing more is read', async (_what, sizes, reads) => {
    const scripted = pagesOf(...sizes);
    await expect(idsOf(scripted)).rejects.toMatchObject({
      code: 'GRAPH_BAD_RESPONSE',
      message: expect.stringContaining('1,000 rows') as unknown,
    });
    expect(scripted.paths).toHaveLength(reads);
  });

  it('counts a row that cannot be read, and has its failure in its place', async () => {
    const value = [...rowsFrom(0, 2), {}];
    const [, , broken] = await idsOf(scriptedCollection(() => ({ value })));
    expect(broken).toBeInstanceOf(GatewayError);
    const many = [...rowsFrom(0, maxRows), {}];
    await expect(idsOf(scriptedCollection(() => ({ value: many })))).rejects.toThrow('1,000 rows');
  });
});

describe('a list that the gateway counts', () => {
  const plan = { properties: [], units: 1, start: () => ({ rows: 0, add: addOne }) };
  function addOne(this: { rows: number }): void {
    this.rows += 1;
  }
  const count = async ({ collection }: ScriptedCollection): Promise<number> =>
    (await tallyList(collection, undefined, plan, asked, anOperation)).rows;
  const tenPages = Array<number>(10).fill(1000);

  it('has 10,000 rows at most, and those are counted exactly', async () => {
    expect(maxScannedRows).toBe(10_000);
    expect(await count(pagesOf(...tenPages))).toBe(maxScannedRows);
    expect(await count(pagesOf(1000, 0, 7))).toBe(1007);
  });

  it.each<[what: string, sizes: number[], reads: number]>([
    ['10,001 rows', [...tenPages.slice(1), 1001], 10],
    ['10,000 rows and a further page', [...tenPages, 1], 10],
    ['10,000 rows and a further page that is empty', [...tenPages, 0], 10],
  ])('of %s fails as a whole, and nothing more is read', async (_what, sizes, reads) => {
    const scripted = pagesOf(...sizes);
    await expect(count(scripted)).rejects.toMatchObject({
      code: 'GRAPH_REJECTED',
      message: expect.stringContaining('10,000 rows') as unknown,
    });
    expect(scripted.paths).toHaveLength(reads);
  });
});

describe('children that came with their parent by $expand', () => {
  class Thing {
    readonly id!: string;
  }
  const readsFor = async (things: object): Promise<readonly string[]> => {
    const { collection, paths } = scriptedCollection(() => ({ value: [] }));
    const resource = new SummaryResource<Thing>(() => collection, {
      odataType: '#microsoft.graph.thing',
      type: Thing,
      fromWire: ({ id }) => ({ id }),
    });
    const entity = { id: 'a', ...things };
    const expanded = new ReceivedEntity(entity, responseOf(entity), 'parents');
    await resource.list({ path: 'parents/a', keys: {}, expanded }, asked, anOperation);
    return paths;
  };

  it.each<[what: string, things: object, reads: string[]]>([
    ['1,000 rows', { things: rowsFrom(0, maxRows) }, []],
    ['1,001 rows', { things: rowsFrom(0, maxRows + 1) }, ['things?$select=id']],
    ['a further page', { things: [], 'things@odata.nextLink': linkTo('things?$skip=0') }, ['things?$select=id']],
    ['no list', {}, ['things?$select=id']],
  ])('with %s are read again only if they may be incomplete or too many', async (_what, things, reads) => {
    expect(await readsFor(things)).toEqual(reads);
  });
});
