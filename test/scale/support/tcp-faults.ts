/** A TCP proxy that breaks the network between two programs. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `hole`: bytes vanish, and connections stay open. `cut`: every connection breaks, and so do new ones. */
export type Network = 'whole' | 'hole' | 'cut';

export interface TcpFaults {
  readonly port: number;
  become(network: Network): void;
  stop(): Promise<void>;
}

export async function tcpFaults(to: number): Promise<TcpFaults> {
  const sockets = new Set<Socket>();
  let network: Network = 'whole';
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket
        .on('data', (chunk) => network === 'whole' && other.write(chunk))
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
    if (network === 'cut') client.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    become: (next) => {
      // What vanished is missing from a connection for good.
      if (next === 'cut' || (network === 'hole' && next === 'whole')) breakAll();
      network = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll();
      }),
  };
}
