/**
 * Environment -> one frozen Config. Read once at start; every fault is told at once.
 *
 * docs/configuration.md is the same table for operators.
 */
import { cleanEnv, EnvError, makeExactValidator } from 'envalid';
import { authModes, readAuth, type AuthConfig, type AuthEnvironment } from './auth.js';

export interface Config {
  /** Where to listen. Port 0 is any free port. */
  readonly host: string;
  readonly port: number;
  /** Graph's root with its version. */
  readonly graphBaseUrl: URL;
  /** Who is let in, and with whose rights Graph is called. It may hold a secret: never logged. */
  readonly auth: AuthConfig;
  /** One try of one call to Graph, in milliseconds. */
  readonly graphTimeoutMs: number;
  /** One GraphQL operation with all its calls, in milliseconds. */
  readonly requestDeadlineMs: number;
  /** How many `$batch` calls of one operation may run at once. */
  readonly graphBatchConcurrency: number;
  /** Calls to Graph at once, and calls that may wait for a place. */
  readonly graphConcurrency: number;
  readonly graphQueue: number;
  /** How long the circuit breaker stays open before a probe, in milliseconds. */
  readonly graphBreakerResetMs: number;
  /** Requests, and writes among them, that go to Graph in any 20 seconds; 0 is without a limit. */
  readonly graphPaceRequests: number;
  readonly graphPaceWrites: number;
  /** `nested`: this tenant's Graph honours nested `$expand`, so children come along with their parents. */
  readonly graphExpand: string;
  /** While the event loop lags more than so many milliseconds on average, operations are refused; 0 never refuses. */
  readonly maxEventLoopDelayMs: number;
  /** What one operation may cost, in calls to Graph, by the estimate made before it runs. */
  readonly queryMaxCost: number;
  /** Whether the SDL tells routers what each operation asks of its caller. */
  readonly federationAuthorization: boolean;
  /** Whether a router that asks for it gets the times of an operation's fields (`ftv1`). */
  readonly federationTracing: boolean;
  readonly corsOrigins: readonly string[];
  /** Path of the manifest of trusted documents; every document is welcome without one. */
  readonly trustedDocuments: string | undefined;
  readonly trustedDocumentsMode: 'only' | 'optional';
  /** Requests of one caller in one window; 0 is no limit. */
  readonly rateLimitMax: number;
  readonly rateLimitWindowMs: number;
  /** Where several gateways count together. It may hold a password: never logged. */
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
  readonly production: boolean;
}

