/** Ports of 127.0.0.1 on which nothing listens. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

// Linux gives servers without a port one from 32768, macOS and Windows from 49152: these are left to `freePort`.
const first = 20_000;
const perWorker = 500;
const workers = 24;
const taken = new Set<number>();

/** For another process that starts: no server gets it by chance meanwhile, also not in another of Jest's workers. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) % workers;
  const port = first + worker * perWorker + Math.floor(Math.random() * perWorker);
  if (taken.has(port) || !(await isFree(port))) return freePort();
  taken.add(port);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * A port that refuses connections as long as this process runs. It is the local end of a connection, so the system
 * gives it to no server, of this process or of another one.
 */
export async function refusingPort(): Promise<number> {
  const server = createServer((end) => void end.unref()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(connection, 'connect');
  connection.unref();
  server.unref();
  return connection.localPort as number;
}
