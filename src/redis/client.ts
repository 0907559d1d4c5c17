/** Opens connections to Redis that fail fast, and whose replies cannot end the process. */
import { checkServerIdentity, type ConnectionOptions as TlsOptions } from 'node:tls';
import { Redis, type RedisOptions } from 'ioredis';
import { Connector } from './connector.js';
import { GuardedSentinels } from './guarded-sentinels.js';
import type { RedisTarget } from './target.js';

/** How long startup may wait for Redis, and a connection for its first reply. */
export const connectTimeoutMs = 2000;
/**
 * A connection with a reply overdue by this many times a command's time is closed. Until the next connection is ready,
 * requests do not wait.
 */
const stalledAfter = 4;
/** For Sentinels, which no request waits for. */
const sentinelTimeoutMs = 1000;
const longestPauseMs = 2000;
/** The library cannot be stopped meanwhile. */
const longestSentinelPauseMs = 200;

export const retryAfterMs = (times: number): number => Math.min(times * 100, longestPauseMs);

const settings = {
  lazyConnect: true,
  // The reply guard knows this protocol version, and nothing here needs a newer one.
  protocol: 2,
  connectTimeout: connectTimeoutMs,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: retryAfterMs,
  Connector,
} satisfies RedisOptions;

/** What the gateway needs of one Redis, and of a cluster. */
export type RedisClient = Pick<Redis, 'defineCommand' | 'set' | 'del' | 'zrem' | 'publish' | 'disconnect'>;

export type ConnectionOptions = { readonly [Option in 'disableClientInfo' | 'autoResubscribe']?: boolean };

/** To one Redis, or to the one that the Sentinels name. It connects when `connect` is called, and then again after each loss. */
export function openClient(target: RedisTarget, others: ConnectionOptions = {}): Redis {
  const { sentinel } = target;
  if (sentinel === undefined) return new Redis(target.url, { ...optionsOf(target), ...others });
  return new Redis({
    ...credentialsOf(target),
    ...optionsOf(target),
    ...others,
    db: target.database,
    name: sentinel.name,
    sentinels: [...target.addresses],
    ...(sentinel.password === undefined ? {} : { sentinelPassword: sentinel.password }),
    sentinelCommandTimeout: sentinelTimeoutMs,
    sentinelRetryStrategy: (times) => Math.min(times * 50, longestSentinelPauseMs),
    ...(target.tls ? { enableTLSForSentinelMode: true, sentinelTLS: tlsOf(target) } : {}),
    ...(target.natMap === undefined ? {} : { natMap: target.natMap }),
    // The old master may still accept what will be lost, so the Sentinels say when there is another one.
    failoverDetector: true,
    Connector: GuardedSentinels,
    // A master that has become a replica.
    reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
  });
}

export function optionsOf(target: RedisTarget) {
  const { timeoutMs } = target;
  return {
    ...settings,
    commandTimeout: timeoutMs,
    disconnectTimeout: timeoutMs,
    socketTimeout: stalledAfter * timeoutMs,
    ...(target.tls ? { tls: tlsOf(target) } : {}),
  };
}

export function credentialsOf({ username, password }: RedisTarget): Pick<RedisOptions, 'username' | 'password'> {
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
}

/** A node may be announced by its address, while its certificate has the name that is configured. Either is right. */
export function tlsOf({ ca, addresses }: RedisTarget): TlsOptions {
  return {
    ...(ca === undefined ? {} : { ca }),
    checkServerIdentity: (host, certificate) => {
      const failure = checkServerIdentity(host, certificate);
      const isConfigured = addresses.some(({ host: other }) => checkServerIdentity(other, certificate) === undefined);
      return isConfigured ? undefined : failure;
    },
  };
}
