/** Redis: `durationMs` is the time of the command, or since the connection was begun. */
import type { RedisOperation, SharedPart } from './instruments.js';
import type { Counted, ExchangeFields, To } from './event-log.js';
import type { CallSpan } from './request-span.js';

/** A request waits for it since `beganAt`. Undefined while its trace is not recorded. */
export const redisAsked = (log: Counted, procedure: RedisOperation, beganAt: number): CallSpan | undefined =>
  log.span?.callBegan({ to: 'redis', procedure, beganAt });

/** One command, or one script. `failure` is absent if Redis replied as expected. */
export const redisCalled = (
  log: Counted,
  operation: RedisOperation,
  failure: string | undefined,
  durationMs: number,
): void => log.metrics?.redisCalled(operation, failure, durationMs);

export const redisFailed = (log: To<'warn'>, fields: ExchangeFields): void =>
  log.warn(fields, 'Redis cannot be used: requests are served without counting, and creations with a key are refused');

export const redisRecovered = (log: To<'info'>): void =>
  log.info({}, 'Redis is back: requests are counted, and keys are checked');

/** One request, or one message, for which the gateway did alone what replicas share. Redis has its own line. */
export const sharedStateMissed = (log: Counted, part: SharedPart): void => log.metrics?.sharedStateMissed(part);

/** Redis refuses the subscription, whatever else it allows. */
export const pausesNotHeard = (log: To<'warn'>, fields: { reason: string }): void =>
  log.warn(fields, 'Redis refuses the channel of pauses: this gateway learns of throttling by itself');
