/** Pages of a collection: which links are followed, how far, and how a later operation requests a page again. */
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/core/gateway-error.js';
import {
  isPageLink,
  linkOf,
  linkQuery,
  selectOf,
  topOf,
  withOptions,
  type PageLink,
} from '../../src/graph/page-link.js';
import { firstAddress, maxPageRows, pagesOf, type Page } from '../../src/graph/paging.js';
import {
  anOperation,
  linkTo,
  rowsFrom,
  scriptedCollection,
  type ScriptedCollection,
} from '../support/scripted-collection.js';

async function allPages({ collection }: ScriptedCollection, address = 'things?$top=2'): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of pagesOf(collection, address, anOperation)) pages.push(page);
  return pages;
}

/** The text of each page, with the ids of its rows; an unreadable row is its code. */
const outline = (pages: readonly Page[]): unknown[] =>
  pages.map(({ rows, hasMore, next }) => ({
    rows: rows.map((row) => (row instanceof GatewayError ? row.code : row.entity['id'])),
    hasMore,
    next,
  }));

/** A first page with this link, then one without. */
const linked = (link: unknown): ScriptedCollection =>
  scriptedCollection((_path, index) => ({ value: [], ...(index === 0 ? { '@odata.nextLink': link } : {}) }));

const unreadable = { code: 'GRAPH_BAD_RESPONSE' };

