/**
 * Creations with idempotency keys: each is sent, or answered by the report that an earlier request with its key has
 * stored, or refused.
 *
 * That report is read again with this caller's own token, and returned as it is now. So a key gives no access that Graph
 * does not give, and nothing of a report needs to be kept.
 */
import pMap from 'p-map';
import { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { ReceivedEntity, type GraphCollection, type WireEntity } from '../../graph/graph-collection.js';
import { segmentOf } from '../../graph/object-id.js';
import type { SendGuard } from '../../graph/send-guard.js';
import type { Attempt, Claimed } from '../../idempotency/attempt.js';
import { fingerprintOf } from '../../idempotency/fingerprint.js';
import type { KeyedCreation } from '../../idempotency/keyed-creation.js';
import type { Verdict } from '../../idempotency/record.js';
import { noLongerThere, stillUnknown } from '../../idempotency/refusals.js';
import { creationKeyJudged } from '../../telemetry/events.js';
import { lookFor } from './look-up.js';

/** How many reports of one operation are looked for at once. */
const lookUps = 4;

export interface Target {
  readonly collection: GraphCollection;
  /** Of what is created, in the schema. */
  readonly typeName: string;
  /** The property to look for it by, of those that are sent; undefined if the list is read whole. */
  readonly filteredBy: readonly string[];
}

/** One creation that has a key. */
export interface Keyed {
  readonly body: WireEntity;
  readonly creation: KeyedCreation;
}

type Outcome = ReceivedEntity | GatewayError;

/** One outcome for each, in their order. `isBulk`: they are sent by `$batch`. */
export async function createKeyed(
  target: Target,
  all: readonly Keyed[],
  operation: Operation,
  isBulk: boolean,
): Promise<Outcome[]> {
  const attempt = all[0]?.creation.begin(operation);
  if (attempt === undefined) return [];
  const claims = await claim(target, all, attempt, operation);
  const outcomes: (Outcome | undefined)[] = claims.map((claimed) =>
    claimed instanceof GatewayError ? claimed : undefined,
  );
  const sent: number[] = [];
  const unknown: number[] = [];
  const work: Promise<unknown>[] = [];
  claims.forEach((claimed, position) => {
    if (claimed instanceof GatewayError) return;
    if (claimed.kind === 'new') sent.push(position);
    else if (claimed.kind === 'unknown') unknown.push(position);
    else {
      const replay = async (): Promise<void> => {
        outcomes[position] = await readAgain(target.collection, claimed.id, all[position] as Keyed, operation);
      };
      work.push(replay());
    }
  });
  const find = async (position: number): Promise<void> => {
    outcomes[position] = await resolve(target, all[position] as Keyed, attempt, operation);
  };
  if (unknown.length > 0) work.push(pMap(unknown, find, { concurrency: lookUps }));
  const send = async (): Promise<void> => {
    const keyed = sent.map((position) => all[position] as Keyed);
    const results = await sendNew(target.collection, keyed, attempt, operation, isBulk);
    sent.forEach((position, index) => (outcomes[position] = results[index]));
  };
  if (sent.length > 0) work.push(send());
  await Promise.all(work);
  return outcomes as Outcome[];
}

function claim(
  { collection, typeName }: Target,
  all: readonly Keyed[],
  attempt: Attempt,
  { deadline }: Operation,
): Promise<readonly Claimed[]> {
  const wanted = all.map(({ body, creation: { key } }) => {
    return { key, fingerprint: fingerprintOf(key, { typeName, path: collection.path, body }) };
  });
  return attempt.claim(wanted, deadline - performance.now());
}

async function sendNew(
  collection: GraphCollection,
  sent: readonly Keyed[],
  attempt: Attempt,
  operation: Operation,
  isBulk: boolean,
): Promise<readonly Outcome[]> {
  const [first] = sent;
  if (first === undefined) return [];
  creationKeyJudged(operation.logger, 'new', sent.length);
  const keyAt = (position: number): string => (sent[position] as Keyed).creation.key;
  const guard: SendGuard<ReceivedEntity> = {
    async refused(positions, tryMs) {
      const refusals = await attempt.send(positions.map(keyAt), tryMs);
      return refusals.size === 0 ? none : new Map(positions.flatMap((position) => entry(position, refusals)));
    },
    settled: (outcomes) =>
      attempt.settle(
        new Map([...outcomes].filter(isOwn).map(([position, outcome]) => [keyAt(position), verdictOf(outcome)])),
      ),
  };
  const entry = (position: number, refusals: ReadonlyMap<string, GatewayError>): [number, GatewayError][] => {
    const refusal = refusals.get(keyAt(position));
    return refusal === undefined ? [] : [[position, refusal]];
  };
  const bodies = sent.map(({ body }) => body);
  const outcomes = isBulk
    ? await collection.createAll(bodies, operation, guard)
    : [await collection.createGuarded(first.body, operation, guard)];
  outcomes.forEach((outcome, position) => {
    const { creation } = sent[position] as Keyed;
    if (!(outcome instanceof GatewayError)) creation.status = 'STORED';
    else if (outcome.code === 'OUTCOME_UNKNOWN') creationKeyJudged(operation.logger, 'unknown');
  });
  return outcomes;
}

const none: ReadonlyMap<number, GatewayError> = new Map();

/** What the store itself has refused is not the attempt's to settle. */
function isOwn([, outcome]: readonly [number, Outcome]): boolean {
  return !(outcome instanceof GatewayError && outcome.details.notSent === 'idempotency');
}

/** `outcome`: a {@link ReceivedEntity}, or a failure of any kind. */
export function verdictOf(outcome: unknown): Verdict {
  if (outcome instanceof ReceivedEntity) return stored(outcome);
  // Every other failure of a write says that nothing was stored; that of the gateway itself says nothing.
  const isFree = outcome instanceof GatewayError && outcome.code !== 'OUTCOME_UNKNOWN';
  return { kind: isFree ? 'free' : 'unknown' };
}

/** A report whose id no address can hold cannot be read again, so it is looked for. */
function stored({ entity }: ReceivedEntity): Verdict {
  const id = entity['id'] as string;
  return segmentOf(id) === undefined ? { kind: 'unknown' } : { kind: 'done', id };
}

async function readAgain(
  collection: GraphCollection,
  id: string,
  { creation }: Keyed,
  operation: Operation,
): Promise<Outcome> {
  // A repeat costs what the creation would have cost.
  if (operation.ledger.charge('write', 1) === 0) return operation.ledger.refusal('write', 1);
  try {
    const received = await collection.forWrites.get(id, undefined, operation);
    creation.status = 'REPLAYED';
    creationKeyJudged(operation.logger, 'replayed');
    return received;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return error.code === 'NOT_FOUND' ? noLongerThere(error, id) : error;
  }
}

async function resolve(target: Target, { body, creation }: Keyed, attempt: Attempt, operation: Operation) {
  if (operation.ledger.charge('write', 1) === 0) return operation.ledger.refusal('write', 1);
  try {
    const found = await lookFor(target.collection.forWrites, body, target.filteredBy, operation);
    if (found !== undefined) {
      await attempt.settle(new Map([[creation.key, stored(found)]]));
      creation.status = 'RESOLVED';
      creationKeyJudged(operation.logger, 'resolved');
      return found;
    }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    // A new token helps, and HTTP 401 with its challenge makes a client get one. The key stays as it is.
    if (error.code === 'UNAUTHENTICATED') return error;
    creationKeyJudged(operation.logger, 'unknown');
    return stillUnknown(error);
  }
  creationKeyJudged(operation.logger, 'unknown');
  return stillUnknown();
}
