/** Stands between browser and gateway, and cuts connections as a restarted balancer does. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /** How many requests with this text have passed. */
  timesPassed(): number;
  stop(): Promise<void>;
}

/** Cuts the connection of the first request with this text: once its answer is there, or as soon as it has passed. */
export async function cuttingProxy(to: string, text: string, when: 'answered' | 'sent'): Promise<CuttingProxy> {
  const { port, hostname } = new URL(to);
  const sockets = new Set<Socket>();
  let passed = 0;
  const server = createServer((client) => {
    const gateway = connect(Number(port), hostname);
    let request = '';
    let isCut = false;
    for (const socket of [client, gateway]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, gateway].forEach((other) => other.destroy()));
    }
    client.on('data', (bytes) => {
      request += bytes.toString('latin1');
      gateway.write(bytes);
      if (!request.includes(text)) return;
      request = '';
      passed += 1;
      isCut = passed === 1;
      if (isCut && when === 'sent') gateway.write('', () => client.resetAndDestroy());
    });
    gateway.on('data', (bytes) => {
      request = '';
      if (isCut) client.resetAndDestroy();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    timesPassed: () => passed,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