describe('pages', () => {
  it('come one after the other, each with the link to the next one', async () => {
    const scripted = scriptedCollection((_path, index) => ({
      value: rowsFrom(2 * index, 2),
      ...(index < 2 ? { '@odata.nextLink': linkTo(`things?$top=2&$skiptoken=t${index + 1}`) } : {}),
    }));
    expect(outline(await allPages(scripted))).toEqual([
      { rows: ['0', '1'], hasMore: true, next: '$top=2&$skiptoken=t1' },
      { rows: ['2', '3'], hasMore: true, next: '$top=2&$skiptoken=t2' },
      { rows: ['4', '5'], hasMore: false, next: undefined },
    ]);
    expect(scripted.paths).toEqual(['things?$top=2', 'things?$top=2&$skiptoken=t1', 'things?$top=2&$skiptoken=t2']);
  });

  it('begin at an address', async () => {
    const scripted = scriptedCollection(() => ({ value: rowsFrom(0, 1) }));
    expect(outline(await allPages(scripted, 'things?$skip=40'))).toEqual([
      { rows: ['0'], hasMore: false, next: undefined },
    ]);
    expect(scripted.paths).toEqual(['things?$skip=40']);
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

  it.each(['others?$skiptoken=a', 'things', 'things?$top=2&$select=id'])(
    'are followed over the link %s, which no later operation can repeat',
    async (link) => {
      const scripted = linked(linkTo(link));
      expect(outline(await allPages(scripted, 'things?$top=5'))).toEqual([
        { rows: [], hasMore: true, next: undefined },
        { rows: [], hasMore: false, next: undefined },
      ]);
      expect(scripted.paths).toEqual(['things?$top=5', link]);
    },
  );

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
  it('is read up to the limit, and fails beyond it', async () => {
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

describe('the link that a later operation repeats', () => {
  it.each<[query: string, link: PageLink | undefined]>([
    ['$skiptoken=a', '$skiptoken=a'],
    ['skiptoken=a', 'skiptoken=a'],
    ['%24SkipToken=a', '%24SkipToken=a'],
    ['$top=2&$skiptoken=a&$select=id', '$top=2&$skiptoken=a&$select=id'],
    ['$skip=40', '$skip=40'],
    ['page=2&x-page.size=7', 'page=2&x-page.size=7'],
    ['$skiptoken=a%2Fb%3d+c', '$skiptoken=a%2Fb%3d+c'],
    ['$skiptoken=a=b==', '$skiptoken=a=b=='],
    ['$skiptoken=', '$skiptoken='],
    ['$skiptoken', '$skiptoken='],
    ['$filter=a&$orderby=b&$Expand=c&%24count=true&$skiptoken=d', '$skiptoken=d'],
    ['$filter=a', undefined],
    ['$skiptoken=a"b', undefined],
    ['$$skiptoken=a', undefined],
    ['%2524skiptoken=a', undefined],
    ['$skiptoken=a&$SkipToken=b', undefined],
    ['$top=1&$skip=2', '$top=1&$skip=2'],
    ['$top=1000&$skip=2', '$top=1000&$skip=2'],
    ['$top=0&$skip=2', undefined],
    ['$top=1001&$skip=2', undefined],
    ['$top=00007&$skip=2', undefined],
    ['$top=1e2&$skip=2', undefined],
    ['$top=1.0&$skip=2', undefined],
    ['fil$ter=a&$skip=2', undefined],
    ['skip(token=a', undefined],
    ['$top=two&$skip=2', undefined],
    ['$top=2', undefined],
    ['$select=id', undefined],
    ['=a', undefined],
    ['', undefined],
  ])('for ?%s is %j', (query, link) => {
    expect(linkOf(`things?${query}`, 'things')).toBe(link);
  });

  it.each<[path: string, collectionPath: string, isSame: boolean]>([
    ['things?$skip=2', 'things', true],
    ['Things?$skip=2', 'things', true],
    ['th%69ngs?$skip=2', 'things', true],
    ['things/a%2Fb/parts?$skip=2', 'things/a%2Fb/parts', true],
    ['others?$skip=2', 'things', false],
    ['things/x?$skip=2', 'things', false],
    ['%?$skip=2', 'things', false],
    ['a+b?$skip=2', 'a%20b', true],
  ])('%s belongs to %s: %j', (path, collectionPath, isSame) => {
    expect(linkOf(path, collectionPath)).toBe(isSame ? '$skip=2' : undefined);
  });

  it.each(['filter', 'orderby', 'expand', 'apply', 'compute', 'search', 'format', 'count', 'index', 'levels'])(
    'never has the option $%s, which the list adds or which changes what a page is',
    (name) => {
      expect(linkOf(`things?$${name}=a&$skip=2`, 'things')).toBe('$skip=2');
      expect([`$${name}`, name, `%24${name.toUpperCase()}`].map((each) => isPageLink(`$skip=2&${each}=a`))).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  it.each(['', 'a', "az09-._~!$'()*+,;:@/?=", '%41', '[]{}|\\^`'])('can have the value %j', (value) => {
    expect(isPageLink(`$skiptoken=${value}`)).toBe(true);
  });

  it.each(['a#b', '#', '"', '<', '>', ' ', 'a b', '\t', '\r\n', '\u007f', '\u0080', 'é', '\n', 'a\n'])(
    'cannot have the value %j',
    (value) => {
      expect(isPageLink(`$skiptoken=${value}`)).toBe(false);
    },
  );

  it('has 8,192 characters at most', () => {
    expect([8192, 8193].map((length) => isPageLink(`$skip=${'4'.repeat(length - 6)}`))).toEqual([true, false]);
  });

  it.each<[link: PageLink, top: number | undefined, select: readonly string[] | undefined]>([
    ['$skip=2', undefined, undefined],
    ['$top=7&$skip=2', 7, undefined],
    ['top=7&%24select=id,%20name&$skip=2', 7, ['id', 'name']],
    ['$Select=id%2Cname&$skip=2', undefined, ['id', 'name']],
    ['$select=a+b&$skip=2', undefined, ['a b']],
    ['$select=%&$skip=2', undefined, ['']],
  ])('%s has the size of page %j and the properties %j', (link, top, select) => {
    expect([topOf(link), selectOf(link)]).toEqual([top, select]);
  });

  it.each<[link: PageLink, changed: PageLink]>([
    ['$top=7&$select=id&$skip=2', '$top=1000&$select=id,name&$skip=2'],
    ['%24top=7&$skip=2', '%24top=1000&$skip=2'],
    ['$skip=2', '$skip=2'],
  ])('%s gets other values where it has them: %s', (link, changed) => {
    expect(withOptions(link, { top: '1000', select: 'id,name' })).toBe(changed);
    expect(withOptions(link, {})).toBe(link);
  });
});

describe('the address of a page', () => {
  const { collection } = scriptedCollection(() => ({}));

  it.each<[address: string, options: Record<string, string | number>]>([
    ['things', {}],
    ['things?$top=2&$select=id,name', { $top: 2, $select: 'id,name' }],
  ])('is %s for the first one', (address, options) => {
    expect(firstAddress(collection, options)).toBe(address);
  });

  it('has the options of the list, then those of the link', () => {
    expect(linkQuery('$skiptoken=a%2Fb', {})).toBe('?$skiptoken=a%2Fb');
    expect(linkQuery('$skip=40', { $filter: "a eq 'b'", $orderby: undefined })).toBe("?$filter=a%20eq%20'b'&$skip=40");
  });
});
