/** Pages of a collection: which links are followed, how far, and how a later operation asks for a page again. */
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/core/gateway-error.js';
import {
  isPageTokenValue,
  maxPageRows,
  pageAddress,
  pagesOf,
  type Page,
  type PageToken,
} from '../../src/graph/paging.js';
import {
  anOperation,
  linkTo,
  rowsFrom,
  scriptedCollection,
  type ScriptedCollection,
} from '../support/scripted-collection.js';

async function allPages({ collection }: ScriptedCollection, token: PageToken | null = null): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of pagesOf(collection, { $top: 2 }, token, anOperation)) pages.push(page);
  return pages;
}

/** What each page says of itself, with the ids of its rows; an unreadable row is its code. */
const outline = (pages: readonly Page[]): unknown[] =>
  pages.map(({ rows, token, hasMore, next }) => ({
    rows: rows.map((row) => (row instanceof GatewayError ? row.code : row.entity['id'])),
    token,
    hasMore,
    next,
  }));

/** A first page with this link, then one without. */
const linked = (link: unknown): ScriptedCollection =>
  scriptedCollection((_path, index) => ({ value: [], ...(index === 0 ? { '@odata.nextLink': link } : {}) }));

const unreadable = { code: 'GRAPH_BAD_RESPONSE' };

describe('pages', () => {
  it('come one after the other, each with the token that names it and that of the next one', async () => {
    const scripted = scriptedCollection((_path, index) => ({
      value: rowsFrom(2 * index, 2),
      ...(index < 2 ? { '@odata.nextLink': linkTo(`things?$top=2&$skiptoken=t${index + 1}`) } : {}),
    }));
    expect(outline(await allPages(scripted))).toEqual([
      { rows: ['0', '1'], token: null, hasMore: true, next: ['$skiptoken', 't1'] },
      { rows: ['2', '3'], token: ['$skiptoken', 't1'], hasMore: true, next: ['$skiptoken', 't2'] },
      { rows: ['4', '5'], token: ['$skiptoken', 't2'], hasMore: false, next: undefined },
    ]);
    expect(scripted.paths).toEqual(['things?$top=2', 'things?$top=2&$skiptoken=t1', 'things?$top=2&$skiptoken=t2']);
  });

  it('begin at the page that a token names', async () => {
    const scripted = scriptedCollection(() => ({ value: rowsFrom(0, 1) }));
    expect(outline(await allPages(scripted, ['$skip', '40']))).toEqual([
      { rows: ['0'], token: ['$skip', '40'], hasMore: false, next: undefined },
    ]);
    expect(scripted.paths).toEqual(['things?$top=2&$skip=40']);
  });

  it('hold a failure in the place of each row that cannot be read', async () => {
    const value = [{ id: 'a' }, null, {}, { id: '' }, { id: 7 }, 'b', { id: 'c' }];
    const [page] = outline(await allPages(scriptedCollection(() => ({ value }))));
    const broken = Array<string>(5).fill('GRAPH_BAD_RESPONSE');
    expect(page).toMatchObject({ rows: ['a', ...broken, 'c'] });
  });

  it.each([undefined, null, [], 'text', {}, { value: null }, { value: {} }, { value: 'text' }])(
    'fail when the body is %j',
    async (body) => {
      await expect(allPages(scriptedCollection(() => body))).rejects.toMatchObject(unreadable);
    },
  );

  it.each([undefined, null])('end when the link is %j', async (link) => {
    expect(await allPages(linked(link))).toHaveLength(1);
  });

  it.each(['', 'https://elsewhere.example/beta/things?$skiptoken=a', 7, {}, ['https://graph.example/beta/things']])(
    'fail when the link is %j',
    async (link) => {
      await expect(allPages(linked(link))).rejects.toMatchObject(unreadable);
    },
  );

  it('fail when a link leads back to a page that was read', async () => {
    const scripted = scriptedCollection((_path, index) => ({
      value: rowsFrom(index, 1),
      '@odata.nextLink': linkTo(`things?$skiptoken=${index % 3}`),
    }));
    await expect(allPages(scripted)).rejects.toMatchObject(unreadable);
    expect(scripted.paths).toHaveLength(4);
  });

  it('fail when a page whose link has no token is followed by another one', async () => {
    const scripted = linked(linkTo('things?page=2'));
    const pages: Page[] = [];
    await expect(
      (async () => {
        for await (const page of pagesOf(scripted.collection, {}, null, anOperation)) pages.push(page);
      })(),
    ).rejects.toMatchObject(unreadable);
    expect(outline(pages)).toEqual([{ rows: [], token: null, hasMore: true, next: undefined }]);
  });

  it.each<[what: string, isEmpty: (index: number) => boolean, pages: number | 'none']>([
    ['100 empty pages before the last one', (index) => index < 100, 101],
    ['101 empty pages', () => true, 'none'],
    ['200 empty pages with a row between them', (index) => index !== 100, 201],
  ])('%s: are read or fail', async (_what, isEmpty, pages) => {
    const end = pages === 'none' ? Infinity : pages - 1;
    const scripted = scriptedCollection((_path, index) => ({
      value: isEmpty(index) ? [] : rowsFrom(index, 1),
      ...(index < end ? { '@odata.nextLink': linkTo(`things?$skiptoken=${index}`) } : {}),
    }));
    if (pages === 'none') {
      await expect(allPages(scripted)).rejects.toMatchObject(unreadable);
      expect(scripted.paths).toHaveLength(101);
    } else {
      expect(await allPages(scripted)).toHaveLength(pages);
    }
  });
});

