/**
 * Listens to one channel, over a connection of its own: one that listens cannot carry commands.
 *
 * After each loss it connects and subscribes again. What was published meanwhile is lost.
 */
import type { Redis } from 'ioredis';
import pTimeout from 'p-timeout';
import { connectTimeoutMs } from './client.js';
import type { SharedRedis } from './connect.js';
import { guardReplies } from './guarded.js';
import { reasonOf } from './redis-failure.js';
import type { ReplyGuard } from './reply-guard.js';
import { pausesNotHeard, redisCalled } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';

/** A connection that has silently broken carries no messages either, so it is tried now and then. */
const pingEveryMs = 5000;

export class Subscription {
  readonly #client: Redis;
  readonly #timer: NodeJS.Timeout;
  readonly #logger: Pick<Logger, 'info' | 'warn' | 'metrics'>;
  #isRefused = false;
  #listening: Promise<void> | undefined;

  /** `onMessage` gets each message, of any sender. */
  constructor(
    redis: Pick<SharedRedis, 'open'>,
    private readonly channel: string,
    onMessage: (message: string) => void,
    logger: Pick<Logger, 'info' | 'warn' | 'metrics'>,
  ) {
    this.#logger = logger;
    // Its commands are answered by lists alone; information about the client would not be.
    this.#client = redis.open({ disableClientInfo: true, autoResubscribe: false });
    let guard: ReplyGuard | undefined;
    // The connection for commands fails in the same way, and reports it.
    this.#client.on('error', () => undefined);
    this.#client.on('connect', () => (guard = guardReplies(this.#client)));
    this.#client.on('ready', () => {
      guard?.expectMessages();
      this.#listening = this.#subscribe();
    });
    this.#client.on('message', (_channel, message) => onMessage(message));
    this.#timer = setInterval(() => void this.#client.ping().catch(() => undefined), pingEveryMs);
    this.#timer.unref();
  }

  /** Resolves when the first connection listens, or has failed. Later ones begin in the background. */
  async start(): Promise<void> {
    await pTimeout(
      this.#client.connect().then(
        () => this.#listening,
        () => undefined,
      ),
      { milliseconds: connectTimeoutMs, fallback: () => undefined },
    );
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#client.disconnect();
  }

  async #subscribe(): Promise<void> {
    const began = performance.now();
    const failure = await this.#client.subscribe(this.channel).then(
      () => undefined,
      (error: Error) => error,
    );
    const reason = failure && reasonOf(failure);
    redisCalled(this.#logger, 'subscribe', reason, performance.now() - began);
    // Other failures are those of a connection, which ends, and the connection for commands reports its own.
    if (failure?.name === 'ReplyError' && !this.#isRefused) pausesNotHeard(this.#logger, { reason: reasonOf(failure) });
    this.#isRefused = failure?.name === 'ReplyError';
  }
}
