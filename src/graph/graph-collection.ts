/** The verbs that Graph offers over one collection of entities. */
import { pathSegment } from './object-id.js';
import { isRecord } from './graph-words.js';
import type { GraphAnswer, GraphClient } from './graph-client.js';
import type { Operation } from './operation.js';

/** An entity as it is on the wire: nothing about its members is certain. */
export type WireEntity = Readonly<Record<string, unknown>>;

/** An entity and the answer that brought it, for failures found later. */
export interface Received {
  readonly entity: WireEntity;
  readonly answer: GraphAnswer;
}

export class GraphCollection {
  constructor(
    private readonly client: GraphClient,
    /** Below Graph's root, without slashes at its ends. */
    private readonly path: string,
  ) {}

  /** `POST`. A success without an entity that has an id fails with `OUTCOME_UNKNOWN`. */
  async create(body: WireEntity, operation: Operation): Promise<Received> {
    const answer = await this.client.send({ method: 'POST', path: this.path, body }, operation);
    return received(answer, answer.body);
  }

  /** `GET` one. Reads both a bare entity and the documented `{"value": {…}}`. */
  async get(id: string, operation: Operation): Promise<Received> {
    const path = `${this.path}/${pathSegment(id, 'id')}`;
    const answer = await this.client.send({ method: 'GET', path }, operation);
    const body = answer.body;
    return received(answer, isRecord(body) && body['id'] === undefined && 'value' in body ? body['value'] : body);
  }
}

function received(answer: GraphAnswer, entity: unknown): Received {
  if (!isRecord(entity) || typeof entity['id'] !== 'string' || entity['id'] === '') throw answer.unreadable();
  return { entity, answer };
}
