/** A real redis-server on a free loopback port, with a password, in memory only. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export const redisPassword = 'redis-secret';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** It runs, but answers no request. */
  stall(): void;
  /** It answers again, first what it was sent meanwhile. */
  resume(): void;
  stop(): Promise<void>;
}

/** With `appendTo`, a folder, it keeps what it has acknowledged, and a Redis that starts there later has it. */
export async function startRedis(port?: number, appendTo?: string): Promise<TestRedis> {
  const onPort = port ?? (await freePort());
  const settings = { port: onPort, bind: '127.0.0.1', requirepass: redisPassword, save: '', dir: appendTo ?? tmpdir() };
  const log = appendTo === undefined ? {} : { appendonly: 'yes', appendfsync: 'always' };
  const child = spawn(
    'redis-server',
    Object.entries({ ...settings, ...log }).flatMap(([name, value]) => [`--${name}`, String(value)]),
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
  });
  return {
    url: `redis://:${redisPassword}@127.0.0.1:${onPort}`,
    port: onPort,
    stall: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
