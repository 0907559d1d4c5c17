/** A real redis-server on a free loopback port, with a password, in memory only. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Redis, type RedisOptions } from 'ioredis';
import { freePort } from './ports.js';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export const redisPassword = 'redis-secret';

export interface RedisProcess {
  readonly port: number;
  /** It runs, but answers no request. */
  stall(): void;
  /** It answers again, first what it was sent meanwhile. */
  resume(): void;
  stop(): Promise<void>;
}

export interface TestRedis extends RedisProcess {
  readonly url: string;
}

/** With `appendTo`, a folder, it keeps what it has acknowledged, and a Redis that starts there later has it. */
export async function startRedis(port?: number, appendTo?: string): Promise<TestRedis> {
  const onPort = port ?? (await freePort());
  const log = appendTo === undefined ? {} : { dir: appendTo, appendonly: 'yes', appendfsync: 'always' };
  const server = await startServer({ port: onPort, requirepass: redisPassword, ...log });
  return { ...server, url: `redis://:${redisPassword}@127.0.0.1:${onPort}` };
}

type Settings = Readonly<Record<string, string | number>>;

/** Its port is `tls-port`, or else `port`. */
export function startServer(settings: Settings): Promise<RedisProcess> {
  const all = { bind: '127.0.0.1', save: '', dir: tmpdir(), ...settings };
  const parameters = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...String(value).split(' ')]);
  return start(parameters, 'Ready to accept connections', settings);
}

/** A Sentinel writes its configuration itself, to a file. */
export function startSentinel(file: string, settings: Settings, watched: readonly string[]): Promise<RedisProcess> {
  const own = Object.entries({ bind: '127.0.0.1', ...settings }).map(([name, value]) => `${name} ${value}`);
  writeFileSync(file, [...own, ...watched.map((line) => `sentinel ${line}`), ''].join('\n'));
  return start([file, '--sentinel'], '+monitor master', settings);
}

async function start(parameters: readonly string[], ready: string, settings: Settings): Promise<RedisProcess> {
  const child = spawn('redis-server', parameters);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(ready)) resolve();
    });
    child.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
  });
  return {
    port: Number(settings['tls-port'] ?? settings['port']),
    stall: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A connection of the test. Redis may stop before it, and then the library would keep the process for two seconds. */
export function connectTo(url: string): Redis;
export function connectTo(options: Omit<RedisOptions, 'replyMapping'>): Redis;
export function connectTo(to: string | Omit<RedisOptions, 'replyMapping'>): Redis {
  const others = { disconnectTimeout: 100 };
  const client = typeof to === 'string' ? new Redis(to, others) : new Redis({ ...to, ...others });
  return client.on('error', () => undefined);
}
