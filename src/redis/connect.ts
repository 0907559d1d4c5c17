/**
 * Redis, for what several gateways share. The gateway keeps serving without it: if it is absent at startup, stops,
 * stalls or rejects commands.
 *
 * Log lines use only the gateway's own words: an error of the client may contain the failed command, and with it the
 * password.
 */
import type { Redis } from 'ioredis';
import pTimeout from 'p-timeout';
import type { Logger } from '../telemetry/logger.js';
import { connectTimeoutMs, guardReplies, openClient, type ConnectionOptions } from './client.js';
import { connectionClosed, notConnected, reasonOf } from './redis-failure.js';
import type { RedisOperation } from '../telemetry/events.js';
import { redisCalled, redisFailed, redisRecovered } from '../telemetry/events.js';

export interface SharedRedis {
  readonly client: Redis;
  readonly state: RedisState;
  /** Another connection to the same Redis, not yet begun. */
  open(options: ConnectionOptions): Redis;
}

export async function connectRedis(url: string, logger: Logger): Promise<SharedRedis> {
  const client = openClient(url);
  const state = new RedisState(logger, new URL(url).host);
  client.on('connecting', () => state.connecting());
  client.on('error', (error: Error) => state.lost(error));
  client.on('connect', () => {
    state.opened();
    guardReplies(client);
  });
  client.on('ready', () => state.connected());
  // If it takes longer, it connects in the background.
  await pTimeout(
    client.connect().catch((error: Error) => state.lost(error)),
    { milliseconds: connectTimeoutMs, fallback: () => undefined },
  );
  return { client, state, open: (options) => openClient(url, options) };
}

/** How long Redis must work before the recovery is logged, unless it was a new connection. */
const calmMs = 10_000;

/** Whether Redis works, for the log: one line when it starts to fail, and one when it works again. */
export class RedisState {
  readonly #logger: Pick<Logger, 'info' | 'warn' | 'metrics'>;
  readonly #host: string;
  readonly #now: () => number;
  #failing = false;
  #calmAt = 0;
  #connectionBegan: number;
  /** The handshake has begun: Redis reads what is sent. */
  #isOpen = false;

  constructor(logger: Pick<Logger, 'info' | 'warn' | 'metrics'>, host: string, now = () => performance.now()) {
    this.#logger = logger;
    this.#host = host;
    this.#now = now;
    this.#connectionBegan = now();
  }

  connecting(): void {
    this.#isOpen = false;
    this.#connectionBegan = this.#now();
  }

  opened(): void {
    this.#isOpen = true;
  }

  /** The connection failed, or could not be opened. */
  lost(error: Error): void {
    this.#failed(error, this.#connectionBegan);
  }

  /** False from the first failure until Redis works again. */
  get isUp(): boolean {
    return !this.#failing;
  }

  /** Runs one command. */
  async watch<T>(operation: RedisOperation, command: () => Promise<T>): Promise<T> {
    const began = this.#now();
    try {
      const result = await command();
      redisCalled(this.#logger, operation, undefined, this.#now() - began);
      this.#worked();
      return result;
    } catch (error) {
      redisCalled(this.#logger, operation, reasonOf(error as Error), this.#now() - began);
      this.#failed(error as Error, began);
      throw error;
    }
  }

  #failed(error: Error, began: number): void {
    // One key of the wrong type may fail between others that work. That is neither a recovery nor a reason for a line
    // per request.
    this.#calmAt = this.#now() + calmMs;
    const reason = reasonOf(error);
    const isUnsent = reason === notConnected;
    // While a connection is being opened, its own failure will say more.
    if (this.#failing || (isUnsent && !this.#isOpen)) return;
    this.#failing = true;
    redisFailed(this.#logger, {
      // Between two connections.
      reason: isUnsent ? connectionClosed : reason,
      host: this.#host,
      sent: this.#isOpen && !isUnsent,
      durationMs: Math.round(this.#now() - began),
    });
  }

  /** Earlier failures may have been caused by another connection. */
  connected(): void {
    this.#calmAt = 0;
  }

  #worked(): void {
    if (!this.#failing || this.#now() < this.#calmAt) return;
    this.#failing = false;
    redisRecovered(this.#logger);
  }
}
