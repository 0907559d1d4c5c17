/** The verbs that Graph offers over one collection of entities. */
import type { Audit } from '../core/audit.js';
import { isRecord } from '../core/is-record.js';
import { auditedWrite, type EndOfWrite } from './audited-write.js';
import { outcomeUnknown } from '../telemetry/events.js';
import { pathSegment, segmentOf } from './object-id.js';
import { sendAll } from './graph-batch.js';
import { GatewayError } from '../core/gateway-error.js';
import type { GraphResponse, GraphClient, GraphRequest } from './graph-client.js';
import { projectionOptions, queryText, type Projection } from './odata.js';
import type { GraphReads } from './graph-reads.js';
import type { SendGuard } from './send-guard.js';
import type { PageSizes } from './page-sizes.js';
import type { Operation } from '../core/operation.js';

/** An entity on the wire: its members may have any type. */
export type WireEntity = Readonly<Record<string, unknown>>;

/** An entity with an id, and the response that contained it, for failures that are found later. */
export class ReceivedEntity {
  constructor(
    readonly entity: WireEntity,
    readonly answer: GraphResponse,
    private readonly collectionPath: string,
  ) {}

  /**
   * Its address below Graph's root; undefined when its id cannot be part of one. Computed on demand, because only the
   * children of a row need it.
   */
  get path(): string | undefined {
    const segment = segmentOf(this.entity['id'] as string);
    return segment === undefined ? undefined : `${this.collectionPath}/${segment}`;
  }
}

export class GraphCollection {
  constructor(
    private readonly client: GraphClient,
    private readonly reads: GraphReads,
    /** Below Graph's root, without slashes at its ends. */
    readonly path: string,
    /** Undefined if writes are not audited. */
    private readonly audit?: Audit,
  ) {}

  /** `POST`. A success without an entity that has an id fails with `OUTCOME_UNKNOWN`. */
  create(body: WireEntity, operation: Operation): Promise<ReceivedEntity> {
    return this.#write('POST', this.path, body, operation, (answer) => this.received(answer, answer.body));
  }

  /** The same, sent only if the guard lets it. */
  async createGuarded(
    body: WireEntity,
    operation: Operation,
    guard: SendGuard<ReceivedEntity>,
  ): Promise<ReceivedEntity | GatewayError> {
    const beforeTry = async (tryMs: number): Promise<WireEntity> => {
      const refusal = (await guard.refused([0], tryMs)).get(0);
      if (refusal !== undefined) throw refusal;
      return body;
    };
    const created = (answer: GraphResponse): ReceivedEntity => this.received(answer, answer.body);
    const outcome = await this.#write('POST', this.path, body, operation, created, beforeTry).catch(failureOf);
    await guard.settled(new Map([[0, outcome]]));
    return outcome;
  }

  /** Many creations through `$batch`; one outcome for each, in their order. */
  async createAll(
    bodies: readonly WireEntity[],
    operation: Operation,
    guard?: SendGuard<ReceivedEntity>,
  ): Promise<(ReceivedEntity | GatewayError)[]> {
    const ends: EndOfWrite[] = bodies.map(() => ({ failure: unexplained }));
    const ids: string[] = [];
    const received = (outcome: GraphResponse | GatewayError): ReceivedEntity | GatewayError =>
      outcome instanceof GatewayError ? outcome : this.receivedOrError(outcome, outcome.body);
    const ofResponses = guard && {
      refused: guard.refused.bind(guard),
      settled: (outcomes: ReadonlyMap<number, GraphResponse | GatewayError>) =>
        guard.settled(new Map([...outcomes].map(([position, outcome]) => [position, received(outcome)]))),
    };
    try {
      const requests = bodies.map((body) => ({ method: 'POST', path: this.path, body }) as const);
      const outcomes = await sendAll(this.client, requests, operation, this.reads.batchConcurrency, ids, ofResponses);
      return outcomes.map((outcome, index) => {
        const isFailure = outcome instanceof GatewayError;
        const made = received(outcome);
        ends[index] = {
          answer: isFailure ? undefined : outcome,
          failure: made instanceof GatewayError ? made : undefined,
          clientRequestId: ids[index],
        };
        return made;
      });
    } finally {
      this.reads.forget(operation);
      this.#ended('POST', this.path, ends, operation);
    }
  }

  /** The same collection for the reads that a write needs: its cost and its permission include them. */
  get forWrites(): GraphCollection {
    return new GraphCollection(this.client, this.reads.forWrites, this.path);
  }

