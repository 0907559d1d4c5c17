/** A Graph with one list, whose sorting, links and refusals the test chooses. */
import type { ServerResponse } from 'node:http';
import { accountSummary } from '../../src/emulator/graph/entity-types.js';
import { parseFilter } from '../../src/emulator/graph/filter.js';
import { defaultQuirks } from '../../src/emulator/graph/index.js';
import { referenceExample, scriptedGraph } from './start.js';

export interface VaryingRow {
  readonly id: string;
  readonly [property: string]: unknown;
}

export interface Nature {
  /** How texts are sorted. `none`: `$orderby` is ignored. */
  readonly collation: 'code units' | 'no case' | 'no accents' | 'no case, no accents' | 'words' | 'backwards' | 'none';
  readonly missing: 'first' | 'last';
  /** The name of the option that names a page. */
  readonly link: string;
  /** Whether the link has the options of the request. */
  readonly repeatsOptions: boolean;
  /** Whether a token is refused with another `$top` or `$select`. Such a Graph repeats the options. */
  readonly bindsToken: boolean;
  readonly maxTop: number;
  readonly pageSize: number;
  readonly refuses: 'nothing' | 'filter' | 'functions' | 'order' | 'both';
  /** Whether a filter's function, as `contains`, has an effect. */
  readonly ignoresFunctions: boolean;
  /** Whether a token names the last row rather than the number of rows. */
  readonly stableTokens: boolean;
}

const usual: Nature = {
  collation: 'code units',
  missing: 'first',
  link: '$skiptoken',
  repeatsOptions: true,
  bindsToken: false,
  maxTop: 1000,
  pageSize: 1000,
  refuses: 'nothing',
  ignoresFunctions: false,
  stableTokens: false,
};

export interface VaryingGraph {
  readonly url: string;
  readonly nature: Nature;
  /** Calls, and requests inside of batches, so far. */
  calls(): number;
  become(nature: Partial<Nature>, rows: readonly object[]): void;
  rows(): readonly VaryingRow[];
  sorted(property: string, descending: boolean): readonly VaryingRow[];
  insert(row: object): void;
  remove(index: number): void;
  stop(): Promise<void>;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
const plain = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '');
const words = new Intl.Collator('en', { ignorePunctuation: true });
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const reversedText = (text: string): string => [...text].reverse().join('');
const collations: Record<Nature['collation'], (a: string, b: string) => number> = {
  'code units': byCodeUnits,
  'no case': (a, b) => byCodeUnits(a.toLowerCase(), b.toLowerCase()),
  'no accents': (a, b) => byCodeUnits(plain(a), plain(b)),
  'no case, no accents': (a, b) => byCodeUnits(plain(a).toLowerCase(), plain(b).toLowerCase()),
  words: (a, b) => words.compare(a, b),
  backwards: (a, b) => byCodeUnits(reversedText(a), reversedText(b)),
  none: () => 0,
};

