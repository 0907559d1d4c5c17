/**
 * Redis, for what several gateways share. The gateway serves on without it: at start, when it goes, when it stalls, and
 * when it refuses.
 *
 * What is logged is ours alone: an error of the client may carry the command that failed, and with it the password.
 */
import { Redis } from 'ioredis';
import pTimeout from 'p-timeout';
import type { Logger } from '../telemetry/logger.js';
import { ReplyGuard } from './reply-guard.js';
import { redisFailed, redisRecovered } from '../telemetry/events.js';

/** How long a start may wait for Redis, and a connection for its first word. */
const connectTimeoutMs = 2000;
/** How long one request may wait for Redis before it goes on without. */
const commandTimeoutMs = 250;
/** A connection that owes a reply for this long is closed; until it is back no request waits for it. */
const stalledMs = 1000;
const longestPauseMs = 2000;

export interface SharedRedis {
  readonly client: Redis;
  readonly state: RedisState;
}

export async function connectRedis(url: string, logger: Logger): Promise<SharedRedis> {
  const client = new Redis(url, {
    lazyConnect: true,
    // The guard knows this one. Nothing here needs more.
    protocol: 2,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    disconnectTimeout: commandTimeoutMs,
    socketTimeout: stalledMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, longestPauseMs),
  });
  const state = new RedisState(logger);
  client.on('error', (error: Error) => state.failed(reasonOf(error)));
  client.on('connect', () => guardReplies(client));
  client.on('ready', () => state.connected());
  // It connects in the background when it takes longer.
  await pTimeout(
    client.connect().catch(() => undefined),
    { milliseconds: connectTimeoutMs, fallback: () => undefined },
  );
  return { client, state };
}

/** ioredis throws where nothing can catch it when replies are not what it expects, so those do not reach it. */
function guardReplies({ stream }: Redis): void {
  // The one of ioredis that reads replies is always the first.
  const [read] = stream.listeners('data') as ((chunk: Buffer) => void)[];
  if (read === undefined) return;
  const guard = new ReplyGuard();
  stream.off('data', read).prependListener('data', (chunk: Buffer) => {
    if (stream.destroyed) return;
    if (guard.accepts(chunk)) read(chunk);
    else
      stream.destroy(Object.assign(new Error('Redis sent bytes that are not a reply'), { code: 'UNEXPECTED_REPLY' }));
  });
}

/** How long nothing may fail before an end of the trouble is logged, unless Redis was connected to again. */
const calmMs = 10_000;

/** Whether Redis works, for the log: one line when it begins to fail, and one when it works again. */
export class RedisState {
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #now: () => number;
  #failing = false;
  #calmAt = 0;

  constructor(logger: Pick<Logger, 'info' | 'warn'>, now = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  failed(reason: string): void {
    // One key of the wrong type fails between others that work; that is not the end of it, and no line for each request.
    this.#calmAt = this.#now() + calmMs;
    if (this.#failing) return;
    this.#failing = true;
    redisFailed(this.#logger, { reason });
  }

  /** What failed before may have been the fault of another connection. */
  connected(): void {
    this.#calmAt = 0;
  }

  worked(): void {
    if (!this.#failing || this.#now() < this.#calmAt) return;
    this.#failing = false;
    redisRecovered(this.#logger);
  }
}

/** The first word of an error of Redis, such as WRONGTYPE, or the code of an error of the connection. */
export function reasonOf(error: Error & { code?: unknown }): string {
  const word = error.name === 'ReplyError' ? error.message.split(' ', 1)[0] : error.code;
  if (typeof word === 'string' && /^[A-Z][A-Z_]{1,29}$/.test(word)) return word;
  return error.message === 'Command timed out' ? 'TIMEOUT' : 'UNKNOWN';
}
