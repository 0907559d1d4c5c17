/**
 * Redis, for what several gateways share. The gateway serves on without it: at start, when it goes, and when it stalls.
 *
 * What is logged is ours alone: an error of the client may carry the command that failed, and with it the password.
 */
import { Redis } from 'ioredis';
import type { Logger } from '../telemetry/logger.js';

/** How long a start may wait for Redis, and a connection for its first word. */
const connectTimeoutMs = 2000;
/** How long one request may wait for Redis before it goes on without. */
const commandTimeoutMs = 250;
/** A connection that owes an answer for so long is given up; until it is back nobody waits. */
const stalledMs = 1000;
const longestPauseMs = 2000;

export async function connectRedis(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    disconnectTimeout: commandTimeoutMs,
    socketTimeout: stalledMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, longestPauseMs),
  });
  let told = false;
  redis.on('error', (error: Error & { code?: string }) => {
    if (told) return;
    told = true;
    logger.warn({ reason: error.code ?? error.name }, 'Redis cannot be reached: requests are served without counting');
  });
  redis.on('ready', () => {
    if (told) logger.info('Redis is back: requests are counted');
    told = false;
  });
  let giveUp: NodeJS.Timeout | undefined;
  await Promise.race([
    redis.connect().catch(() => undefined),
    new Promise((resolve) => (giveUp = setTimeout(resolve, connectTimeoutMs))),
  ]);
  clearTimeout(giveUp);
  return redis;
}