export async function varyingGraph(): Promise<VaryingGraph> {
  let nature = usual;
  let rows: VaryingRow[] = [];
  let made = 0;
  let calls = 0;
  const rowOf = (row: object): VaryingRow => {
    made += 1;
    // Ids in an order that is not an order of any property.
    return { ...referenceExample, osVersion: '26.1', ...row, id: `r-${(made * 7919) % 100_003}` };
  };
  const compare = (a: VaryingRow, b: VaryingRow, property: string): number => {
    const [x, y] = [a[property] ?? null, b[property] ?? null];
    if (x === null || y === null)
      return (Number(x !== null) - Number(y !== null)) * (nature.missing === 'first' ? 1 : -1);
    return typeof x === 'string' && typeof y === 'string' ? collations[nature.collation](x, y) : Number(x) - Number(y);
  };
  const inOrder = (orderby: string): VaryingRow[] => {
    if (nature.collation === 'none' || orderby === '') return [...rows];
    const criteria = orderby.split(',').map((criterion) => criterion.split(' '));
    return [...rows].sort((a, b) => {
      for (const [property = '', direction] of criteria) {
        const difference = compare(a, b, property) * (direction === 'desc' ? -1 : 1);
        if (difference !== 0) return difference;
      }
      return 0;
    });
  };
  const fits = (filter: string | null): ((row: VaryingRow) => boolean) => {
    if (filter === null) return () => true;
    return parseFilter(accountSummary, filter, {
      ...defaultQuirks,
      // Texts are equal if their order is the same.
      looseTexts: nature.collation !== 'code units',
      functionsIgnored: nature.ignoresFunctions,
    });
  };
  const refuse = (message: string): { status: number; body: object } => ({
    status: 400,
    body: { error: { code: 'BadRequest', message } },
  });

  function page(options: URLSearchParams, base: string): { status: number; body: object } {
    const given = (name: string): string | null =>
      [...options].find(([key]) => key.replace('$', '').toLowerCase() === name)?.[1] ?? null;
    const name = nature.link.replace('%24', '$');
    const token = options.get(name);
    const bound = token === null ? undefined : (JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[]);
    // A link without the options of the request has them in its token.
    const [filter, orderby] = ['filter', 'orderby'].map(
      (each, index) => given(each) ?? text(bound?.[4 + index]) ?? null,
    );
    if (filter != null && ['filter', 'both'].includes(nature.refuses)) return refuse('The filter is not supported.');
    if (filter != null && nature.refuses === 'functions' && /contains|startswith/.test(filter)) {
      return { status: 500, body: { error: { code: 'InternalServerError', message: 'An error has occurred.' } } };
    }
    if (orderby != null && ['order', 'both'].includes(nature.refuses)) return refuse('The order is not supported.');
    const wanted = given('top') ?? text(bound?.[2]);
    const select = given('select') ?? text(bound?.[3]);
    if (nature.bindsToken && bound !== undefined && (text(bound[2]) !== wanted || text(bound[3]) !== select)) {
      return refuse('The skip token does not belong to this query.');
    }
    if (wanted !== undefined && Number(wanted) > nature.maxTop) {
      return refuse(`The limit of '${nature.maxTop}' for Top query has been exceeded.`);
    }
    const list = inOrder(orderby ?? '').filter(fits(filter ?? null));
    const size = Math.min(Number(wanted ?? 100), nature.pageSize, nature.maxTop);
    const start = bound === undefined ? 0 : startOf(list, bound, orderby ?? '');
    const slice = list.slice(start, start + size);
    const value = slice.map((row) => pick(row, select));
    if (start + size >= list.length) return { status: 200, body: { value } };
    const next = new URLSearchParams();
    if (nature.repeatsOptions || nature.bindsToken) {
      for (const [key, text] of options) if (key !== name) next.set(key, text);
    }
    const content = [start + size, slice.at(-1)?.id, wanted, select, filter, orderby];
    const link = `${nature.link}=${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
    const others = next.toString();
    return { status: 200, body: { value, '@odata.nextLink': `${base}?${others === '' ? '' : `${others}&`}${link}` } };
  }

  const everySeen = new Map<string, VaryingRow>();
  function startOf(list: readonly VaryingRow[], [offset, lastId]: readonly unknown[], orderby: string): number {
    if (!nature.stableTokens) return Number(offset);
    const index = list.findIndex(({ id }) => id === lastId);
    if (index >= 0) return index + 1;
    // The row that the token names is deleted: the list continues at its position.
    const last = everySeen.get(String(lastId));
    if (last === undefined) return Number(offset);
    const all = rows;
    rows = [...all, last];
    const position = orderby === '' || nature.collation === 'none' ? made : inOrder(orderby).indexOf(last);
    const behind = new Set(
      orderby === '' || nature.collation === 'none' ? insertedAfter(all, last) : inOrder(orderby).slice(position + 1),
    );
    rows = all;
    const start = list.findIndex((row) => behind.has(row));
    return start < 0 ? list.length : start;
  }
  const creation = new Map<string, number>();
  const insertedAfter = (all: readonly VaryingRow[], last: VaryingRow): VaryingRow[] =>
    all.filter(({ id }) => (creation.get(id) ?? 0) > (creation.get(last.id) ?? 0));

  const register = (row: VaryingRow): VaryingRow => {
    everySeen.set(row.id, row);
    creation.set(row.id, made);
    return row;
  };
  const pick = (row: VaryingRow, select: string | undefined): object =>
    select === undefined
      ? row
      : Object.fromEntries(select.split(',').map((property) => [property, row[property] ?? null]));

  const answerTo = (url: string, base: string): { status: number; body: object } => {
    calls += 1;
    const { pathname, searchParams } = new URL(url, 'http://graph');
    if (pathname.endsWith(root)) return page(searchParams, base);
    const row = rows.find(({ id }) => pathname.endsWith(`/${id}`));
    return row === undefined
      ? { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } }
      : { status: 200, body: pick(row, searchParams.get('$select') ?? undefined) };
  };
  const graph = await scriptedGraph((request, response: ServerResponse) => {
    const base = `http://${request.headers.host}/beta${root}`;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      let answer: { status: number; body: object };
      if (request.url === '/beta/$batch') {
        const { requests } = JSON.parse(Buffer.concat(chunks).toString()) as {
          requests: { id: string; url: string }[];
        };
        const responses = requests.map(({ id, url }) => ({ id, ...answerTo(`/beta${url}`, base) }));
        // One call, however many requests are in it.
        calls += 1 - requests.length;
        answer = { status: 200, body: { responses } };
      } else answer = answerTo(request.url ?? '', base);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });

  return {
    ...graph,
    get nature() {
      return nature;
    },
    calls: () => calls,
    become(changes, given) {
      nature = { ...usual, ...changes };
      made = 0;
      everySeen.clear();
      creation.clear();
      rows = given.map((row) => register(rowOf(row)));
    },
    rows: () => rows,
    sorted: (property, descending) => inOrder(descending ? `${property} desc,id` : `${property},id`),
    insert: (row) => void rows.push(register(rowOf(row))),
    remove: (index) => void rows.splice(index % Math.max(1, rows.length), 1),
  };
}
