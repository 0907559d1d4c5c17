/** Records in Redis, for any number of replicas. */
import { asPartOf } from '../redis/as-part-of.js';
import type { RedisClient } from '../redis/client.js';
import type { RedisState } from '../redis/connect.js';
import { notConnected, reasonOf } from '../redis/redis-failure.js';
import type { Counted, RedisOperation } from '../telemetry/events.js';
import type { Claim, Verdict } from './record.js';
import { claimScript, sendScript, settleScript } from './redis-scripts.js';
import { StoreError, type IdempotencyStore, type RecordName, type Wanted } from './store.js';

type Script = (keys: number, ...keysAndValues: readonly (string | number)[]) => Promise<unknown>;
type Scripted = RedisClient & Record<'claimCreations' | 'sendCreations' | 'settleCreations', Script>;

export class RedisStore implements IdempotencyStore {
  readonly #redis: Scripted;

  constructor(
    redis: RedisClient,
    private readonly state: Pick<RedisState, 'watch'>,
    private readonly ttlMs: number,
  ) {
    redis.defineCommand('claimCreations', { lua: claimScript });
    redis.defineCommand('sendCreations', { lua: sendScript });
    redis.defineCommand('settleCreations', { lua: settleScript });
    this.#redis = redis as Scripted;
  }

  claim(owner: string, leaseMs: number, wanted: readonly Wanted[], log?: Counted): Promise<readonly Claim[]> {
    const names = wanted.map(({ name }) => name);
    const fingerprints = wanted.map(({ fingerprint }) => fingerprint);
    return this.#run('claim', log, async () => {
      const times = [Math.ceil(leaseMs), this.ttlMs];
      const reply = await this.#redis.claimCreations(names.length, ...names, owner, ...times, ...fingerprints);
      return claimsOf(reply, names.length);
    });
  }

  send(owner: string, leaseMs: number, names: readonly RecordName[], log?: Counted): Promise<readonly boolean[]> {
    return this.#run('send', log, async () => {
      const reply = await this.#redis.sendCreations(names.length, ...names, owner, Math.ceil(leaseMs), this.ttlMs);
      if (typeof reply !== 'string' || reply.length !== names.length || !/^[01]+$/.test(reply)) throw unexpected();
      return [...reply].map((each) => each === '1');
    });
  }

  async settle(owner: string, verdicts: ReadonlyMap<RecordName, Verdict>, log?: Counted): Promise<void> {
    const values = [...verdicts.values()].flatMap((verdict) => [
      verdict.kind,
      verdict.kind === 'done' ? verdict.id : '',
    ]);
    await this.#run('settle', log, () =>
      this.#redis.settleCreations(verdicts.size, ...verdicts.keys(), owner, this.ttlMs, ...values),
    );
  }

  /** Words of the error may hold the command, so only its reason is kept. */
  async #run<T>(operation: RedisOperation, log: Counted | undefined, command: () => Promise<T>): Promise<T> {
    try {
      return await asPartOf(log, operation, () => this.state.watch(operation, command));
    } catch (error) {
      const reason = reasonOf(error as Error);
      throw new StoreError(reason, reason !== notConnected);
    }
  }
}

function claimsOf(reply: unknown, count: number): readonly Claim[] {
  const found: unknown = typeof reply === 'string' ? parse(reply) : undefined;
  if (!Array.isArray(found) || found.length !== count) throw unexpected();
  return found.map((each: unknown) => {
    const [kind, value] = (Array.isArray(each) ? each : []) as unknown[];
    if (kind === 'new' || kind === 'mismatch' || kind === 'unknown') return { kind };
    if (kind === 'busy' && typeof value === 'number') return { kind, leftMs: value };
    if (kind === 'done' && typeof value === 'string') return { kind, id: value };
    throw unexpected();
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function unexpected(): Error {
  return Object.assign(new Error('Redis did not reply as the script does'), { code: 'UNEXPECTED_REPLY' });
}
