/**
 * One request that wants to create with keys: it claims them, asks before it sends, and records what became of each.
 *
 * If the store does not answer, the creation is refused and nothing is sent. If it does not take an outcome, that is
 * repeated in the background; meanwhile the lease may end, and the outcome then counts as unknown.
 */
import { randomUUID } from 'node:crypto';
import type { GatewayError } from '../core/gateway-error.js';
import type { Logger } from '../telemetry/logger.js';
import { creationKeyJudged, outcomeNotRecorded } from '../telemetry/events.js';
import { keyInUse, keyReused, keysUnavailable } from './refusals.js';
import type { Claim, Verdict } from './record.js';
import type { SettledLater } from './settled-later.js';
import { recordNames } from './record-names.js';
import { maxKeys, StoreError, type IdempotencyStore, type RecordName } from './store.js';

/** A lease outlives what it covers by this time, which a slow process and the answer of the store need. */
export const leaseMarginMs = 2000;
/**
 * How long what became of a creation is worth recording: it may count as unknown meanwhile, and is corrected. Longer than
 * most failovers of Redis.
 */
const recordForMs = 60_000;

export interface WantedKey {
  readonly key: string;
  readonly fingerprint: string;
}

const none: ReadonlyMap<string, GatewayError> = new Map();

/** The key is the attempt's, or the report is stored, or its outcome is unknown. Any other claim is a refusal. */
export type Claimed = Extract<Claim, { kind: 'new' | 'done' | 'unknown' }> | GatewayError;

export class Attempt {
  readonly #owner = randomUUID();
  readonly #nameOf: (key: string) => RecordName;
  readonly #names = new Map<string, RecordName>();

  constructor(
    private readonly store: IdempotencyStore,
    private readonly again: SettledLater,
    scope: string,
    private readonly logger: Logger,
  ) {
    this.#nameOf = recordNames(scope);
  }

  /** `withinMs`: the time that is left for the creation with everything that it waits for. */
  async claim(wanted: readonly WantedKey[], withinMs: number): Promise<readonly Claimed[]> {
    return (await Promise.all(inGroups(wanted).map((group) => this.#claim(group, withinMs)))).flat();
  }

  async #claim(wanted: readonly WantedKey[], withinMs: number): Promise<readonly Claimed[]> {
    const leaseMs = Math.max(0, withinMs) + leaseMarginMs;
    const named = wanted.map(({ key, fingerprint }) => ({ name: this.#name(key), fingerprint }));
    try {
      const claims = await this.store.claim(this.#owner, leaseMs, named, this.logger);
      return claims.map((claim) => this.#judged(claim));
    } catch (error) {
      this.#unavailable(
        error,
        named.map(({ name }) => name),
        leaseMs,
      );
      return wanted.map(() => keysUnavailable());
    }
  }

  /** The refusals of the creations that must not be sent; `tryMs`: the longest time that one try takes. */
  async send(keys: readonly string[], tryMs: number): Promise<ReadonlyMap<string, GatewayError>> {
    const leaseMs = Math.max(0, tryMs) + leaseMarginMs;
    const names = keys.map((key) => this.#name(key));
    try {
      const allowed = await this.store.send(this.#owner, leaseMs, names, this.logger);
      if (allowed.every(Boolean)) return none;
      return new Map(keys.filter((_, index) => allowed[index] !== true).map((key) => [key, keyInUse(0)]));
    } catch (error) {
      this.#unavailable(error, names, leaseMs);
      return new Map(keys.map((key) => [key, keysUnavailable()]));
    }
  }

  /** Never fails: the client gets Graph's answer in any case. */
  async settle(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    await Promise.all(inGroups([...verdicts]).map((group) => this.#settle(group)));
  }

  async #settle(verdicts: readonly (readonly [key: string, verdict: Verdict])[]): Promise<void> {
    const byName = new Map(verdicts.map(([key, verdict]) => [this.#name(key), verdict]));
    try {
      await this.store.settle(this.#owner, byName, this.logger);
    } catch (error) {
      outcomeNotRecorded(this.logger, { creations: verdicts.length, reason: reasonOf(error) });
      this.again.later(this.#owner, byName, recordForMs);
    }
  }

  #name(key: string): RecordName {
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#nameOf(key);
      this.#names.set(key, name);
    }
    return name;
  }

  #judged(claim: Claim): Claimed {
    switch (claim.kind) {
      case 'busy':
        creationKeyJudged(this.logger, 'in_use');
        return keyInUse(claim.leftMs);
      case 'mismatch':
        creationKeyJudged(this.logger, 'reused');
        return keyReused();
      default:
        return claim;
    }
  }

  #unavailable(error: unknown, names: readonly RecordName[], leaseMs: number): void {
    if (!(error instanceof StoreError)) throw error;
    creationKeyJudged(this.logger, 'unavailable', names.length);
    // What was asked may have been carried out: the keys would stay in use, and then unknown, for nothing.
    const free = new Map(names.map((name) => [name, { kind: 'free' } as const]));
    if (error.sent) this.again.later(this.#owner, free, Math.max(leaseMs, recordForMs));
  }
}

/** A call of the store concerns at most `maxKeys`. */
function inGroups<T>(items: readonly T[]): T[][] {
  const length = Math.ceil(items.length / maxKeys);
  return Array.from({ length }, (_, index) => items.slice(index * maxKeys, (index + 1) * maxKeys));
}

function reasonOf(error: unknown): string {
  return error instanceof StoreError ? error.message : 'UNKNOWN';
}
