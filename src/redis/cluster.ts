/**
 * A Redis Cluster. Commands go to the node that has their keys, and follow a slot that moves; nothing else is tried again,
 * so that a lost node costs a request no more time than a lost Redis.
 *
 * Pauses are published and heard as in one Redis: a cluster hands plain messages to all its nodes, and they are rare.
 * Sharded messages would have to follow the slot of their channel.
 */
import { Cluster, Redis } from 'ioredis';
import { credentialsOf, optionsOf, retryAfterMs, type ConnectionOptions } from './client.js';
import { Connector } from './connector.js';
import { guarded, guardReplies } from './guarded.js';
import type { RedisAddress, RedisTarget } from './target.js';

/** During the move of a slot, for scripts with several keys. Four times at most, within the time for one command. */
const tryAgainMs = 50;
const maxRedirections = 5;
/** A node that has left the cluster may still answer. */
const slotsEveryMs = 10_000;

/** `onFailure` gets what one node has failed with, of which the cluster says nothing more. */
export function openCluster(target: RedisTarget, onFailure: (error: Error) => void): Cluster {
  const cluster = new Cluster([...target.addresses], {
    // Nodes do not connect again: a command for a lost one leads to where its slot is.
    redisOptions: { ...optionsOf(target), ...credentialsOf(target) },
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryAfterMs,
    maxRedirections,
    retryDelayOnTryAgain: tryAgainMs,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshInterval: slotsEveryMs,
    // Certificates have names.
    dnsLookup: (host, callback) => callback(null, host),
    ...(target.natMap === undefined ? {} : { natMap: target.natMap }),
  });
  // Each is that of a node, or means that all have failed.
  cluster.on('error', () => undefined);
  cluster.on('node error', onFailure);
  cluster.on('+node', (node: Redis) => {
    node.on('connect', () => guardReplies(node));
    const duplicate = node.duplicate.bind(node);
    // For the map of slots.
    node.duplicate = (options) => guarded(duplicate(options), 'slots', onFailure);
    // After the command that may have found this node, which connects it. Before, the check of the cluster does.
    if (cluster.status === 'ready' && node.options.readOnly !== true) setImmediate(() => void connected(node));
  });
  cluster.on('ready', () => void allConnected(cluster));
  return cluster;
}

/** Resolves when every node with slots replies, or has failed. */
export async function startCluster(cluster: Cluster): Promise<void> {
  await cluster.connect();
  await allConnected(cluster);
}

/** The first commands to a node that still connects would fail. */
async function allConnected(cluster: Cluster): Promise<void> {
  await Promise.all(cluster.nodes('master').map(connected));
}

async function connected(node: Redis): Promise<void> {
  await node.ping().catch(() => undefined);
}

/** A connection to any node, and to another one after it. */
export function openNode(cluster: Cluster, target: RedisTarget, others: ConnectionOptions): Redis {
  let current: string | undefined;
  class AnyNode extends Connector {
    protected override address(): RedisAddress {
      const known = cluster.nodes('master').map(({ options }) => options as RedisAddress);
      const nodes = known.length > 0 ? known : target.addresses;
      const { host, port } = nodes[Math.floor(Math.random() * nodes.length)] as RedisAddress;
      current = nameOf({ host, port });
      return { host, port };
    }
  }
  const client = new Redis({ ...credentialsOf(target), ...optionsOf(target), ...others, Connector: AnyNode });
  // Without slots it may have left the cluster, and would hear nothing.
  cluster.on('-node', ({ options }: Redis) => {
    if (nameOf(options) === current && client.status === 'ready') client.disconnect(true);
  });
  return client;
}

const nameOf = ({ host, port }: { host?: string | undefined; port?: number | undefined }): string => `${host}:${port}`;
