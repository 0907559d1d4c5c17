/**
 * The reads of one operation, collected: concurrent reads are sent together, 20 in a `$batch`, and equal reads are sent
 * once. A single read stays a plain GET.
 */
import DataLoader from 'dataloader';
import { sendAll } from './graph-batch.js';
import type { GraphResponse, GraphClient, GraphRequest } from './graph-client.js';
import { PageSizes } from './page-sizes.js';
import type { Operation } from '../core/operation.js';

export class GraphReads {
  readonly pageSizes = new PageSizes();
  #forWrites: GraphReads | undefined;
  readonly #loaders = new WeakMap<Operation, DataLoader<string, GraphResponse>>();

  constructor(
    private readonly client: GraphClient,
    /** How many `$batch` calls of one operation may run at once. */
    readonly batchConcurrency: number,
    private readonly terms: Pick<GraphRequest, 'charged' | 'permission'> = {},
  ) {}

  /** For reads that belong to a write, which has paid for them and has been admitted. */
  get forWrites(): GraphReads {
    return (this.#forWrites ??= new GraphReads(this.client, this.batchConcurrency, {
      charged: true,
      permission: 'write',
    }));
  }

  /** `GET` of a path below Graph's root, with its query. */
  read(path: string, operation: Operation): Promise<GraphResponse> {
    let loader = this.#loaders.get(operation);
    if (loader === undefined) {
      loader = new DataLoader((paths) => this.#readAll(paths, operation));
      this.#loaders.set(operation, loader);
    }
    return loader.load(path);
  }

  /** Call this after a write: earlier results may have changed. */
  forget(operation: Operation): void {
    this.#loaders.get(operation)?.clearAll();
    this.#forWrites?.forget(operation);
  }

  async #readAll(paths: readonly string[], operation: Operation): Promise<(GraphResponse | Error)[]> {
    const requests = paths.map((path) => ({ method: 'GET', path, ...this.terms }) as const);
    const [only] = requests;
    if (only !== undefined && requests.length === 1) return [await this.client.send(only, operation).catch(asError)];
    // All results together, so that the reads of the next level are collected as well.
    return sendAll(this.client, requests, operation, this.batchConcurrency);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('a read failed', { cause: error });
}
