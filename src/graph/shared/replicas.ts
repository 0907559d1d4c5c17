/** How many gateways send to the same Graph: each gives a sign of life in Redis. */
import type { RedisCommands } from './commands.js';

const beatEveryMs = 5000;
/** A gateway that gave no sign for this long is gone. */
const livesMs = 3 * beatEveryMs;

export class Replicas {
  #count = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly commands: RedisCommands,
    private readonly key: string,
    private readonly id: string,
    /** Lets the others give a sign, and count again. */
    private readonly announce: () => Promise<void>,
  ) {}

  /** As Redis said last: it stays while Redis is away. */
  get count(): number {
    return this.#count;
  }

  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.beat(), beatEveryMs);
    this.#timer.unref();
    await this.beat();
    await this.announce().catch(() => undefined);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.commands.leave(this.key, this.id).catch(() => undefined);
    await this.announce().catch(() => undefined);
  }

  async beat(): Promise<void> {
    const count = await this.commands.beat(this.key, this.id, livesMs).catch(() => undefined);
    if (count !== undefined) this.#count = Math.max(1, count);
  }
}
