/** Redis: reached, quick, and set up so that it forgets no idempotency key (docs/redis.md). */
import type { Check } from '../check.js';
import { failed, note, ok, warning, type Outcome } from '../finding.js';
import type { RedisTarget } from '../../redis/target.js';
import { askRedis, RedisFault, type RedisFacts } from '../probes/ask-redis.js';
import { millis } from './hosts.js';
import { medianOf } from './median.js';

/** Requests wait for Redis. */
const slowMs = 20;

export const redis: Check = {
  id: 'redis.reached',
  group: 'redis',
  checked: 'connection',
  run: async (session): Promise<Outcome> => {
    const { redis: servers } = session.config;
    if (servers.url === undefined) {
      return note('not configured: each gateway has its own counts, keys, pace and pauses (REDIS_URL)');
    }
    try {
      const facts = await askRedis(servers);
      session.facts.redis = facts;
      return connectionOutcome(facts, servers);
    } catch (error) {
      if (!(error instanceof RedisFault)) throw error;
      return failed(`${error.message} at ${hostsOf(servers)}`, adviceFor(error.message), { reason: error.message });
    }
  },
};

function connectionOutcome({ info, pingTimesMs, scriptFault }: RedisFacts, servers: RedisTarget): Outcome {
  const median = medianOf(pingTimesMs) ?? 0;
  const mode = info['redis_mode'] ?? 'unknown';
  const text = `${hostsOf(servers)}, version ${info['redis_version'] ?? 'unknown'}, mode ${mode}, role ${info['role'] ?? 'unknown'}, median ${median.toFixed(1)} ms`;
  const details = { mode, role: info['role'] ?? '', medianMs: Math.round(median * 10) / 10 };
  if (scriptFault !== undefined) {
    return failed(
      `${text}; scripts fail: ${scriptFault}`,
      'Grant the commands of docs/redis.md, "Settings", to the user',
      details,
    );
  }
  const expected = servers.mode === 'cluster' ? 'cluster' : 'standalone';
  if (mode !== expected && ['standalone', 'cluster', 'sentinel'].includes(mode)) {
    const wanted = mode === 'standalone' ? 'single' : mode;
    return warning(
      text,
      `REDIS_MODE is ${servers.mode}: set ${wanted}, unless one endpoint stands for all nodes`,
      details,
    );
  }
  if (info['role'] === 'slave')
    return failed(text, 'REDIS_URL must name the primary: a replica refuses writes', details);
  if (median > slowMs)
    return warning(text, `Move Redis closer: each request waits for it, ${millis(median)} here`, details);
  return ok(text, details);
}

/** As they are configured. */
function hostsOf({ addresses }: RedisTarget): string {
  return addresses.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', ');
}

function adviceFor(reason: string): string {
  if (/^(?:NOAUTH|WRONGPASS|NOPERM|ERR)$/.test(reason))
    return 'Check user and password in REDIS_URL, and the rights in docs/redis.md';
  if (/^(?:ENOTFOUND|EAI_)/.test(reason)) return 'Check the host in REDIS_URL';
  return 'Check host and port in REDIS_URL, rediss:// for TLS, and the firewall';
}

export const persistence: Check = {
  id: 'redis.persistence',
  group: 'redis',
  checked: 'persistence',
  after: ['redis.reached'],
  run: ({ facts, config }) => {
    if (facts.redis === undefined || config.idempotency.store !== 'redis') return undefined;
    const { info } = facts.redis;
    if (info['aof_enabled'] === '1' && info['aof_last_write_status'] !== 'err') return ok('AOF is on');
    return warning(
      info['aof_enabled'] === '1'
        ? 'AOF is on, and its last write failed'
        : 'AOF is off: a restart forgets idempotency keys, and a repeat may store a second report',
      'In redis.conf: appendonly yes, appendfsync everysec (docs/redis.md)',
      { redisConf: ['appendonly yes', 'appendfsync everysec'] },
    );
  },
};

export const eviction: Check = {
  id: 'redis.eviction',
  group: 'redis',
  checked: 'eviction policy',
  after: ['redis.reached'],
  run: ({ facts }) => {
    if (facts.redis === undefined) return undefined;
    const { maxmemory_policy: policy = 'unknown', maxmemory_human: most = 'no limit' } = facts.redis.info;
    const text = `maxmemory-policy ${policy}, maxmemory ${most}`;
    if (policy === 'noeviction') return ok(text, { policy });
    return warning(`${text}: keys may be evicted`, 'In redis.conf: maxmemory-policy noeviction (docs/redis.md)', {
      policy,
      redisConf: ['maxmemory-policy noeviction'],
    });
  },
};
