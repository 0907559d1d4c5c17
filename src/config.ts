/**
 * Environment -> one frozen Config. Read once at start; every fault is told at once.
 *
 * docs/configuration.md is the same table for operators.
 */
import { cleanEnv, EnvError, makeExactValidator } from 'envalid';

export interface Config {
  /** Where to listen. Port 0 is any free port. */
  readonly host: string;
  readonly port: number;
  /** Graph's root with its version. */
  readonly graphBaseUrl: URL;
  /** One try of one call to Graph, in milliseconds. */
  readonly graphTimeoutMs: number;
  /** One GraphQL operation with all its calls, in milliseconds. */
  readonly requestDeadlineMs: number;
  /** How many `$batch` calls of one operation may run at once. */
  readonly graphBatchConcurrency: number;
  /** `nested`: this tenant's Graph honours nested `$expand`, so children come along with their parents. */
  readonly graphExpand: string;
  /** What one operation may cost, in calls to Graph, by the estimate made before it runs. */
  readonly queryMaxCost: number;
  readonly corsOrigins: readonly string[];
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
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const env = cleanEnv(
    // An empty variable counts as absent, as in most container set-ups.
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
    {
      HOST: makeExactValidator(host)({ default: '127.0.0.1' }),
      PORT: whole(0, 65_535)({ default: 4000 }),
      GRAPH_BASE_URL: makeExactValidator(graphUrl)({ default: new URL('https://graph.microsoft.com/beta') }),
      GRAPH_AUTH: oneOf(['forward'])({ default: 'forward' }),
      GRAPH_TIMEOUT_MS: whole(1, 600_000)({ default: 10_000 }),
      REQUEST_DEADLINE_MS: whole(1, 600_000)({ default: 30_000 }),
      GRAPH_BATCH_CONCURRENCY: whole(1, 64)({ default: 4 }),
      GRAPH_EXPAND: oneOf(['off', 'nested'])({ default: 'off' }),
      QUERY_MAX_COST: whole(1, 1_000_000)({ default: 10_000 }),
      CORS_ORIGINS: makeExactValidator(origins)({ default: [] }),
      LOG_LEVEL: oneOf(logLevels)({ default: 'info' }),
      NODE_ENV: oneOf(['production', 'development', 'test'])({ default: 'development' }),
    },
    {
      reporter: ({ errors }) => {
        const problems = Object.entries(errors).map(([key, error]) => `${key} ${error.message}`);
        if (problems.length > 0) throw new ConfigError(problems);
      },
    },
  );
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    graphBaseUrl: env.GRAPH_BASE_URL,
    graphTimeoutMs: env.GRAPH_TIMEOUT_MS,
    requestDeadlineMs: env.REQUEST_DEADLINE_MS,
    graphBatchConcurrency: env.GRAPH_BATCH_CONCURRENCY,
    graphExpand: env.GRAPH_EXPAND,
    queryMaxCost: env.QUERY_MAX_COST,
    corsOrigins: Object.freeze([...env.CORS_ORIGINS]),
    logLevel: env.LOG_LEVEL,
    production: env.NODE_ENV === 'production',
  });
}

function whole(lowest: number, highest: number) {
  return makeExactValidator((value: string) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= lowest && number <= highest))
      throw new EnvError(`needs a whole number from ${lowest} to ${highest}`);
    return number;
  });
}

function oneOf(choices: readonly string[]) {
  return makeExactValidator((value: string) => {
    if (!choices.includes(value)) throw new EnvError(`needs to be one of: ${choices.join(', ')}`);
    return value;
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

function origins(value: string): string[] {
  const list = value.split(',').map((origin) => origin.trim());
  for (const origin of list) {
    if (!/^https?:\/\//.test(origin) || URL.parse(origin)?.origin !== origin) {
      throw new EnvError('needs comma-separated origins, as in https://app.contoso.com');
    }
  }
  return list;
}