describe('a page of many rows', () => {
  it('is read up to the bound, and fails beyond it', async () => {
    const pageOf = (count: number): ScriptedCollection => scriptedCollection(() => ({ value: rowsFrom(0, count) }));
    expect(maxPageRows).toBe(10_000);
    const [page] = await allPages(pageOf(maxPageRows));
    expect(page?.rows).toHaveLength(maxPageRows);
    await expect(allPages(pageOf(maxPageRows + 1))).rejects.toMatchObject(unreadable);
  });

  it.each([
    [257, true],
    [256, false],
  ])('of %i rows: the same page gives the same rows to several lists: %j', async (count, isSame) => {
    const value = rowsFrom(0, count);
    const scripted = scriptedCollection(() => ({ value }));
    const [[first], [second]] = [await allPages(scripted), await allPages(scripted)];
    expect(first?.rows === second?.rows).toBe(isSame);
    expect(second?.rows).toHaveLength(count);
  });
});

describe('the token in a link', () => {
  it.each<[query: string, token: PageToken | undefined]>([
    ['$skiptoken=a', ['$skiptoken', 'a']],
    ['skiptoken=a', ['$skiptoken', 'a']],
    ['%24skiptoken=a', ['$skiptoken', 'a']],
    ['$top=2&$skiptoken=a&$select=id', ['$skiptoken', 'a']],
    ['$skip=40', ['$skip', '40']],
    ['%24skip=40', ['$skip', '40']],
    ['$skip=40&$skiptoken=a', ['$skiptoken', 'a']],
    ['$skiptoken=a&$skip=40', ['$skiptoken', 'a']],
    ['$skiptoken=a%2Fb%3d+c', ['$skiptoken', 'a%2Fb%3d+c']],
    ['$skiptoken=a=b==', ['$skiptoken', 'a=b==']],
    ['$skiptoken=', ['$skiptoken', '']],
    ['$skiptoken', ['$skiptoken', '']],
    ['$skiptoken=a"b&$skiptoken=c', ['$skiptoken', 'c']],
    ['$skiptoken=a"b&$skip=40', ['$skip', '40']],
    ['$skiptoken=a"b', undefined],
    ['x$skiptoken=a', undefined],
    ['$$skiptoken=a', undefined],
    ['%2524skiptoken=a', undefined],
    ['$skiptokens=a', undefined],
    ['$SKIPTOKEN=a', undefined],
    ['$top=2', undefined],
    ['', undefined],
  ])('?%s is %j', async (query, token) => {
    const pages = pagesOf(linked(linkTo(`things?${query}`)).collection, {}, null, anOperation);
    const { value } = (await pages.next()) as { value: Page };
    expect(value.next).toEqual(token);
  });

  it.each(['', 'a', "az09-._~!$'()*+,;:@/?=", '%41', '[]{}|\\^`'])('can be %j', (value) => {
    expect(isPageTokenValue(value)).toBe(true);
  });

  it.each(['a&b', 'a#b', '&', '#', '"', '<', '>', ' ', 'a b', '\t', '\r\n', '\u007f', '\u0080', 'é', '\n', 'a\n'])(
    'cannot be %j',
    (value) => {
      expect(isPageTokenValue(value)).toBe(false);
    },
  );
});

describe('the address of a page', () => {
  const { collection } = scriptedCollection(() => ({}));

  it.each<[address: string, options: Record<string, string | number>, token: PageToken | null]>([
    ['things', {}, null],
    ['things?$top=2&$select=id,name', { $top: 2, $select: 'id,name' }, null],
    ['things?$skiptoken=a%2Fb', {}, ['$skiptoken', 'a%2Fb']],
    ['things?$top=2&$skip=40', { $top: 2 }, ['$skip', '40']],
  ])('is %s', (address, options, token) => {
    expect(pageAddress(collection, options, token)).toBe(address);
  });
});
