/** Three gateway processes behind HAProxy over one emulated Graph, with one Redis or what a test starts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { fronts, startFront, type Front, type RunningFront } from '../../support/fronts.js';
import { codeOf, create, idOf } from '../../support/keyed.js';
import { freePort } from '../../support/ports.js';
import { startProcess, type GatewayProcess } from '../../support/process.js';
import { connectTo, startRedis, type TestRedis } from '../../support/redis.js';
import { token, type Answer } from '../../support/start.js';
import { tcpFaults, type TcpFaults } from './tcp-faults.js';

export interface Replica {
  process: GatewayProcess;
  send(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  metricsUrl(): string;
  /** Ends it at once, and starts another process at the same address. */
  replace(): Promise<void>;
  /** For one that has ended. */
  startAgain(): Promise<void>;
}

export type Three = readonly [Replica, Replica, Replica];

/** Three gateways, whatever they share. */
export interface Gateways {
  readonly graph: Emulator;
  readonly replicas: Three;
  readonly balancer: Pick<Replica, 'send'>;
  readonly front: RunningFront;
  stop(): Promise<void>;
}

type GraphUrl = (graph: Emulator) => Promise<string>;
const itself: GraphUrl = (graph) => Promise.resolve(graph.url);

/** `graphUrl`: for a proxy in front of the emulator. */
export async function startGateways(
  environment: Record<string, string>,
  graphUrl = itself,
  kind = fronts['HAProxy as in docs/running.md'] as Front,
): Promise<Gateways> {
  const graph = await startEmulator();
  const settings = {
    GRAPH_BASE_URL: await graphUrl(graph),
    NODE_ENV: 'production',
    METRICS_PORT: '0',
    ...environment,
  };
  const replicas = (await Promise.all([1, 2, 3].map(() => startReplica(settings)))) as unknown as Three;
  const hosts = replicas.map(({ process }) => new URL(process.url).host);
  const front = await startFront(kind, hosts);
  return {
    graph,
    replicas,
    balancer: { send: sender(() => front.url) },
    front,
    async stop() {
      for (const { process } of replicas) process.stop();
      await Promise.all(replicas.map(({ process }) => process.exit));
      await front.stop();
      await graph.stop();
    },
  };
}

export interface Fleet extends Gateways {
  readonly redis: { current: TestRedis };
  /** Between the gateways and Redis. */
  readonly network: TcpFaults;
  /** This test's own connection. */
  readonly admin: () => Redis;
  /** It is started again at the same port, with what it has written to its log. */
  returnRedis(): Promise<void>;
}

export async function startFleet(environment: Record<string, string> = {}, graphUrl = itself): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const redis = { current: await startRedis(undefined, folder) };
  const network = await tcpFaults(redis.current.port);
  const url = redis.current.url.replace(String(redis.current.port), String(network.port));
  const gateways = await startGateways({ REDIS_URL: url, ...environment }, graphUrl);
  const admin = connectTo(redis.current.url);
  return {
    ...gateways,
    redis,
    network,
    admin: () => admin,
    returnRedis: async () => void (redis.current = await startRedis(redis.current.port, folder)),
    async stop() {
      admin.disconnect();
      await gateways.stop();
      await network.stop();
      redis.current.resume();
      await redis.current.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startReplica(environment: Record<string, string>): Promise<Replica> {
  const fixed = { ...environment, PORT: String(await freePort()) };
  const replica: Replica = {
    process: await startProcess(fixed),
    send: sender(() => replica.process.url),
    metricsUrl: () => /"metricsUrl":"([^"]+)"/.exec(replica.process.output())?.[1] ?? '',
    async replace() {
      replica.process.stop();
      await replica.process.exit;
      await replica.startAgain();
    },
    startAgain: async () => void (replica.process = await startProcess(fixed)),
  };
  return replica;
}

/** Over a connection of its own, so that HAProxy chooses a gateway for each request. */
function sender(url: () => string): Replica['send'] {
  return async (query, variables = {}, headers = { authorization: `Bearer ${token}` }) => {
    const response = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['json'];
    return { status: response.status, headers: response.headers, text, json };
  };
}

/** How long a client waits before it repeats. */
export const againMs = 25;

/**
 * A client that has a key: it repeats until it has the report. Returns the report's id.
 *
 * A gateway that is killed right before it sends leaves a key whose outcome stays unknown. `unknowns`: after this number of
 * such answers the client decides to store the report again, with a new key; `onNewKey` is then called.
 */
export async function createUntilStored(
  to: Pick<Replica, 'send'>,
  deviceId: string,
  key: string,
  unknowns = Infinity,
  onNewKey: () => void = () => undefined,
): Promise<string> {
  for (let unknown = 0; ;) {
    const answer = await create(to, deviceId, key).catch(() => undefined);
    const id = answer && idOf(answer);
    if (id !== undefined) return id;
    if (answer && definitive.includes(codeOf(answer) ?? '')) throw new Error(answer.text);
    if (answer && codeOf(answer) === 'OUTCOME_UNKNOWN') unknown += 1;
    if (unknown === unknowns) {
      onNewKey();
      return createUntilStored(to, deviceId, `${key}-again`, unknowns, onNewKey);
    }
    await delay(againMs);
  }
}

const definitive = ['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED', 'NOT_FOUND', 'UNAUTHENTICATED'];

/** Runs `work` for each item, `width` at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const run = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, run));
  return results;
}
