/**
 * Microsoft Graph, read with the rights of one caller for one operation.
 *
 * All objects that an operation reads by id in one step become one `$batch` for each 20 objects, and no object is read
 * twice. The caller's `Authorization` goes to Graph unchanged. A missing object is null.
 */
import DataLoader from 'dataloader';
import { failureOf, noToken, unreachable } from './failures.ts';

export type Row = Readonly<Record<string, unknown>>;

/** The path of the objects, and their requested properties. */
export interface Source {
  readonly path: string;
  readonly select: readonly string[];
}

/** The context of an operation. */
export interface Caller {
  readonly graph: GraphReader;
}

interface BatchItem {
  readonly id: string;
  readonly status: number;
  readonly body?: Row;
}

const mostInBatch = 20;
const timeoutMs = 10_000;
/** Ids of devices and users are GUIDs. Nothing else becomes part of a path. */
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export class GraphReader {
  readonly #baseUrl: string;
  readonly #authorization: string | undefined;
  readonly #loaders = new Map<Source, DataLoader<string, Row | null>>();

  constructor(baseUrl: string, authorization: string | undefined) {
    this.#baseUrl = baseUrl;
    this.#authorization = authorization;
  }

  one(source: Source, id: string): Promise<Row | null> {
    if (!guid.test(id)) return Promise.resolve(null);
    const loader = this.#loaders.get(source) ?? this.#loaderOf(source);
    this.#loaders.set(source, loader);
    return loader.load(id);
  }

  async first({ path, select }: Source, count: number): Promise<readonly Row[]> {
    const { value } = await this.#call(`${path}?$select=${select.join(',')}&$top=${count}`);
    return value as Row[];
  }

  #loaderOf(source: Source): DataLoader<string, Row | null> {
    return new DataLoader((ids) => this.#readAll(source, ids), { maxBatchSize: mostInBatch });
  }

  async #readAll({ path, select }: Source, ids: readonly string[]): Promise<(Row | null | Error)[]> {
    const requests = ids.map((id, index) => ({
      id: String(index),
      method: 'GET',
      url: `${path}/${id}?$select=${select.join(',')}`,
    }));
    const { responses } = await this.#call('/$batch', { requests });
    // Graph answers in any order; the id of an item identifies it.
    const items = new Map((responses as BatchItem[]).map((item) => [item.id, item]));
    return ids.map((_, index) => {
      const { status = 502, body = null } = items.get(String(index)) ?? {};
      if (status === 404) return null;
      return status === 200 ? body : failureOf(status);
    });
  }

  async #call(path: string, body?: object): Promise<Row> {
    if (this.#authorization === undefined) throw noToken();
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (response.status === 200) return (await response.json()) as Row;
    await response.body?.cancel();
    throw failureOf(response.status, response.headers.get('www-authenticate'));
  }
}
