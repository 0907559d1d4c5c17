/** A TCP proxy in front of a Redis: it loses single commands, or their replies, by a text in them. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface RedisProxy {
  readonly url: string;
  /** The next command with this text is not forwarded, or its reply is not; its connection then says nothing more. */
  lose(what: 'command' | 'reply', text: string): void;
  stop(): Promise<void>;
}

export async function redisProxy(redisUrl: string): Promise<RedisProxy> {
  const target = new URL(redisUrl);
  const [port, host] = [Number(target.port), target.hostname];
  const sockets = new Set<Socket>();
  let losing: { readonly what: 'command' | 'reply'; readonly text: string } | undefined;
  const server = createServer((client) => {
    const upstream = connect(port, host);
    let lost: 'command' | 'reply' | undefined;
    client.on('data', (chunk: Buffer) => {
      if (losing !== undefined && chunk.toString('latin1').includes(losing.text)) {
        lost = losing.what;
        losing = undefined;
      }
      if (lost !== 'command') upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (lost === undefined) client.write(chunk);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    lose: (what, text) => void (losing = { what, text }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
