/**
 * Trusted documents: the operations in the manifests of the clients' builds, called by id.
 *
 * The manifest has the format of Apollo's persisted query manifest. An id is replaced by its document before any other
 * check, so every later check sees the operation as if its text had been sent.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRecord } from '../core/is-record.js';
import { RequestError } from './error-responses.js';

/** `only` rejects documents that are not in the manifest, `optional` runs them. */
export type TrustedDocumentsMode = 'only' | 'optional';

export class TrustedDocuments {
  readonly #bodies: ReadonlySet<string>;

  constructor(
    readonly bodiesById: ReadonlyMap<string, string>,
    readonly mode: TrustedDocumentsMode,
  ) {
    this.#bodies = new Set(bodiesById.values());
  }

  /** The document to run for a request. Throws the rejection otherwise. */
  documentFor(query: string | undefined, id: string | undefined): string {
    const known = id === undefined ? undefined : this.bodiesById.get(id);
    if (query === undefined) {
      if (known !== undefined) return known;
      // Apollo's message and code: Apollo Client then sends the document.
      if (id !== undefined) throw new RequestError(404, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      throw new RequestError(
        400,
        'PERSISTED_QUERY_ID_REQUIRED',
        'The request has no document id: send the id of a trusted document in extensions.persistedQuery.',
      );
    }
    if (known !== undefined && known !== query) {
      throw new RequestError(400, 'BAD_REQUEST', 'The document does not match the id that was sent with it.');
    }
    if (this.mode === 'only' && !this.#bodies.has(query)) {
      throw new RequestError(
        403,
        'QUERY_NOT_IN_SAFELIST',
        'This gateway runs trusted documents only, and this document is not one of them.',
      );
    }
    return query;
  }
}

export function addTrustedDocuments(server: FastifyInstance, documents: TrustedDocuments): void {
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.routeOptions.url === '/graphql') {
      if (request.method === 'GET') resolveUrl(request, documents);
      else resolveBody(request, documents);
    }
    done();
  });
}

function resolveBody(request: FastifyRequest, documents: TrustedDocuments): void {
  const body = isRecord(request.body) ? request.body : {};
  const { query, extensions, ...rest } = body;
  const { id, others } = persistedQuery(extensions);
  const document = documents.documentFor(typeof query === 'string' ? query : undefined, id);
  request.body = { ...rest, ...(others === undefined ? {} : { extensions: others }), query: document };
}

/** Reads the URL as Apollo Server does, and writes the document into it, where Apollo Server reads it. */
function resolveUrl(request: FastifyRequest, documents: TrustedDocuments): void {
  const parameters = new URL(request.url, 'http://gateway').searchParams;
  const queries = parameters.getAll('query');
  const extensions = parameters.getAll('extensions');
  // A browser that requests Sandbox, or an empty request, without a document to check.
  if (queries.length === 0 && extensions.length === 0) return;
  if (queries.length > 1 || extensions.length > 1) {
    throw new RequestError(400, 'BAD_REQUEST', 'The URL has the same parameter twice.');
  }
  const { id, others } = persistedQuery(extensions[0] === undefined ? undefined : fromJson(extensions[0]));
  parameters.set('query', documents.documentFor(queries[0], id));
  if (others === undefined) parameters.delete('extensions');
  else parameters.set('extensions', JSON.stringify(others));
  request.raw.url = `/graphql?${parameters.toString()}`;
  request.query = Object.fromEntries(parameters);
}

/** `extensions` without `persistedQuery`, which Apollo Server would use for its own cache. */
function persistedQuery(extensions: unknown): { id: string | undefined; others: unknown } {
  if (!isRecord(extensions)) return { id: undefined, others: extensions };
  const { persistedQuery: asked, ...others } = extensions;
  if (asked === undefined) return { id: undefined, others };
  if (!isRecord(asked) || asked['version'] !== 1 || typeof asked['sha256Hash'] !== 'string') {
    throw new RequestError(
      400,
      'BAD_REQUEST',
      'extensions.persistedQuery must be { "version": 1, "sha256Hash": "<id>" }.',
    );
  }
  return { id: asked['sha256Hash'], others };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
