/** The library's connections to Sentinels, guarded as all others. */
import type { Socket } from 'node:net';
import { SentinelConnector, type Redis, type SentinelConnectionOptions } from 'ioredis';
import { Connector, disconnected, listening } from './connector.js';
import { guarded } from './guarded.js';

type Open = (address: unknown, options?: object) => Redis;
type Emit = Parameters<SentinelConnector['connect']>[0];

export class GuardedSentinels extends SentinelConnector {
  /** Of the last Sentinel that failed since all have failed. */
  #failure: Error | undefined;

  constructor(options: unknown) {
    super(options as SentinelConnectionOptions);
    // The library has no option for it. In brackets, TypeScript still checks that the method exists.
    const open = (this['connectToSentinel'] as Open).bind(this);
    const { disconnectTimeout } = this.options;
    const fail = (error: Error): void => void (this.#failure = error);
    this['connectToSentinel'] = ((address, others) =>
      guarded(open(address, { ...others, Connector, disconnectTimeout }), 'sentinel', fail)) satisfies Open;
  }

  override disconnect(): void {
    disconnected(this.stream, () => super.disconnect());
  }

  override async connect(emit: Emit): Promise<Socket> {
    const stream = await super.connect((type, error) => {
      if (type === 'error') {
        // The library's own says of a lost connection only that it is closed.
        error.cause ??= this.#failure;
        this.#failure = undefined;
      }
      emit(type, error);
    });
    return listening(stream);
  }
}