/** Everything that is wrong with the environment, a sentence for each key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}`);
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const publicGraph = 'https://graph.microsoft.com/beta';
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const env = cleanEnv(
    // An empty variable counts as absent, as in most container set-ups.
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
    {
      HOST: makeExactValidator(host)({ default: '127.0.0.1' }),
      PORT: whole(0, 65_535)({ default: 4000 }),
      GRAPH_BASE_URL: makeExactValidator(graphUrl)({ default: new URL(publicGraph) }),
      GRAPH_AUTH: oneOf(authModes)({ default: 'forward' }),
      AZURE_TENANT_ID: text({ default: undefined }),
      AZURE_CLIENT_ID: text({ default: undefined }),
      AZURE_CLIENT_SECRET: text({ default: undefined }),
      AZURE_CLIENT_CERTIFICATE_PATH: text({ default: undefined }),
      AZURE_FEDERATED_TOKEN_FILE: text({ default: undefined }),
      AUTH_MANAGED_IDENTITY: text({ default: undefined }),
      AZURE_AUTHORITY_HOST: text({ default: 'https://login.microsoftonline.com' }),
      AUTH_AUDIENCE: text({ default: undefined }),
      AUTH_TENANTS: text({ default: undefined }),
      AUTH_READ_PERMISSIONS: text({ default: 'MacUpdates.Read.All,MacUpdates.ReadWrite.All' }),
      AUTH_WRITE_PERMISSIONS: text({ default: 'MacUpdates.ReadWrite.All' }),
      GRAPH_SCOPE: text({ default: undefined }),
      GRAPH_TIMEOUT_MS: whole(1, 600_000)({ default: 10_000 }),
      REQUEST_DEADLINE_MS: whole(1, 600_000)({ default: 30_000 }),
      GRAPH_BATCH_CONCURRENCY: whole(1, 64)({ default: 4 }),
      GRAPH_CONCURRENCY: whole(1, 10_000)({ default: 128 }),
      GRAPH_QUEUE: whole(0, 100_000)({ default: 512 }),
      GRAPH_BREAKER_RESET_MS: whole(1, 600_000)({ default: 2000 }),
      GRAPH_PACE_REQUESTS: whole(0, 1_000_000)({ default: 0 }),
      GRAPH_PACE_WRITES: whole(0, 1_000_000)({ default: 0 }),
      GRAPH_EXPAND: oneOf(['off', 'nested'])({ default: 'off' }),
      MAX_EVENT_LOOP_DELAY_MS: whole(0, 600_000)({ default: 500 }),
      QUERY_MAX_COST: whole(1, 1_000_000)({ default: 10_000 }),
      FEDERATION_AUTHORIZATION: oneOf(['on', 'off'])({ default: 'on' }),
      FEDERATION_TRACING: oneOf(['on', 'off'])({ default: 'off' }),
      CORS_ORIGINS: makeExactValidator(origins)({ default: [] }),
      TRUSTED_DOCUMENTS: text({ default: undefined }),
      TRUSTED_DOCUMENTS_MODE: oneOf(['only', 'optional'])({ default: 'only' }),
      RATE_LIMIT_MAX: whole(0, 1_000_000)({ default: 0 }),
      RATE_LIMIT_WINDOW_MS: whole(1000, 3_600_000)({ default: 60_000 }),
      REDIS_URL: makeExactValidator(redisUrl)({ default: undefined }),
      LOG_LEVEL: oneOf(logLevels)({ default: 'info' }),
      NODE_ENV: oneOf(['production', 'development', 'test'])({ default: 'development' }),
    },
    {
      reporter: ({ errors, env: valid }) => {
        const problems = Object.entries(errors).map(([key, error]) => `${key} ${error.message}`);
        if (!errors['GRAPH_AUTH']) problems.push(...readAuth(withGraph(valid as AuthEnvironment)).problems);
        // Whoever sets the mode believes that it is in force.
        if (environment['TRUSTED_DOCUMENTS_MODE'] && !environment['TRUSTED_DOCUMENTS']) {
          problems.push('TRUSTED_DOCUMENTS_MODE needs TRUSTED_DOCUMENTS beside it');
        }
        if (problems.length > 0) throw new ConfigError(problems);
      },
    },
  );
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    graphBaseUrl: env.GRAPH_BASE_URL,
    auth: readAuth(env).auth,
    graphTimeoutMs: env.GRAPH_TIMEOUT_MS,
    requestDeadlineMs: env.REQUEST_DEADLINE_MS,
    graphBatchConcurrency: env.GRAPH_BATCH_CONCURRENCY,
    graphConcurrency: env.GRAPH_CONCURRENCY,
    graphQueue: env.GRAPH_QUEUE,
    graphBreakerResetMs: env.GRAPH_BREAKER_RESET_MS,
    graphPaceRequests: env.GRAPH_PACE_REQUESTS,
    graphPaceWrites: env.GRAPH_PACE_WRITES,
    graphExpand: env.GRAPH_EXPAND,
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    queryMaxCost: env.QUERY_MAX_COST,
    federationAuthorization: env.FEDERATION_AUTHORIZATION === 'on',
    federationTracing: env.FEDERATION_TRACING === 'on',
    corsOrigins: Object.freeze([...env.CORS_ORIGINS]),
    trustedDocuments: env.TRUSTED_DOCUMENTS,
    trustedDocumentsMode: env.TRUSTED_DOCUMENTS_MODE,
    rateLimitMax: env.RATE_LIMIT_MAX,
    rateLimitWindowMs: env.RATE_LIMIT_WINDOW_MS,
    redisUrl: env.REDIS_URL,
    logLevel: env.LOG_LEVEL,
    production: env.NODE_ENV === 'production',
  });
}

const text = makeExactValidator((value: string) => value);

/** Where Graph's own address is at fault, the other faults are to be found all the same. */
function withGraph(env: AuthEnvironment): AuthEnvironment {
  return { ...env, GRAPH_BASE_URL: env.GRAPH_BASE_URL ?? new URL('https://graph.invalid/beta') };
}

function whole(lowest: number, highest: number) {
  return makeExactValidator((value: string) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= lowest && number <= highest))
      throw new EnvError(`needs a whole number from ${lowest} to ${highest}`);
    return number;
  });
}

function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return makeExactValidator<Choice>((value: string) => {
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw new EnvError(`needs to be one of: ${choices.join(', ')}`);
    return choice;
  });
}

function host(value: string): string {
  if (/[\s/]/.test(value)) throw new EnvError('needs an address or a host name to listen on');
  return value;
}

function graphUrl(value: string): URL {
  const url = URL.parse(value);
  if (url === null) throw new EnvError('needs an absolute URL');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.test(url.hostname))) {
    throw new EnvError('needs https; http is possible on loopback only');
  }
  if (url.username !== '' || url.password !== '') throw new EnvError('needs to be without user name and password');
  if (url.search !== '' || url.hash !== '') throw new EnvError('needs to be without query and fragment');
  if (url.pathname === '/') throw new EnvError("needs Graph's version, as in https://graph.microsoft.com/beta");
  return url;
}

function redisUrl(value: string): string {
  const url = URL.parse(value);
  if (!/^rediss?:\/\//.test(value) || !url?.hostname) {
    throw new EnvError('needs a URL of Redis, as in redis://redis.internal:6379, or rediss:// for TLS');
  }
  return value;
}

function origins(value: string): string[] {
  const list = value.split(',').map((origin) => origin.trim());
  for (const origin of list) {
    if (!/^https?:\/\//.test(origin) || URL.parse(origin)?.origin !== origin) {
      throw new EnvError('needs comma-separated origins, as in https://app.contoso.com');
    }
  }
  return list;
}