  /**
   * `GET` of one object, with the requested properties only. Reads both a bare entity and the documented `{"value":
   * {…}}`.
   */
  async get(id: string, asked: Projection | undefined, operation: Operation): Promise<ReceivedEntity> {
    const answer = await this.reads.read(
      `${this.pathOf(id)}${queryText(asked === undefined ? {} : projectionOptions(asked))}`,
      operation,
    );
    return this.received(answer, unwrapped(answer.body));
  }

  /** `PATCH`. If Graph answers with another success than the entity, the entity is read again. */
  update(id: string, body: WireEntity, operation: Operation): Promise<ReceivedEntity> {
    const path = this.pathOf(id);
    return this.#write('PATCH', path, body, operation, async (answer) => {
      const changed = unwrapped(answer.body);
      if (isRecord(changed) && 'id' in changed) return this.received(answer, changed);
      if (reportsError(answer)) throw answer.unreadable();
      try {
        // The cost of the change includes it.
        const read = await this.client.send({ method: 'GET', path, charged: true }, operation);
        return this.received(read, unwrapped(read.body));
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        const message = 'Microsoft Graph changed the object, but it could not be read again.';
        throw new GatewayError('OUTCOME_UNKNOWN', message, { ...error.details, cause: error });
      }
    });
  }

  /** `DELETE`. Every success is a deletion, with or without a body. */
  delete(id: string, operation: Operation): Promise<void> {
    return this.#write('DELETE', this.pathOf(id), undefined, operation, (answer) => {
      if (reportsError(answer)) throw answer.unreadable();
    });
  }

  get pageSizes(): PageSizes {
    return this.reads.pageSizes;
  }

  /** Whether an address of this length, plus the given number of characters, can be sent. */
  hasRoomFor(path: string, more = 0): boolean {
    return this.client.addressFault(path, more) === undefined;
  }

  /** `GET` of a path with query options. */
  read(path: string, operation: Operation): Promise<GraphResponse> {
    return this.reads.read(path, operation);
  }

  /** An entity of this collection in a response; fails as `unreadable` if there is none. */
  received(answer: GraphResponse, entity: unknown): ReceivedEntity {
    if (!isRecord(entity) || typeof entity['id'] !== 'string' || entity['id'] === '') throw answer.unreadable();
    return new ReceivedEntity(entity, answer, this.path);
  }

  /** The same, with the failure as a value, which takes the place of the row in a list. */
  receivedOrError(answer: GraphResponse, entity: unknown): ReceivedEntity | GatewayError {
    try {
      return this.received(answer, entity);
    } catch (error) {
      if (error instanceof GatewayError) return error;
      throw error;
    }
  }

  pathOf(id: string): string {
    return `${this.path}/${pathSegment(id, 'id')}`;
  }

  /** `read` makes the result of the response, or throws. */
  async #write<Result>(
    method: WriteMethod,
    path: string,
    body: WireEntity | undefined,
    operation: Operation,
    read: (answer: GraphResponse) => Result | Promise<Result>,
    beforeTry?: GraphRequest['beforeTry'],
  ): Promise<Result> {
    let answer: GraphResponse | undefined;
    let failure: unknown;
    try {
      const guarded = beforeTry === undefined ? {} : { beforeTry };
      answer = await this.client.send({ method, path, ...(body === undefined ? {} : { body }), ...guarded }, operation);
      return await read(answer);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.reads.forget(operation);
      this.#ended(method, path, [{ answer, failure }], operation);
    }
  }

  #ended(method: WriteMethod, path: string, ends: readonly EndOfWrite[], operation: Operation): void {
    for (const { failure } of ends) {
      if (failure instanceof GatewayError && failure.code === 'OUTCOME_UNKNOWN') {
        outcomeUnknown(operation.logger, operation.signal.aborted ? 'left' : 'waits');
      }
    }
    if (this.audit === undefined) return;
    this.audit.ended(
      ends.map((end) => auditedWrite({ method, path }, end, operation)),
      operation,
    );
  }
}

type WriteMethod = 'POST' | 'PATCH' | 'DELETE';

/** For the audit, of a write that ended in another way than with an outcome. */
const unexplained = new Error('the gateway failed');

function failureOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  throw error;
}

/** A success whose body reports an error contradicts itself: it is unknown whether Graph has written. */
function reportsError({ body }: GraphResponse): boolean {
  return isRecord(body) && isRecord(body['error']);
}

function unwrapped(body: unknown): unknown {
  return isRecord(body) && body['id'] === undefined && 'value' in body ? body['value'] : body;
}
