/**
 * Pages of a collection. `@odata.nextLink` is followed whole, but only below the root of the Graph that was asked, so
 * that no answer can send a caller's token elsewhere. Pages may be empty and still have a successor, but not for ever.
 */
import { isRecord } from '../core/is-record.js';
import type { GraphResponse } from './graph-client.js';
import type { GraphCollection, ReceivedEntity } from './graph-collection.js';
import type { GatewayError } from '../core/gateway-error.js';
import { queryText } from './odata.js';
import type { Operation } from '../core/operation.js';
import { mapInSlices, rowsPerSlice } from './turns.js';

/** How a later operation asks for a page again: the one option of the link that names it, percent-encoded as it was. */
export type PageToken = readonly ['$skiptoken' | '$skip', string];

/** A value of a URL's query in which no other option can hide. */
const encodedValue = /^(?:(?!["#&<>])[\x21-\x7e])*$/;

export type Row = ReceivedEntity | GatewayError;

export interface Page {
  readonly rows: readonly Row[];
  /** Null for the first page. */
  readonly token: PageToken | null;
  readonly hasMore: boolean;
  /** Undefined on the last page, and where the link to the next one has no token. */
  readonly next: PageToken | undefined;
}

export type PageOptions = Readonly<Record<string, string | number | undefined>>;

const maxEmptyPages = 100;
/** Graph's pages have 1,000 rows at most; within its 10 MiB a hostile one could have millions. */
export const maxPageRows = 10_000;
/** What reading one row off the wire takes, in units of turns.ts. */
const unitsPerRow = 20;

/** Several lists of one operation may read the same long page: its rows are made once. */
const rowsOfPage = new WeakMap<readonly unknown[], Promise<readonly Row[]>>();

/** From the page that `token` names, to the last. A row that cannot be read is an error in its place. */
export async function* pagesOf(
  collection: GraphCollection,
  options: PageOptions,
  token: PageToken | null,
  operation: Operation,
): AsyncGenerator<Page> {
  let path: string | undefined = pageAddress(collection, options, token);
  let current = token;
  const seen = new Set<string>();
  for (let empty = 0; path !== undefined;) {
    seen.add(path);
    const answer: GraphResponse = await collection.read(path, operation);
    const rows = await rowsOf(collection, answer);
    empty = rows.length === 0 ? empty + 1 : 0;
    path = nextPagePath(answer);
    // A link back to a page that was read would go round for ever.
    if (empty > maxEmptyPages || (path !== undefined && seen.has(path))) throw answer.unreadable();
    const next: PageToken | undefined = path === undefined ? undefined : tokenOf(path);
    yield { rows, token: current, hasMore: path !== undefined, next };
    if (path !== undefined) current = next ?? fail(answer);
  }
}

/** Path and query of a page, below Graph's root. */
export function pageAddress(collection: GraphCollection, options: PageOptions, token: PageToken | null): string {
  const query = queryText(options);
  const named = token === null ? query : `${query === '' ? '?' : `${query}&`}${token[0]}=${token[1]}`;
  return `${collection.path}${named}`;
}

function rowsOf(collection: GraphCollection, answer: GraphResponse): Promise<readonly Row[]> {
  const values: unknown = isRecord(answer.body) ? answer.body['value'] : undefined;
  if (!Array.isArray(values) || values.length > maxPageRows) throw answer.unreadable();
  let rows = rowsOfPage.get(values);
  if (rows === undefined) {
    rows = mapInSlices(values as unknown[], unitsPerRow, (row) => collection.receivedOrError(answer, row));
    if (values.length > rowsPerSlice) rowsOfPage.set(values, rows);
  }
  return rows;
}

/** The next page's path below Graph's root, or undefined on the last page. A link to elsewhere fails as unreadable. */
function nextPagePath(answer: GraphResponse): string | undefined {
  const link = isRecord(answer.body) ? answer.body['@odata.nextLink'] : undefined;
  if (link === undefined || link === null) return undefined;
  const path = typeof link === 'string' ? answer.pathOf(link) : undefined;
  return path ?? fail(answer);
}

/** The value stays as it is in the link: decoded and encoded again it might be another one. */
function tokenOf(path: string): PageToken | undefined {
  const options = path.slice(path.indexOf('?') + 1).split('&');
  for (const name of ['$skiptoken', '$skip'] as const) {
    for (const option of options) {
      const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(option) ?? [];
      const isNamed = key.replace(/^(?:\$|%24)/, '') === name.slice(1);
      if (isNamed && isPageTokenValue(value)) return [name, value];
    }
  }
  return undefined;
}

/** Whether a text can stand in a URL as the value of one option. */
export function isPageTokenValue(value: string): boolean {
  return encodedValue.test(value);
}

function fail(answer: GraphResponse): never {
  throw answer.unreadable();
}
