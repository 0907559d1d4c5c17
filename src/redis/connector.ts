/**
 * Opens a socket for ioredis, which listens to its first error alone. With TLS a socket may fail twice: after its
 * certificate was refused, an alert may still arrive. Without a listener that would end the process.
 */
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './target.js';

export class Connector extends AbstractConnector {
  readonly #options: RedisOptions;

  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 0);
    this.#options = options as RedisOptions;
  }

  connect(): Promise<Socket> {
    this.connecting = true;
    const { tls, family } = this.#options;
    const to = { ...this.address(), ...(family === undefined ? {} : { family }) };
    const stream: Socket = tls === undefined ? createConnection(to) : connectTls({ ...to, ...tls });
    stream.once('error', (error) => (this.firstError = error));
    this.stream = listening(stream);
    return Promise.resolve(stream);
  }

  override disconnect(): void {
    disconnected(this.stream, () => super.disconnect());
  }

  protected address(): RedisAddress {
    const { host = '', port = 0 } = this.#options;
    return { host, port };
  }
}

/** For any number of errors: ioredis gets the first one. */
export function listening<Stream extends Socket>(stream: Stream): Stream {
  return stream.on('error', () => undefined);
}

/** ioredis waits for the close of a stream that is closed already, which would delay the end of the process. */
export function disconnected(stream: Socket | undefined, disconnect: () => void): void {
  if (stream?.closed === true) return;
  disconnect();
}
