/**
 * Sends each pause that Graph has asked for to other replicas, and receives theirs. A call looks only into this gateway's
 * memory. A message that is lost costs one more 429.
 */
import { hash } from 'node:crypto';
import { sharedStateMissed } from '../../telemetry/events.js';
import type { Logger } from '../../telemetry/logger.js';
import { maxPauseMs, type Pause, type PauseChannel } from '../policies/throttle-pauses.js';
import type { RedisCommands } from './commands.js';

/** Its own, this gateway's id, and that of the application: messages of other applications are not for this one. */
export interface PauseNames {
  readonly channel: string;
  readonly id: string;
  readonly fleet: string;
}

const nameForm = /^[\w-]{43}$/;

export class SharedPauses implements PauseChannel {
  #onPause: (pause: Pause) => void = () => undefined;

  constructor(
    private readonly commands: Pick<RedisCommands, 'publish'>,
    private readonly names: PauseNames,
    private readonly logger: Pick<Logger, 'info' | 'metrics'>,
  ) {}

  /** Reveals neither the user nor the token. */
  nameOf(identity: string): string {
    return hash('sha256', JSON.stringify([this.names.fleet, identity]), 'base64url');
  }

  publish({ name, ms, isKnown }: Pause): void {
    // The time that is left: clocks of replicas differ.
    const message = JSON.stringify([this.names.id, name, Math.ceil(ms), isKnown]);
    this.commands.publish(this.names.channel, message).catch(() => sharedStateMissed(this.logger, 'pauses'));
  }

  listen(onPause: (pause: Pause) => void): void {
    this.#onPause = onPause;
  }

  /** Whatever was published: only a pause of another replica counts. */
  receive(message: string): void {
    const [id, name, ms, isKnown] = listIn(message);
    if (id === this.names.id || typeof name !== 'string' || !nameForm.test(name)) return;
    if (typeof ms !== 'number' || !(ms > 0 && ms <= maxPauseMs) || typeof isKnown !== 'boolean') return;
    this.#onPause({ name, ms, isKnown });
  }
}

function listIn(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
