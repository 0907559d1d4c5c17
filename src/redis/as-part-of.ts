/** A script of Redis, in the trace of the request that waits for it. */
import { redisAsked, type Counted, type RedisOperation } from '../telemetry/events.js';
import { reasonOf } from './redis-failure.js';

/** `log`: that of the request, undefined if none waits. */
export async function asPartOf<T>(
  log: Counted | undefined,
  procedure: RedisOperation,
  script: () => Promise<T>,
): Promise<T> {
  const span = log && redisAsked(log, procedure, performance.now());
  if (span === undefined) return script();
  try {
    const reply = await script();
    span.ended({});
    return reply;
  } catch (error) {
    span.ended({ failure: reasonOf(error as Error) });
    throw error;
  }
}
