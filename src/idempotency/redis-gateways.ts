/**
 * Announces lost answers to the other gateways, and hears of theirs, over the channel that all of them listen to. A key of
 * Redis lets one gateway alone answer the repeat.
 */
import { randomUUID } from 'node:crypto';
import { channel } from '../redis/channel.js';
import type { RedisClient } from '../redis/client.js';
import type { RedisState } from '../redis/connect.js';
import type { RequestName } from './lost-answers.js';
import { prefix } from './record-names.js';
import { recordedMs, type OtherGateways } from './undelivered.js';

const lost = 'lost-answer';
const settled = 'settled-answer';

const idForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const hashForm = /^[\w-]{43}$/;

export class RedisGateways implements OtherGateways {
  /** Its own messages come back. */
  readonly #id = randomUUID();
  #listener: Parameters<OtherGateways['listen']>[0] | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly state: Pick<RedisState, 'watch'>,
  ) {}

  async offer(id: string, { caller, digest }: RequestName): Promise<void> {
    await this.state.watch('answer', () => this.redis.set(nameOf(id), '1', 'PX', recordedMs));
    await this.#publish(lost, id, caller, digest);
  }

  settled(id: string): void {
    // Without the message the others wait until the lease has ended.
    void this.#publish(settled, id).catch(() => undefined);
  }

  take(id: string): Promise<boolean> {
    return this.state.watch('answer', async () => (await this.redis.del(nameOf(id))) === 1);
  }

  listen(listener: Parameters<OtherGateways['listen']>[0]): void {
    this.#listener = listener;
  }

  /** Whatever was published: a message of another form is not one of these. */
  readonly receive = (message: string): void => {
    const [from, kind, id, caller, digest] = textsIn(message);
    if (from === this.#id || id === undefined || !idForm.test(id)) return;
    if (kind === settled) this.#listener?.settled(id);
    if (kind !== lost || caller === undefined || digest === undefined) return;
    if (hashForm.test(caller) && hashForm.test(digest)) this.#listener?.offered(id, { caller, digest });
  };

  async #publish(...texts: readonly string[]): Promise<void> {
    await this.state.watch('answer', () => this.redis.publish(channel, JSON.stringify([this.#id, ...texts])));
  }
}

/** Next to the records of the keys. */
function nameOf(id: string): string {
  return `${prefix}lost:${id}`;
}

function textsIn(json: string): readonly (string | undefined)[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.map((each: unknown) => (typeof each === 'string' ? each : undefined)) : [];
  } catch {
    return [];
  }
}
