/**
 * Creations without a key whose answer was lost on the way to the client, because its connection ended first. A browser
 * sends such a request again by itself. What became of each creation is then recorded as if the client had given it a key,
 * and the same request of the same caller, if it comes within {@link rememberedMs}, gets these keys: it is answered by
 * what the first one has stored, and sends only what the first one did not.
 *
 * Nothing is done for a creation whose answer was delivered. Why, and what this cannot cover: docs/adr/0028.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import pTimeout from 'p-timeout';
import { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import { answerLost, lostAnswerRepeated } from '../telemetry/events.js';
import { leaseMarginMs, type Attempt } from './attempt.js';
import { fingerprintOf, type Payload } from './fingerprint.js';
import { keyIn, type Idempotency, type KeyedCreations } from './keyed-creation.js';
import { LostAnswers, type NamedAnswer, type RequestName } from './lost-answers.js';
import type { Verdict } from './record.js';
import type { UnkeyedCreation } from './unkeyed-creation.js';

/** A repeat may wait for the first request, and then has the time of an operation. */
export const recordedMs = 60_000;
/** How long a stopping gateway waits for the last outcomes. Other gateways look for what it does not record. */
const lastOutcomesMs = 1000;

/** The other gateways, over Redis. */
export interface OtherGateways {
  /** From now on any gateway may answer the repeat. Fails if they did not hear of it. */
  offer(id: string, name: RequestName): Promise<void>;
  /** The outcomes are recorded. */
  settled(id: string): void;
  /** True for the first gateway that asks. */
  take(id: string): Promise<boolean>;
  listen(listener: { offered(id: string, name: RequestName): void; settled(id: string): void }): void;
}

interface Options {
  /** The keys of this gateway alone. */
  readonly own: Idempotency;
  /** The keys of all gateways. */
  readonly shared?: { readonly idempotency: Idempotency; readonly others: OtherGateways } | undefined;
  /** The longest time that one try of a creation takes. */
  readonly tryMs: number;
}

type Request = Pick<Operation, 'caller' | 'logger'>;
type Begun = UnkeyedCreation & { readonly payload: Payload };

export class Undelivered {
  readonly #answers = new LostAnswers();
  readonly #recording = new Set<Promise<boolean>>();
  /** Of other gateways, by the id of the answer. */
  readonly #awaited = new Map<string, () => void>();

  constructor(private readonly options: Options) {
    options.shared?.others.listen({
      offered: (id, name) => this.#heard(id, name),
      settled: (id) => this.#awaited.get(id)?.(),
    });
  }

  /** False for most of the time: then a creation costs nothing more. */
  mayBeRepeat(callerName: () => string): boolean {
    return !this.#answers.isEmpty && this.#answers.has(callerName());
  }

