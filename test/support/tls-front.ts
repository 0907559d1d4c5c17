/** TLS in front of a server without TLS, for a name that only a proxy knows. */
import { createServer } from 'node:tls';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Certificate } from '../../src/emulator/entra/certificate.js';

export async function tlsFront(
  url: string,
  certificate: Certificate,
): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer(certificate, (socket) => {
    const inner = connect(Number(new URL(url).port), '127.0.0.1');
    for (const [end, far] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      sockets.add(end);
      end.pipe(far);
      end.on('error', () => undefined).once('close', () => far.destroy());
    }
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
