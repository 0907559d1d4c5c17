/**
 * One kind of summary in Graph: the five verbs below a parent, and the translation both ways.
 *
 * The three kinds differ in their properties and in where they live; this is what they share. Lists below a parent are
 * read whole, page by page, up to 1,000 rows.
 */
import type { GraphCollection, Received, WireEntity } from '../../graph/graph-collection.js';
import { GraphError } from '../../graph/graph-error.js';
import { listAll } from '../../graph/graph-list.js';
import type { Operation } from '../../graph/operation.js';
import { badUserInput } from './validate-input.js';
import { WireReader } from './wire.js';

export interface Translation<Summary extends object> {
  /** As in `#microsoft.graph.macOSSoftwareUpdateAccountSummary`: every documented write body names its type. */
  readonly odataType: string;
  /** type-graphql hands an instance of it to field resolvers as it is; of anything else it makes a copy. */
  readonly type: new () => Summary;
  fromWire(wire: WireReader): Summary;
}

export class SummaryResource<Summary extends object, CreateInput extends object, UpdateInput extends object> {
  /** Where an object lives below Graph's root; its children are read from there. */
  readonly #paths = new WeakMap<Summary, string>();

  constructor(
    /** The collection of this kind below a parent. */
    readonly collection: (parentPath: string) => GraphCollection,
    private readonly translation: Translation<Summary>,
  ) {}

  async create(parentPath: string, input: CreateInput, operation: Operation): Promise<Summary> {
    const body = writeBody(this.translation.odataType, input);
    return this.fromWire(await this.collection(parentPath).create(body, operation));
  }

  /** One outcome for each input, in their order. */
  async createAll(
    parentPath: string,
    inputs: readonly CreateInput[],
    operation: Operation,
  ): Promise<(Summary | GraphError)[]> {
    const bodies = inputs.map((input) => writeBody(this.translation.odataType, input));
    const outcomes = await this.collection(parentPath).createAll(bodies, operation);
    return outcomes.map((outcome) => (outcome instanceof GraphError ? outcome : this.fromWire(outcome)));
  }

  /** `select` undefined: nothing of the object is wanted but its path, and Graph is not asked. */
  async get(
    parentPath: string,
    id: string,
    select: readonly string[] | undefined,
    operation: Operation,
  ): Promise<Summary> {
    const collection = this.collection(parentPath);
    if (select === undefined) return this.#placed({ id } as unknown as Summary, collection.pathOf(id));
    return this.fromWire(await collection.get(id, select, operation));
  }

  async list(
    parentPath: string,
    select: readonly string[] | undefined,
    operation: Operation,
  ): Promise<(Summary | Error)[]> {
    const rows = await listAll(this.collection(parentPath), select ?? ['id'], operation);
    return rows.map((row) => (row instanceof Error ? row : this.fromWire(row)));
  }

  /** Absent properties stay as they are; null clears. */
  async update(parentPath: string, id: string, input: UpdateInput, operation: Operation): Promise<Summary> {
    const body = writeBody(this.translation.odataType, input);
    if (Object.keys(body).length === 1) {
      throw badUserInput([{ path: 'input', message: 'input needs at least one property to change' }]);
    }
    return this.fromWire(await this.collection(parentPath).update(id, body, operation));
  }

  async delete(parentPath: string, id: string, operation: Operation): Promise<string> {
    await this.collection(parentPath).delete(id, operation);
    return id;
  }

  /** The path of an object that this resource gave out. */
  pathOf(summary: Summary): string {
    const path = this.#paths.get(summary);
    if (path === undefined) throw new Error('the summary does not come from this resource');
    return path;
  }

  fromWire(received: Received): Summary {
    return this.#placed(this.translation.fromWire(new WireReader(received)), received.path);
  }

  #placed(properties: Summary, path: string): Summary {
    const summary = Object.assign(new this.translation.type(), properties);
    this.#paths.set(summary, path);
    return summary;
  }
}

/** GraphQL's names are Graph's, so what an input holds goes out as it is; a key only when the client chose one. */
export function writeBody(odataType: string, input: object): WireEntity {
  const given = Object.entries(input).filter(
    ([name, value]) => value !== undefined && (name !== 'id' || value !== null),
  );
  return { '@odata.type': odataType, ...Object.fromEntries(given) };
}
