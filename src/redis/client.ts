/** Opens connections to Redis that fail fast, and whose replies cannot end the process. */
import { Redis, type RedisOptions } from 'ioredis';
import { ReplyGuard } from './reply-guard.js';

/** How long startup may wait for Redis, and a connection for its first reply. */
export const connectTimeoutMs = 2000;
/** How long one request may wait for Redis before it continues without. */
const commandTimeoutMs = 250;
/**
 * A connection with a reply overdue by this time is closed. Until the next connection is ready, requests do not wait.
 */
const stalledMs = 1000;
const longestPauseMs = 2000;

const settings = {
  lazyConnect: true,
  // The reply guard knows this protocol version, and nothing here needs a newer one.
  protocol: 2,
  connectTimeout: connectTimeoutMs,
  commandTimeout: commandTimeoutMs,
  disconnectTimeout: commandTimeoutMs,
  socketTimeout: stalledMs,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (times: number) => Math.min(times * 100, longestPauseMs),
} satisfies RedisOptions;

export type ConnectionOptions = { readonly [Option in 'disableClientInfo' | 'autoResubscribe']?: boolean };

/** It connects when `connect` is called, and then again after each loss. */
export function openClient(url: string, others: ConnectionOptions = {}): Redis {
  return new Redis(url, { ...settings, ...others });
}

/** ioredis throws uncatchable errors for unexpected replies, so those must not reach it. Call this for each connection. */
export function guardReplies({ stream }: Redis): ReplyGuard {
  const guard = new ReplyGuard();
  // ioredis always registers its reading listener first.
  const [read] = stream.listeners('data') as ((chunk: Buffer) => void)[];
  if (read === undefined) return guard;
  stream.off('data', read).prependListener('data', (chunk: Buffer) => {
    if (stream.destroyed) return;
    if (guard.accepts(chunk)) read(chunk);
    else stream.destroy(Object.assign(new Error('Redis sent an unexpected reply'), { code: 'UNEXPECTED_REPLY' }));
  });
  return guard;
}