  /** The connection of a request has ended before its answer was written. What was not sent to Graph is cancelled already. */
  lost(nameOf: () => RequestName, { repeats, unkeyed }: KeyedCreations, request: Request): void {
    if (repeats !== undefined) return this.#again(repeats as NamedAnswer);
    const begun = unkeyed.filter((creation): creation is Begun => creation.payload !== undefined);
    if (begun.length === 0) return;
    const id = randomUUID();
    const name = nameOf();
    let isShared = false;
    const ready = this.#record(id, name, begun, request, () => (isShared = true)).then((idempotency) => {
      if (idempotency === undefined) this.#answers.forget(answer);
      else answer.idempotency = idempotency;
      return idempotency !== undefined;
    });
    const answer = { id, name, ready, idempotency: this.options.own, isShared: () => isShared };
    // At once: the repeat may be read before anything else happens.
    this.#answers.add(answer);
    this.#recording.add(ready);
    void ready.finally(() => this.#recording.delete(ready));
  }

  /** An error does not say what the first request has stored, so the next repeat may still learn it. */
  delivered({ repeats, areStored }: KeyedCreations): void {
    if (repeats !== undefined && !areStored) this.#again(repeats as NamedAnswer);
  }

  /** Gives the creations of a repeat their keys, once it is known what became of the first request. */
  async repeat(name: RequestName, creations: KeyedCreations, operation: Operation): Promise<void> {
    const answer = this.#answers.take(name);
    if (answer === undefined) return;
    creations.repeats = answer;
    const { deadline, signal, logger } = operation;
    const milliseconds = Math.max(1, deadline - performance.now());
    // The records protect a repeat that cannot wait longer; one whose client has left sends nothing.
    const isKnown = await pTimeout(answer.ready, { milliseconds, signal, fallback: () => true }).catch(() => true);
    if (signal.aborted) return;
    if (isKnown && (await this.#isFirst(answer))) lostAnswerRepeated(logger);
    else creations.repeats = undefined;
  }

  async stop(): Promise<void> {
    await pTimeout(Promise.all(this.#recording), { milliseconds: lastOutcomesMs, fallback: () => [] });
  }

  /** The answer of a repeat was lost as well, or was an error. */
  #again(answer: NamedAnswer): void {
    this.#answers.add(answer);
    // If this fails, the repeat finds it in this gateway.
    if (answer.isShared()) void this.#offerAgain(answer).catch(() => undefined);
  }

  /** A gateway that hears of it for the first time waits for the outcomes. */
  async #offerAgain({ id, name, ready }: NamedAnswer): Promise<void> {
    const others = this.options.shared?.others;
    await others?.offer(id, name);
    await ready;
    others?.settled(id);
  }

  async #isFirst(answer: NamedAnswer): Promise<boolean> {
    const { shared } = this.options;
    if (shared === undefined || !answer.isShared()) return true;
    // If Redis does not say, its records decide, or refuse the repeat.
    return shared.others.take(answer.id).catch(() => true);
  }

  /** Where the outcomes are recorded; undefined if there is nothing to repeat. Never fails. */
  async #record(
    id: string,
    name: RequestName,
    begun: readonly Begun[],
    request: Request,
    onShared: () => void,
  ): Promise<Idempotency | undefined> {
    // Cancelled creations end in this turn.
    await nextTurn();
    const sent = begun.filter(({ verdict }) => verdict?.kind !== 'free');
    if (sent.length === 0) return undefined;
    const { shared, own, tryMs } = this.options;
    const keyOf = ({ path }: Begun): string => keyIn(id, path);
    const wanted = sent.map((creation) => {
      const key = keyOf(creation);
      return { key, fingerprint: fingerprintOf(key, creation.payload) };
    });
    const inAll = shared && (await claim(shared.idempotency, wanted, tryMs, request));
    const claimed = inAll ?? (await claim(own, wanted, tryMs, request));
    if (claimed === undefined) return undefined;
    const { attempt, idempotency } = claimed;
    const running = sent.filter(({ verdict }) => verdict === undefined);
    if (running.length > 0) await attempt.send(running.map(keyOf), tryMs);
    const others = inAll && shared?.others;
    await others?.offer(id, name).then(onShared, () => undefined);
    answerLost(request.logger, { creations: sent.length });
    await Promise.all(running.map((creation) => creation.end()));
    await attempt.settle(new Map(sent.map((creation) => [keyOf(creation), creation.verdict as Verdict])));
    others?.settled(id);
    return idempotency;
  }

  #heard(id: string, name: RequestName): void {
    const { shared, tryMs } = this.options;
    if (shared === undefined || this.#answers.find(id) !== undefined) return;
    const ready = new Promise<boolean>((resolve) => {
      // If the other gateway dies, its leases end, and a repeat looks for what it may have stored.
      const late = setTimeout(() => settled(), tryMs + leaseMarginMs).unref();
      const settled = (): void => {
        clearTimeout(late);
        this.#awaited.delete(id);
        resolve(true);
      };
      this.#awaited.set(id, settled);
    });
    this.#answers.add({ id, name, ready, idempotency: shared.idempotency, isShared: () => true });
  }
}

/** Undefined if the store does not take them. */
async function claim(
  idempotency: Idempotency,
  wanted: Parameters<Attempt['claim']>[0],
  withinMs: number,
  { caller, logger }: Request,
): Promise<{ attempt: Attempt; idempotency: Idempotency } | undefined> {
  const attempt = idempotency.begin(caller, logger);
  const claims = await attempt.claim(wanted, withinMs);
  return claims.some((claimed) => claimed instanceof GatewayError) ? undefined : { attempt, idempotency };
}
