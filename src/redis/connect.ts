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
import { connectTimeoutMs, openClient, type ConnectionOptions, type RedisClient } from './client.js';
import { openCluster, openNode, startCluster } from './cluster.js';
import { guardReplies } from './guarded.js';
import { connectionClosed, notConnected, reasonOf } from './redis-failure.js';
import type { RedisTarget } from './target.js';
import type { RedisOperation } from '../telemetry/events.js';
import { redisCalled, redisFailed, redisRecovered } from '../telemetry/events.js';

export interface SharedRedis {
  readonly client: RedisClient;
  readonly state: RedisState;
  /** Another connection to the same Redis, not yet begun. */
  open(options: ConnectionOptions): Redis;
}

export async function connectRedis(target: RedisTarget, logger: Logger): Promise<SharedRedis> {
  const state = new RedisState(logger, namesOf(target));
  const connect = target.mode === 'cluster' ? connectCluster : connectOne;
  const { client, ready, open } = connect(target, state);
  // If it takes longer, it connects in the background.
  await pTimeout(
    ready.catch((error: Error) => state.lost(error)),
    { milliseconds: connectTimeoutMs, fallback: () => undefined },
  );
  return { client, state, open };
}

type Connecting = Pick<SharedRedis, 'client' | 'open'> & { readonly ready: Promise<void> };

function connectOne(target: RedisTarget, state: RedisState): Connecting {
  const client = openClient(target);
  client.on('connecting', () => state.connecting());
  client.on('error', (error: Error) => state.lost(error));
  client.on('connect', () => {
    state.opened();
    guardReplies(client);
  });
  client.on('ready', () => state.connected());
  return { client, ready: client.connect(), open: (options) => openClient(target, options) };
}

/** One node may fail alone: then the commands for it fail. The cluster has failed when it begins to connect again. */
function connectCluster(target: RedisTarget, state: RedisState): Connecting {
  let failure: Error | undefined;
  const cluster = openCluster(target, (error) => {
    // The end of a connection follows its reason.
    if (failure === undefined || reasonOf(error) !== connectionClosed) failure = error;
  });
  cluster.on('connecting', () => state.connecting());
  cluster.on('reconnecting', () => {
    state.lost(failure ?? Object.assign(new Error('No node of the cluster can be used'), { code: 'NO_NODE' }));
    failure = undefined;
  });
  cluster.on('ready', () => {
    failure = undefined;
    state.opened();
    state.connected();
  });
  return {
    client: cluster,
    // It has failed or begins again.
    ready: startCluster(cluster).catch(() => undefined),
    open: (options) => openNode(cluster, target, options),
  };
}

/** For the log: as it is configured. */
function namesOf({ addresses, url }: RedisTarget): string {
  if (addresses.length === 1) return new URL(url).host;
  return addresses.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(',');
}

/** How long Redis must work before the recovery is logged, unless it was a new connection. It is checked as often. */
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
  #nextCheck: NodeJS.Timeout | undefined;
  /** A command by {@link watch}. While Redis fails it runs now and then: without requests, nothing else would find it back. */
  check: () => Promise<unknown> = () => Promise.resolve();

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
    this.#checkLater();
    redisFailed(this.#logger, {
      // Between two connections.
      reason: isUnsent ? connectionClosed : reason,
      host: this.#host,
      sent: this.#isOpen && !isUnsent,
      durationMs: Math.round(this.#now() - began),
    });
  }

  #checkLater(): void {
    clearTimeout(this.#nextCheck);
    this.#nextCheck = setTimeout(() => {
      if (!this.#failing) return;
      void this.check();
      this.#checkLater();
    }, calmMs).unref();
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
