/** Redis: one server, a Redis Cluster, or what Sentinels watch over. */
import { readFileSync } from 'node:fs';
import type { Environment } from './environment.js';
import { isPemCertificate } from './extra-certificates.js';
import { parseRedisUrl, type RedisUrl } from './redis-url.js';
import { readSecretFile } from './secret-files.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The URL and the passwords: never logged. */
export interface RedisServers {
  readonly mode: 'single' | 'cluster' | 'sentinel';
  readonly url: string;
  readonly addresses: readonly Address[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly tls: boolean;
  /** In PEM. */
  readonly ca: string | undefined;
  readonly sentinel: { readonly name: string; readonly password: string | undefined } | undefined;
  readonly natMap: Readonly<Record<string, Address>> | undefined;
  readonly timeoutMs: number;
}

export type RedisConfig = RedisServers | { readonly url: undefined };

const defaultPort = { single: 6379, cluster: 6379, sentinel: 26_379 };

/** The result must not be used after a problem. */
export function readRedis(env: Partial<Environment>, problems: string[]): RedisConfig {
  const { key, url } = readUrl(env, problems);
  const parsed = url === undefined ? undefined : parseRedisUrl(url);
  const ca = readAuthority(env, { key, parsed }, problems);
  const password = readSentinelPassword(env, problems);
  // A key with a problem has no value.
  const { REDIS_MODE: mode, REDIS_TIMEOUT_MS: timeoutMs } = env;
  if (mode === undefined || timeoutMs === undefined || url === undefined || parsed === undefined)
    return { url: undefined };
  problems.push(...urlProblems(key, parsed, mode));
  const name = env.REDIS_SENTINEL_NAME;
  if (mode === 'sentinel' && name === undefined) {
    problems.push('REDIS_SENTINEL_NAME must be set when REDIS_MODE is sentinel');
  }
  return {
    mode,
    url,
    addresses: parsed.hosts.map(({ host, port }) => ({ host, port: port ?? defaultPort[mode] })),
    username: parsed.username,
    password: parsed.password,
    database: Number(parsed.rest.slice(1)) || 0,
    tls: parsed.tls,
    ca,
    sentinel: mode === 'sentinel' && name !== undefined ? { name, password } : undefined,
    natMap: env.REDIS_NAT_MAP,
    timeoutMs,
  };
}

type UrlKey = 'REDIS_URL' | 'REDIS_URL_FILE';

function readUrl(env: Partial<Environment>, problems: string[]): { key: UrlKey; url: string | undefined } {
  const url = readSecretFile(env, 'REDIS_URL_FILE', problems);
  if (url === undefined) return { key: 'REDIS_URL', url: env.REDIS_URL };
  if (env.REDIS_URL !== undefined) problems.push('REDIS_URL must be absent when REDIS_URL_FILE is set');
  if (parseRedisUrl(url) === undefined)
    problems.push('REDIS_URL_FILE must be a file with a Redis URL; / ? # in a password are percent-encoded');
  return { key: 'REDIS_URL_FILE', url };
}

function urlProblems(key: UrlKey, { hosts, rest }: RedisUrl, mode: RedisServers['mode']): readonly string[] {
  if (mode === 'single') {
    return hosts.length === 1 ? [] : [`${key} must have one host when REDIS_MODE is single`];
  }
  if (mode === 'cluster' && !/^\/?0?$/.test(rest)) {
    return [`${key} must end after its hosts when REDIS_MODE is cluster, which has one database and no options`];
  }
  if (!/^(?:\/\d{0,4})?$/.test(rest)) {
    return [`${key} must end after its hosts or the number of a database when REDIS_MODE is sentinel`];
  }
  return [];
}

interface Url {
  readonly key: UrlKey;
  readonly parsed: RedisUrl | undefined;
}

function readAuthority(env: Partial<Environment>, { key, parsed }: Url, problems: string[]): string | undefined {
  const path = env.REDIS_CA_PATH;
  if (path === undefined) return undefined;
  if (parsed?.tls === false) {
    problems.push(`REDIS_CA_PATH must be absent unless ${key} begins with rediss://; without TLS it has no effect`);
  }
  try {
    const pem = readFileSync(path, 'latin1');
    if (isPemCertificate(pem)) return pem;
    problems.push('REDIS_CA_PATH must be a file with certificates in PEM');
  } catch (error) {
    problems.push(`REDIS_CA_PATH must be the path of a readable file (${(error as NodeJS.ErrnoException).code})`);
  }
  return undefined;
}

function readSentinelPassword(env: Partial<Environment>, problems: string[]): string | undefined {
  const password = readSecretFile(env, 'REDIS_SENTINEL_PASSWORD_FILE', problems);
  if (password === undefined) return env.REDIS_SENTINEL_PASSWORD;
  if (env.REDIS_SENTINEL_PASSWORD !== undefined) {
    problems.push('REDIS_SENTINEL_PASSWORD must be absent when REDIS_SENTINEL_PASSWORD_FILE is set');
  }
  return password;
}
