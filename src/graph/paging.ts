/**
 * Pages of a collection. `@odata.nextLink` is followed whole, but only below the root of the Graph that was asked, so
 * that no answer can send a caller's token elsewhere. Pages may be empty and still have a successor, but not for ever.
 */
import type { GraphAnswer } from './graph-client.js';
import type { GraphCollection, Received } from './graph-collection.js';
import type { GraphError } from './graph-error.js';
import { isRecord } from './graph-words.js';
import { queryText } from './odata.js';
import type { Operation } from './operation.js';

/** How a later operation asks for a page again: the one option of the link that names it. */
export type PageToken = readonly ['$skiptoken' | '$skip', string];

export interface Page {
  readonly rows: readonly (Received | GraphError)[];
  /** Null for the first page. */
  readonly token: PageToken | null;
  readonly hasMore: boolean;
}

const maxEmptyPages = 100;

/** From the page that `token` names, to the last. A row that cannot be read is an error in its place. */
export async function* pagesOf(
  collection: GraphCollection,
  options: Readonly<Record<string, string | number | undefined>>,
  token: PageToken | null,
  operation: Operation,
): AsyncGenerator<Page> {
  const start = token === null ? options : { ...options, [token[0]]: token[1] };
  let path: string | undefined = `${collection.path}${queryText(start)}`;
  let current = token;
  const seen = new Set<string>();
  for (let empty = 0; path !== undefined;) {
    seen.add(path);
    const answer: GraphAnswer = await collection.read(path, operation);
    if (!isRecord(answer.body) || !Array.isArray(answer.body['value'])) throw answer.unreadable();
    const rows = (answer.body['value'] as unknown[]).map((row) => collection.receivedOrError(answer, row));
    empty = rows.length === 0 ? empty + 1 : 0;
    path = nextPagePath(answer);
    // A link back to a page that was read would go round for ever.
    if (empty > maxEmptyPages || (path !== undefined && seen.has(path))) throw answer.unreadable();
    yield { rows, token: current, hasMore: path !== undefined };
    if (path !== undefined) current = tokenOf(path) ?? fail(answer);
  }
}

/** The next page's path below Graph's root, or undefined on the last page. A link to elsewhere fails as unreadable. */
function nextPagePath(answer: GraphAnswer): string | undefined {
  const link = isRecord(answer.body) ? answer.body['@odata.nextLink'] : undefined;
  if (link === undefined || link === null) return undefined;
  const path = typeof link === 'string' ? answer.pathOf(link) : undefined;
  return path ?? fail(answer);
}

function tokenOf(path: string): PageToken | undefined {
  const options = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  for (const name of ['$skiptoken', '$skip'] as const) {
    const value = options.get(name) ?? options.get(name.slice(1));
    if (value !== null) return [name, value];
  }
  return undefined;
}

function fail(answer: GraphAnswer): never {
  throw answer.unreadable();
}
