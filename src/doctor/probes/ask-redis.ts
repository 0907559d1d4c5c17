/** What the configured Redis says about itself, over the gateway's own connection. */
import { connectRedis } from '../../redis/connect.js';
import { reasonOf } from '../../redis/redis-failure.js';
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

export async function askRedis(url: string): Promise<RedisFacts> {
  const { logger, lines } = capturedLog();
  const { client } = await connectRedis(url, logger);
  try {
    const pingTimesMs: number[] = [];
    for (let ping = 0; ping < pings; ping += 1) {
      const began = performance.now();
      await client.ping();
      pingTimesMs.push(performance.now() - began);
    }
    const info = infoIn(await client.info());
    // The time of Redis is what the shared pace asks it for.
    const scriptFault = await client.eval("return redis.call('TIME')", 0).then(() => undefined, reasonOf);
    return { info, pingTimesMs, scriptFault };
  } catch (error) {
    const logged = lines.map(({ reason }) => reason).find((reason) => typeof reason === 'string');
    throw new RedisFault(logged ?? reasonOf(error as Error));
  } finally {
    client.disconnect();
  }
}

function infoIn(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\r\n').map((line) => line.split(/:(.*)/s, 2) as [string, string | undefined]);
  return Object.fromEntries(lines.filter((line): line is [string, string] => line[1] !== undefined));
}
