/**
 * Environment -> one frozen `Config`, in groups that the parts of the gateway take as they are. Read once, at startup.
 *
 * All problems are reported together. environment.ts says what each key means.
 */
import { readAuth, type AuthConfig } from './auth.js';
import { ConfigError } from './config-error.js';
import { conflictsOf, nodeProblems, warningsOf } from './cross-checks.js';
import { readEnvironment, type Environment } from './environment.js';
import { warningsOfExtraCertificates } from './extra-certificates.js';
import { boundHost } from './listen.js';
import { namesIn, readManifest } from './manifest.js';
import { readRedis, type RedisConfig } from './redis.js';
import { warningsOfUnknownKeys } from './unknown-keys.js';
import { tracingOf } from './tracing.js';
import { isLoopback } from './validators.js';

type Groups = ReturnType<typeof groupsOf> & { warnings: readonly string[] };
export type Config = { readonly [Group in keyof Groups]: Readonly<Groups[Group]> };

/** What is read with the help of several keys or of files. */
interface Files {
  readonly auth: AuthConfig;
  readonly documents: ReadonlyMap<string, string> | undefined;
  readonly redis: RedisConfig;
}

export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const env = readEnvironment(variables, problems);
  const values = { env, isSet: (key: string) => Boolean(variables[key]) };
  const files = {
    auth: readAuth(env, problems),
    documents: env.TRUSTED_DOCUMENTS === undefined ? undefined : readManifest(env.TRUSTED_DOCUMENTS, problems),
    redis: readRedis(env, problems),
  };
  problems.push(...conflictsOf(values), ...nodeProblems(variables, env));
  if (problems.length > 0) throw new ConfigError(problems);
  // Without problems every key has its value.
  const groups = {
    ...groupsOf(env as Environment, files),
    /** One sentence each, for the log. */
    warnings: [...warningsOf(values), ...warningsOfUnknownKeys(variables), ...warningsOfExtraCertificates(variables)],
  };
  for (const group of Object.values(groups)) Object.freeze(group);
  return Object.freeze(groups);
}

function groupsOf(env: Environment, { auth, documents, redis }: Files) {
  const production = env.NODE_ENV === 'production';
  return {
    http: {
      host: boundHost(env.HOST),
      port: env.PORT,
      production,
      corsOrigins: env.CORS_ORIGINS,
      corsHeaders: env.CORS_HEADERS,
      compression: env.COMPRESSION === 'on',
      requestDeadlineMs: env.REQUEST_DEADLINE_MS,
      shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
      shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
      maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
      trustedDocuments:
        documents === undefined ? undefined : { bodiesById: documents, mode: env.TRUSTED_DOCUMENTS_MODE ?? 'only' },
      rateLimit: env.RATE_LIMIT_MAX === 0 ? undefined : { max: env.RATE_LIMIT_MAX, windowMs: env.RATE_LIMIT_WINDOW_MS },
    },
    graph: {
      origin: env.GRAPH_BASE_URL.origin,
      basePath: env.GRAPH_BASE_URL.pathname.replace(/\/+$/, ''),
      timeoutMs: env.GRAPH_TIMEOUT_MS,
      concurrency: env.GRAPH_CONCURRENCY,
      queue: env.GRAPH_QUEUE,
      batchConcurrency: env.GRAPH_BATCH_CONCURRENCY,
      breakerResetMs: env.GRAPH_BREAKER_RESET_MS,
      pace: { requests: env.GRAPH_PACE_REQUESTS, writes: env.GRAPH_PACE_WRITES },
      nestedExpand: env.GRAPH_EXPAND === 'nested',
    },
    proxies: {
      httpsProxy: env.HTTPS_PROXY,
      httpProxy: env.HTTP_PROXY,
      noProxy: withoutProxy(env),
    },
    auth,
    graphql: {
      production,
      maxCost: env.QUERY_MAX_COST,
      executionPlans: env.EXECUTION_PLANS === 'on',
      federationAuthorization: env.FEDERATION_AUTHORIZATION === 'on',
      federationTracing: env.FEDERATION_TRACING === 'on',
    },
    idempotency: {
      store: keyStore(env, redis.url),
      ttlMs: env.IDEMPOTENCY_TTL_MS,
      required: env.IDEMPOTENCY_REQUIRE,
    },
    redis,
    telemetry: {
      logLevel: env.LOG_LEVEL,
      audit: env.AUDIT_LOG === 'on',
      tracing: tracingOf(env),
      commit: env.GATEWAY_COMMIT,
      metrics:
        env.METRICS_PORT === undefined
          ? undefined
          : {
              port: env.METRICS_PORT,
              host: boundHost(env.METRICS_HOST ?? env.HOST),
              operationNames: env.METRICS_OPERATION_NAMES === 'trusted' && documents ? namesIn(documents) : undefined,
            },
    },
  };
}

/** Outside production one process is usual; in production a second one would not have the keys of the first. */
function keyStore(
  { IDEMPOTENCY_STORE, NODE_ENV }: Environment,
  redisUrl: string | undefined,
): 'redis' | 'memory' | 'off' {
  if (IDEMPOTENCY_STORE !== undefined) return IDEMPOTENCY_STORE;
  if (redisUrl !== undefined) return 'redis';
  return NODE_ENV === 'production' ? 'off' : 'memory';
}

/** What is on this machine is never reached through a proxy, such as an emulated Graph. */
function withoutProxy({ NO_PROXY, GRAPH_BASE_URL, AZURE_AUTHORITY_HOST }: Environment): string {
  const own = [GRAPH_BASE_URL, URL.parse(AZURE_AUTHORITY_HOST)].filter((url) => url !== null && isLoopback(url));
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...own.map((url) => url?.hostname)]);
  return [...names, ...(NO_PROXY === undefined ? [] : [NO_PROXY])].join(',');
}
