/** What the configured Redis says about itself, over connections as the gateway opens them. Of a cluster, one node answers. */
import { connectRedis } from '../../redis/connect.js';
import { guardReplies } from '../../redis/guarded.js';
import { reasonOf } from '../../redis/redis-failure.js';
import type { RedisTarget } from '../../redis/target.js';
import { capturedLog } from './captured-log.js';

export interface RedisFacts {
  /** Of `INFO`, by name. */
  readonly info: Readonly<Record<string, string>>;
  readonly pingTimesMs: readonly number[];
  /** Undefined if scripts run. */
  readonly scriptFault: string | undefined;
}

/** Why Redis cannot be asked: in the words of the gateway's log. */
export class RedisFault extends Error {
  override readonly name = 'RedisFault';
}

const pings = 5;

export async function askRedis(target: RedisTarget): Promise<RedisFacts> {
  const { logger, lines } = capturedLog();
  const shared = await connectRedis(target, logger);
  const redis = shared.open({ disableClientInfo: true });
  redis.on('error', () => undefined);
  redis.on('connect', () => guardReplies(redis));
  try {
    const logged = lines.map(({ reason }) => reason).find((reason) => typeof reason === 'string');
    if (logged !== undefined) throw new RedisFault(logged);
    await redis.connect();
    const pingTimesMs: number[] = [];
    for (let ping = 0; ping < pings; ping += 1) {
      const began = performance.now();
      await redis.ping();
      pingTimesMs.push(performance.now() - began);
    }
    const info = infoIn(await redis.info());
    // The time of Redis is what the shared pace asks it for.
    const scriptFault = await redis.eval("return redis.call('TIME')", 0).then(() => undefined, reasonOf);
    return { info, pingTimesMs, scriptFault };
  } catch (error) {
    throw error instanceof RedisFault ? error : new RedisFault(reasonOf(error as Error));
  } finally {
    redis.disconnect();
    shared.client.disconnect();
  }
}

function infoIn(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\r\n').map((line) => line.split(/:(.*)/s, 2) as [string, string | undefined]);
  return Object.fromEntries(lines.filter((line): line is [string, string] => line[1] !== undefined));
}
