/**
 * One kind of summary in Graph: the five verbs below a parent, and the translation both ways.
 *
 * The three kinds differ in their properties and their addresses; this is what they share. Lists below a parent are
 * read whole, page by page, up to 1,000 rows.
 */
import type { GraphCollection, ReceivedEntity, WireEntity } from '../../graph/graph-collection.js';
import { GatewayError, brokenRule } from '../../core/gateway-error.js';
import { listAll, maxRows } from '../../graph/graph-list.js';
import type { Projection } from '../../graph/odata.js';
import { expandedOrNot } from '../../graph/option-rejection.js';
import type { Operation, Written } from '../../core/operation.js';
import { KeyedCreation } from '../../idempotency/keyed-creation.js';
import type { UnkeyedCreation } from '../../idempotency/unkeyed-creation.js';
import type { Creation } from '../idempotency-key.js';
import { createKeyed, verdictOf, type Keyed } from './keyed-creations.js';
import type { KeysAbove, Parent, Place } from './parent.js';
import { WireReader, type ReadableProperties } from './wire-reader.js';

export interface Translation<Summary extends object> {
  /** As in `#microsoft.graph.macOSSoftwareUpdateAccountSummary`: every documented write body names its type. */
  readonly odataType: string;
  /** Its name is that of the type in the schema. */
  readonly type: new () => Summary;
  fromWire(wire: WireReader): ReadableProperties<Summary>;
  /** Properties that identify an object of this kind before its key is known. Only creations need them. */
  readonly lookUp?: readonly string[];
  /** The name of this key in the objects below, as in `accountSummaryId`. Only a kind with children needs one. */
  readonly keyBelow?: string;
}

/** The property that leads to the children of a summary, which clients do not see. */
const originKey = Symbol('origin');

interface Origin {
  /** Its path is computed when the children are read. */
  readonly at: { readonly path: string | undefined };
  readonly expanded: ReceivedEntity | undefined;
  readonly above: KeysAbove;
}

interface WithOrigin {
  readonly id: string;
  [originKey]?: Origin;
}

export type Verb = 'create' | 'createAll' | 'get' | 'list' | 'update' | 'delete';

/** A resource with only these verbs, as the type that resolvers receive. */
export type ResourceWith<
  Verbs extends Verb,
  Summary extends object,
  CreateInput extends object = never,
  UpdateInput extends object = never,
> = Pick<SummaryResource<Summary, CreateInput, UpdateInput>, Verbs | 'collection' | 'fromWire' | 'placeOf'>;

export class SummaryResource<
  Summary extends object,
  CreateInput extends object = never,
  UpdateInput extends object = never,
