/** The commands and scripts of what replicas share on their way to Graph. A reply is what is expected, or an error. */
import type { RedisClient } from '../../redis/client.js';
import type { RedisState } from '../../redis/connect.js';
import { beatScript, giveBackPaceScript, recordPaceScript, takePaceScript } from './pace-scripts.js';

type Script = (keys: number, ...keysAndValues: readonly (string | number)[]) => Promise<unknown>;
type Scripted = RedisClient & Record<'takePace' | 'recordPace' | 'giveBackPace' | 'beatReplica', Script>;

/** One sorted set. */
export interface PaceWindow {
  readonly key: string;
  readonly limit: number;
  readonly count: number;
}

export class RedisCommands {
  readonly #redis: Scripted;

  constructor(
    redis: RedisClient,
    private readonly state: Pick<RedisState, 'watch'>,
  ) {
    redis.defineCommand('takePace', { lua: takePaceScript });
    redis.defineCommand('recordPace', { lua: recordPaceScript });
    redis.defineCommand('giveBackPace', { lua: giveBackPaceScript });
    redis.defineCommand('beatReplica', { lua: beatScript });
    this.#redis = redis as Scripted;
  }

  /** Milliseconds to wait; 0 has counted. */
  takePace(windowMs: number, name: string, windows: readonly PaceWindow[]): Promise<number> {
    const keys = windows.map(({ key }) => key);
    const limits = windows.flatMap(({ limit, count }) => [limit, count]);
    return this.state.watch('pace', async () =>
      countOf(await this.#redis.takePace(keys.length, ...keys, windowMs, name, ...limits)),
    );
  }

  async recordPace(windowMs: number, name: string, ageMs: number, windows: readonly PaceWindow[]): Promise<void> {
    const keys = windows.map(({ key }) => key);
    const counts = windows.map(({ count }) => count);
    await this.state.watch('pace', () =>
      this.#redis.recordPace(keys.length, ...keys, windowMs, name, Math.ceil(ageMs), ...counts),
    );
  }

  async giveBackPace(name: string, windows: readonly PaceWindow[]): Promise<void> {
    const keys = windows.map(({ key }) => key);
    const counts = windows.map(({ count }) => count);
    await this.state.watch('pace', () => this.#redis.giveBackPace(keys.length, ...keys, name, ...counts));
  }

  beat(key: string, id: string, livesMs: number): Promise<number> {
    return this.state.watch('beat', async () => countOf(await this.#redis.beatReplica(1, key, id, livesMs)));
  }

  async leave(key: string, id: string): Promise<void> {
    await this.state.watch('beat', () => this.#redis.zrem(key, id));
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.state.watch('pause', () => this.#redis.publish(channel, message));
  }
}

function countOf(reply: unknown): number {
  if (Number.isSafeInteger(reply) && (reply as number) >= 0) return reply as number;
  throw Object.assign(new Error('Redis did not reply with a count'), { code: 'UNEXPECTED_REPLY' });
}
