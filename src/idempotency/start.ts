/** Where keys are kept, those of clients and those of lost answers. Redis is loaded only when needed. */
import type { TokenSource } from '../core/token-source.js';
import type { SharedRedis } from '../redis/connect.js';
import { Idempotency, type Required } from './keyed-creation.js';
import { MemoryStore } from './memory-store.js';
import type { IdempotencyStore } from './store.js';
import { recordedMs, Undelivered } from './undelivered.js';

interface Settings {
  readonly store: 'redis' | 'memory' | 'off';
  readonly ttlMs: number;
  readonly required: Required;
  /** The longest time that one try of a creation takes. */
  readonly tryMs: number;
}

export interface StartedIdempotency {
  readonly idempotency: Idempotency;
  readonly undelivered: Undelivered;
  /** Takes the messages of other gateways. */
  readonly receive: (message: string) => void;
}

export async function startIdempotency(
  { store, ttlMs, required, tryMs }: Settings,
  redis: SharedRedis | undefined,
  tokens: Pick<TokenSource, 'scopeOf'>,
): Promise<StartedIdempotency> {
  const own = new Idempotency(new MemoryStore(recordedMs), tokens, 'off');
  if (store !== 'redis' || redis === undefined) {
    const keys = store === 'memory' ? new MemoryStore(ttlMs) : undefined;
    return {
      idempotency: new Idempotency(keys, tokens, required),
      undelivered: new Undelivered({ own, tryMs }),
      receive: () => undefined,
    };
  }
  const [{ RedisStore }, { RedisGateways }] = await Promise.all([
    import('./redis-store.js'),
    import('./redis-gateways.js'),
  ]);
  const { client, state } = redis;
  const storeFor = (keptMs: number): IdempotencyStore => new RedisStore(client, state, keptMs);
  const others = new RedisGateways(client, state);
  const shared = { idempotency: new Idempotency(storeFor(recordedMs), tokens, 'off'), others };
  return {
    idempotency: new Idempotency(storeFor(ttlMs), tokens, required),
    undelivered: new Undelivered({ own, shared, tryMs }),
    receive: others.receive,
  };
}