> {
  constructor(
    /** The collection of this kind below a parent. */
    readonly collection: (parentPath: string) => GraphCollection,
    private readonly translation: Translation<Summary>,
  ) {}

  /** With a key, the report may be one that an earlier request has stored. */
  async create(parent: Parent, input: CreateInput, operation: Operation, creation?: Creation): Promise<Summary> {
    const body = writeBody(this.translation.odataType, input);
    if (creation instanceof KeyedCreation) {
      const [outcome] = await this.#createKeyed(parent, [{ body, creation }], operation, false);
      if (outcome instanceof GatewayError) throw outcome;
      return outcome as Summary;
    }
    const collection = this.collection(parent.path);
    creation?.begins({ typeName: this.translation.type.name, path: collection.path, body });
    const created = collection.create(body, operation);
    const received = await created.catch((error: unknown) => {
      creation?.ended(() => verdictOf(error));
      return fail(error, this.translation.lookUp);
    });
    creation?.ended(() => verdictOf(received));
    this.#acknowledged('create', parent, received.entity['id'], operation);
    return this.fromWire(received, parent);
  }

  /** One outcome for each input, in input order. */
  async createAll(
    parent: Parent,
    inputs: readonly CreateInput[],
    operation: Operation,
    creations: readonly Creation[] = [],
  ): Promise<(Summary | GatewayError)[]> {
    const bodies = inputs.map((input) => writeBody(this.translation.odataType, input));
    if (creations[0] instanceof KeyedCreation) {
      const keyed = bodies.map((body, index) => ({ body, creation: creations[index] as KeyedCreation }));
      return this.#createKeyed(parent, keyed, operation, true);
    }
    const outcomes = await this.#createUnkeyed(parent, bodies, operation, creations as readonly UnkeyedCreation[]);
    return outcomes.map((outcome) => {
      if (outcome instanceof GatewayError) return withLookUp(outcome, this.translation.lookUp);
      this.#acknowledged('create', parent, outcome.entity['id'], operation);
      return this.fromWire(outcome, parent);
    });
  }

  /** `asked` undefined: only the path of the object is needed, and Graph is not asked. */
  async get(parent: Parent, id: string, asked: Projection | undefined, operation: Operation): Promise<Summary> {
    const collection = this.collection(parent.path);
    if (asked === undefined) {
      const known = { ...parent.keys, id } as unknown as ReadableProperties<Summary>;
      return withOrigin(known, { at: { path: collection.pathOf(id) }, expanded: undefined, above: parent.keys });
    }
    return expandedOrNot(asked, async (wanted) =>
      this.fromWire(await collection.get(id, wanted, operation), parent, wanted),
    );
  }

  async list(
    parent: Place,
    asked: Projection = { select: ['id'], expand: undefined },
    operation: Operation,
  ): Promise<(Summary | Error)[]> {
    if (parent.path === undefined) {
      throw new GatewayError(
        'GRAPH_BAD_RESPONSE',
        'Microsoft Graph returned an object with a key that no address can hold.',
      );
    }
    const collection = this.collection(parent.path);
    const inside = rowsInside(collection, parent);
    const made = (rows: readonly (ReceivedEntity | Error)[], wanted: Projection | undefined): (Summary | Error)[] =>
      rows.map((row) => (row instanceof Error ? row : this.fromWire(row, parent, wanted)));
    if (inside !== undefined) return made(inside, asked);
    return expandedOrNot(asked, async (wanted) => made(await listAll(collection, wanted, operation), wanted));
  }

  /** Absent properties stay as they are; `null` clears a property. */
  async update(parent: Parent, id: string, input: UpdateInput, operation: Operation): Promise<Summary> {
    const body = writeBody(this.translation.odataType, input);
    if (Object.keys(body).length === 1) {
      throw brokenRule(['input'], { rule: 'NOTHING_TO_CHANGE' }, 'input must have at least one property to change');
    }
    const updated = this.collection(parent.path).update(id, body, operation);
    const received = await updated.catch((error: unknown) => fail(error, ['id']));
    this.#acknowledged('update', parent, id, operation);
    return this.fromWire(received, parent);
  }

  async delete(parent: Parent, id: string, operation: Operation): Promise<string> {
    await this.collection(parent.path)
      .delete(id, operation)
      .catch((error: unknown) => fail(error, ['id']));
    this.#acknowledged('delete', parent, id, operation);
    return id;
  }

  /** An object that this resource returned, as the parent of its children. */
  placeOf(summary: ReadableProperties<Summary>): Place {
    const { id, [originKey]: origin } = summary as unknown as WithOrigin;
    if (origin === undefined) throw new Error('the summary does not come from this resource');
    const { keyBelow } = this.translation;
    const { at, expanded, above } = origin;
    return { path: at.path, expanded, keys: keyBelow === undefined ? above : { ...above, [keyBelow]: id } };
  }

  fromWire(received: ReceivedEntity, { keys: above }: Pick<Parent, 'keys'>, asked?: Projection): Summary {
    const expanded = asked?.expand === undefined ? undefined : received;
    return withOrigin(this.translation.fromWire(new WireReader(received, above)), { at: received, expanded, above });
  }

  async #createKeyed(
    parent: Parent,
    keyed: readonly Keyed[],
    operation: Operation,
    isBulk: boolean,
  ): Promise<(Summary | GatewayError)[]> {
    const { type, lookUp = [] } = this.translation;
    // Few objects are contained in another one: they are read whole.
    const filteredBy = Object.keys(parent.keys).length === 0 ? lookUp : [];
    const target = { collection: this.collection(parent.path), typeName: type.name, filteredBy };
    const outcomes = await createKeyed(target, keyed, operation, isBulk);
    return outcomes.map((outcome, index) => {
      if (outcome instanceof GatewayError) return withLookUp(outcome, lookUp);
      if (keyed[index]?.creation.status === 'STORED') {
        this.#acknowledged('create', parent, outcome.entity['id'], operation);
      }
      return this.fromWire(outcome, parent);
    });
  }

  async #createUnkeyed(
    parent: Parent,
    bodies: readonly WireEntity[],
    operation: Operation,
    creations: readonly UnkeyedCreation[],
  ): Promise<readonly (ReceivedEntity | GatewayError)[]> {
    const collection = this.collection(parent.path);
    const typeName = this.translation.type.name;
    creations.forEach((creation, index) =>
      creation.begins({ typeName, path: collection.path, body: bodies[index] as WireEntity }),
    );
    let outcomes: readonly (ReceivedEntity | GatewayError)[] = [];
    try {
      outcomes = await collection.createAll(bodies, operation);
      return outcomes;
    } finally {
      creations.forEach((creation, index) => creation.ended(() => verdictOf(outcomes[index])));
    }
  }

  #acknowledged(verb: Written['verb'], { keys }: Parent, id: unknown, operation: Operation): void {
    operation.written.push({ verb, type: this.translation.type.name, ...keys, id: String(id) });
  }
}

/** The same object, not a copy. */
function withOrigin<Summary>(summary: ReadableProperties<Summary>, origin: Origin): Summary {
  (summary as unknown as WithOrigin)[originKey] = origin;
  return summary as Summary;
}

/** If the outcome of a write is unknown, the object can be looked for by these sent properties. */
function withLookUp(failure: GatewayError, lookUp: readonly string[] | undefined): GatewayError {
  if (failure.code !== 'OUTCOME_UNKNOWN' || lookUp === undefined) return failure;
  return new GatewayError(failure.code, failure.message, { ...failure.details, lookUp });
}

function fail(error: unknown, lookUp: readonly string[] | undefined): never {
  throw error instanceof GatewayError ? withLookUp(error, lookUp) : error;
}

/** The children in the response; undefined if it has none, or if there are more: then a separate list is read. */
function rowsInside(collection: GraphCollection, { expanded }: Place): (ReceivedEntity | Error)[] | undefined {
  if (expanded === undefined) return undefined;
  const name = collection.path.slice(collection.path.lastIndexOf('/') + 1);
  const rows = expanded.entity[name];
  if (!Array.isArray(rows) || rows.length > maxRows || expanded.entity[`${name}@odata.nextLink`] != null)
    return undefined;
  return (rows as unknown[]).map((row) => collection.receivedOrError(expanded.answer, row));
}

/** GraphQL's names are Graph's, so an input is sent unchanged; a key is sent only if the client chose one. */
export function writeBody(odataType: string, input: object): WireEntity {
  const body: Record<string, unknown> = { '@odata.type': odataType };
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && (name !== 'id' || value !== null)) body[name] = value;
  }
  return body;
}
