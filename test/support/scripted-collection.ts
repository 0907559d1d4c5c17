/** A collection whose responses a test defines, without HTTP: for the rules about pages and rows. */
import { GatewayError } from '../../src/core/gateway-error.js';
import type { GraphClient, GraphResponse } from '../../src/graph/graph-client.js';
import { GraphCollection } from '../../src/graph/graph-collection.js';
import type { GraphReads } from '../../src/graph/graph-reads.js';
import { PageSizes } from '../../src/graph/page-sizes.js';
import type { Operation } from '../../src/core/operation.js';

const root = 'https://graph.example/beta/';

/** A link to a path below the root of the scripted Graph. */
export const linkTo = (path: string): string => root + path;

/** The rules of pages only pass an operation on. */
export const anOperation = {} as Operation;

export interface ScriptedCollection {
  readonly collection: GraphCollection;
  /** What was read, in order. */
  readonly paths: readonly string[];
}

/** `bodyOf` is the body of the response to the read of `path`, which is the `index`th one. */
export function scriptedCollection(bodyOf: (path: string, index: number) => unknown): ScriptedCollection {
  const paths: string[] = [];
  const read = (path: string): Promise<GraphResponse> => {
    paths.push(path);
    return Promise.resolve(responseOf(bodyOf(path, paths.length - 1)));
  };
  const collection = new GraphCollection(
    {} as GraphClient,
    { read, pageSizes: new PageSizes() } as unknown as GraphReads,
    'things',
  );
  return { collection, paths };
}

export function responseOf(body: unknown): GraphResponse {
  const unreadable = (): GatewayError => new GatewayError('GRAPH_BAD_RESPONSE', 'unreadable');
  const pathOf = (link: string): string | undefined => (link.startsWith(root) ? link.slice(root.length) : undefined);
  const ids = { requestId: null, clientRequestId: '' };
  const repeatsToken = (): boolean => false;
  return { status: 200, headers: {}, body, ...ids, unreadable, repeatsToken, failureOf: unreadable, pathOf };
}

/** Rows with the ids `from` to `from + count - 1`. */
export function rowsFrom(from: number, count: number): { id: string }[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));
}
