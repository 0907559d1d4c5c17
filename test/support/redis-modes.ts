/** Several real redis-servers: as one, as a Redis Cluster, and with Sentinels; each with or without TLS. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis, RedisOptions } from 'ioredis';
import { freePort } from './ports.js';
import { connectTo, redisPassword, startSentinel, startServer, type RedisProcess } from './redis.js';
import type { RedisCertificate } from './redis-certificate.js';
import { until } from './until.js';

export interface RedisNode {
  readonly process: RedisProcess;
  /** Starts it again after it has stopped, at the same port and with what it has written to its files. */
  startAgain(): Promise<void>;
  /** The test's own connection. */
  readonly admin: Redis;
}

export interface RedisSetup {
  /** What a gateway needs to reach it. */
  readonly environment: Record<string, string>;
  /** Redis itself, or each node; with Sentinels the first master, then its replicas. */
  readonly nodes: readonly RedisNode[];
  stop(): Promise<void>;
}

export interface Choice {
  readonly certificate?: RedisCertificate | undefined;
  /** Further settings of each redis-server. */
  readonly settings?: Readonly<Record<string, string>>;
}

const last = 16_383;
export const sentinelPassword = 'sentinel-secret';

function startNodes(choice: Choice) {
  const { certificate, settings = {} } = choice;
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const nodes: RedisNode[] = [];
  const others: RedisProcess[] = [];
  const connect = (port: number, options: Omit<RedisOptions, 'replyMapping'> = {}): Redis => {
    const secure = certificate && { tls: { ca: certificate.ca, checkServerIdentity: () => undefined } };
    return connectTo({ host: '127.0.0.1', port, password: redisPassword, ...secure, ...options });
  };
  const secured = async (): Promise<{ port: number; own: Record<string, string | number> }> => {
    const port = await freePort();
    return { port, own: certificate ? { ...certificate.settings, 'tls-port': port } : { port } };
  };
  return {
    folder,
    others,
    connect,
    secured,
    async add(more: Readonly<Record<string, string | number>> = {}): Promise<RedisNode> {
      const { own } = await secured();
      const auth = { requirepass: redisPassword, masterauth: redisPassword };
      const dir = join(folder, String(nodes.length));
      mkdirSync(dir);
      const all = { ...own, ...auth, dir, ...more, ...settings };
      const process = await startServer(all);
      const node = {
        process,
        admin: connect(process.port),
        startAgain: async () => void (node.process = await startServer(all)),
      };
      nodes.push(node);
      return node;
    },
    done(mode: string, ports: readonly number[], environment: Record<string, string> = {}): RedisSetup {
      const scheme = certificate ? 'rediss' : 'redis';
      // The name in the certificate; nodes and masters are announced by their address.
      const hosts = ports.map((port) => `localhost:${port}`).join(',');
      return {
        environment: {
          REDIS_URL: `${scheme}://:${redisPassword}@${hosts}`,
          REDIS_MODE: mode,
          ...(certificate ? { REDIS_CA_PATH: certificate.caPath } : {}),
          ...environment,
        },
        nodes,
        async stop() {
          for (const { admin } of nodes) admin.disconnect();
          for (const process of [...others, ...nodes.map((node) => node.process)]) {
            process.resume();
            await process.stop();
          }
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

export async function startSingle(choice: Choice = {}): Promise<RedisSetup> {
  const started = startNodes(choice);
  const { process } = await started.add();
  return started.done('single', [process.port]);
}

/** Without replicas, with the slots in equal parts. */
export async function startCluster(count: number, choice: Choice = {}): Promise<RedisSetup> {
  const started = startNodes(choice);
  const buses: number[] = [];
  const nodes: RedisNode[] = [];
  for (let index = 0; index < count; index += 1) {
    // The usual port would be 10,000 above, where none may be.
    const bus = await freePort();
    buses.push(bus);
    const cluster = { 'cluster-enabled': 'yes', 'cluster-port': bus };
    const secure = choice.certificate ? { 'tls-cluster': 'yes' } : {};
    nodes.push(await started.add({ ...cluster, ...secure, 'cluster-node-timeout': 2000 }));
  }
  const first = nodes[0] as RedisNode;
  for (const [index, { admin, process }] of nodes.entries()) {
    const [from, to] = [index, index + 1].map((part) => Math.ceil((part * (last + 1)) / count));
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', from as number, (to as number) - 1);
    await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    const bus = buses[index] as number;
    if (index > 0) await first.admin.call('CLUSTER', 'MEET', '127.0.0.1', process.port, bus);
  }
  await until(async () => {
    const texts = await Promise.all(nodes.map(({ admin }) => admin.call('CLUSTER', 'INFO')));
    return texts.every((text) => new RegExp(`cluster_state:ok[^]*cluster_known_nodes:${count}\\b`).test(String(text)));
  });
  return started.done(
    'cluster',
    nodes.map(({ process }) => process.port),
  );
}

export const masterName = 'gateways';

export interface SentinelSetup extends RedisSetup {
  /** The port of the master, as the first Sentinel says. */
  master(): Promise<number>;
}

/** One master with its replicas, and some Sentinels, most of which must agree. */
export async function startSentinels(
  { replicas, sentinels }: { readonly replicas: number; readonly sentinels: number },
  choice: Choice = {},
): Promise<SentinelSetup> {
  const started = startNodes(choice);
  const { process } = await started.add({ 'repl-diskless-sync-delay': 0 });
  for (let index = 0; index < replicas; index += 1) {
    const { admin } = await started.add({ 'repl-diskless-sync-delay': 0, replicaof: `127.0.0.1 ${process.port}` });
    await until(async () => (await admin.info('replication')).includes('master_link_status:up'));
  }
  const admins: Redis[] = [];
  for (let index = 0; index < sentinels; index += 1) {
    const { own } = await started.secured();
    const file = join(started.folder, `sentinel-${index}.conf`);
    const quorum = Math.floor(sentinels / 2) + 1;
    const sentinel = await startSentinel(file, { ...own, requirepass: sentinelPassword }, [
      `monitor ${masterName} 127.0.0.1 ${process.port} ${quorum}`,
      `auth-pass ${masterName} ${redisPassword}`,
      `sentinel-pass ${sentinelPassword}`,
      `down-after-milliseconds ${masterName} 1000`,
      `failover-timeout ${masterName} 5000`,
    ]);
    started.others.push(sentinel);
    admins.push(started.connect(sentinel.port, { password: sentinelPassword, enableReadyCheck: false, protocol: 2 }));
  }
  const [first] = admins as [Redis, ...Redis[]];
  for (const admin of admins) {
    await until(async () => {
      const state = (await admin.call('SENTINEL', 'MASTER', masterName)) as string[];
      const valueOf = (name: string): number => Number(state[state.indexOf(name) + 1]);
      return valueOf('num-slaves') === replicas && valueOf('num-other-sentinels') === sentinels - 1;
    });
  }
  const setup = started.done(
    'sentinel',
    started.others.map(({ port }) => port),
    { REDIS_SENTINEL_NAME: masterName, REDIS_SENTINEL_PASSWORD: sentinelPassword },
  );
  return {
    ...setup,
    master: async () => {
      const [, port] = (await first.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName)) as string[];
      return Number(port);
    },
    async stop() {
      for (const admin of admins) admin.disconnect();
      await setup.stop();
    },
  };
}
