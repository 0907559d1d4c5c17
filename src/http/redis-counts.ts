/**
 * Counts requests in Redis: a store for @fastify/rate-limit. Whatever Redis replies, a request is either counted or
 * served uncounted.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyRateLimitStore } from '@fastify/rate-limit';
import type { RedisClient } from '../redis/client.js';
import type { RedisState } from '../redis/connect.js';
import { sharedStateMissed } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';

/** How long the key of the check stays. */
const checkMs = 1000;
const prefix = 'macos-software-update-gateway:rate-limit:';

/** If Redis failed between the two commands, a count without an expiry would reject its caller forever. */
const script = `
  local count = redis.call('INCR', KEYS[1])
  local left = redis.call('PTTL', KEYS[1])
  if left < 0 then
    left = tonumber(ARGV[1])
    redis.call('PEXPIRE', KEYS[1], left)
  end
  return {count, left}
`;

type Counter = RedisClient & { countRequest(key: string, windowMs: number): Promise<unknown> };
type Counted = Parameters<FastifyRateLimitStore['incr']>[1];

export class RedisCounts implements FastifyRateLimitStore {
  readonly #redis: Counter;
  readonly #state: Pick<RedisState, 'watch'>;

  constructor(
    redis: RedisClient,
    state: Pick<RedisState, 'watch'>,
    private readonly logger: Pick<Logger, 'info' | 'metrics'>,
  ) {
    redis.defineCommand('countRequest', { numberOfKeys: 1, lua: script });
    this.#redis = redis as Counter;
    this.#state = state;
  }

  incr(key: string, counted: Counted, windowMs: number): void {
    void this.#count(key, windowMs).then(
      (count) => counted(null, count),
      (error: Error) => {
        sharedStateMissed(this.logger, 'rate_limit');
        counted(error);
      },
    );
  }

  child(): this {
    return this;
  }

  /**
   * Counts once: at startup, so that missing rights or a full memory are in the log before the first request, and to find
   * out whether Redis is back. It never fails.
   */
  async check(): Promise<void> {
    await this.#count(`check:${randomUUID()}`, checkMs).catch(() => undefined);
  }

  #count(key: string, windowMs: number): Promise<{ current: number; ttl: number }> {
    return this.#state.watch('count', async () =>
      countOf(await this.#redis.countRequest(prefix + key, windowMs), windowMs),
    );
  }
}

function countOf(reply: unknown, windowMs: number): { current: number; ttl: number } {
  const [current, ttl] = (Array.isArray(reply) ? reply : []) as unknown[];
  if (!isCount(current) || !isCount(ttl)) {
    throw Object.assign(new Error('Redis did not reply with a count'), { code: 'UNEXPECTED_REPLY' });
  }
  // A count that began under a longer window keeps its expiry in Redis; clients are not asked to wait longer than one
  // window.
  return { current, ttl: Math.min(ttl, windowMs) };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
