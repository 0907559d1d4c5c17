/**
 * Environment -> one frozen `Config`, in groups that the parts of the gateway take as they are. Read once, at startup.
 *
 * All problems are reported together. environment.ts says what each key means.
 */
import { readAuth, type AuthConfig } from './auth.js';
import { ConfigError } from './config-error.js';
import { readEnvironment, type Environment } from './environment.js';
import { boundHost } from './listen.js';
import { isLoopback } from './validators.js';

type Groups = ReturnType<typeof groupsOf>;
export type Config = { readonly [Group in keyof Groups]: Readonly<Groups[Group]> };

export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const env = readEnvironment(variables, problems);
  const auth = readAuth(env, problems);
  // An operator who sets the mode expects it to take effect.
  if (env.TRUSTED_DOCUMENTS_MODE !== undefined && env.TRUSTED_DOCUMENTS === undefined) {
    problems.push('TRUSTED_DOCUMENTS_MODE must be absent without TRUSTED_DOCUMENTS, where it has no effect');
  }
  if (env.NODE_ENV === 'production' && env.CORS_HEADERS?.length && env.CORS_ORIGINS?.length === 0) {
    problems.push('CORS_HEADERS must be absent without CORS_ORIGINS, where it has no effect');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  // Without problems every key has its value.
  const groups = groupsOf(env as Environment, auth);
  for (const group of Object.values(groups)) Object.freeze(group);
  return Object.freeze(groups);
}

function groupsOf(env: Environment, auth: AuthConfig) {
  const production = env.NODE_ENV === 'production';
  return {
    http: {
      host: boundHost(env.HOST),
      port: env.PORT,
      production,
      corsOrigins: env.CORS_ORIGINS,
      corsHeaders: env.CORS_HEADERS,
      requestDeadlineMs: env.REQUEST_DEADLINE_MS,
      shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
      maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
      trustedDocuments:
        env.TRUSTED_DOCUMENTS === undefined
          ? undefined
          : { path: env.TRUSTED_DOCUMENTS, mode: env.TRUSTED_DOCUMENTS_MODE ?? 'only' },
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
      federationAuthorization: env.FEDERATION_AUTHORIZATION === 'on',
      federationTracing: env.FEDERATION_TRACING === 'on',
    },
    /** The URL may hold a password: never logged. */
    redis: { url: env.REDIS_URL },
    telemetry: { logLevel: env.LOG_LEVEL },
  };
}

/** What is on this machine is never reached through a proxy, such as an emulated Graph. */
function withoutProxy({ NO_PROXY, GRAPH_BASE_URL, AZURE_AUTHORITY_HOST }: Environment): string {
  const own = [GRAPH_BASE_URL, URL.parse(AZURE_AUTHORITY_HOST)].filter((url) => url !== null && isLoopback(url));
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...own.map((url) => url?.hostname)]);
  return [...names, ...(NO_PROXY === undefined ? [] : [NO_PROXY])].join(',');
}
