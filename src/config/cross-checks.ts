/**
 * What values mean together. A problem keeps the gateway from starting; a warning is logged when it starts.
 *
 * An operator who sets a key expects it to take effect, so a key without an effect is a problem.
 */
import { cloudOfGraph, clouds } from './clouds.js';
import type { Environment } from './environment.js';
import { hostInUrl } from './listen.js';
import { isLoopback } from './validators.js';

/** All values that have no problem of their own. `isSet` is true for a key with a value in the environment. */
interface Values {
  readonly env: Partial<Environment>;
  readonly isSet: (key: string) => boolean;
}

interface Dependency {
  readonly keys: readonly (keyof Environment)[];
  readonly hasEffect: (values: Values) => boolean;
  /** Continues "must be absent". */
  readonly otherwise: string;
}

const dependencies: readonly Dependency[] = [
  {
    keys: [
      'AUTH_MANAGED_IDENTITY',
      'AUTH_AUDIENCE',
      'AUTH_TENANTS',
      'AUTH_READ_PERMISSIONS',
      'AUTH_WRITE_PERMISSIONS',
      'GRAPH_SCOPE',
    ],
    // A value with a problem is already reported.
    hasEffect: ({ env }) => env.GRAPH_AUTH !== 'forward',
    otherwise: 'when GRAPH_AUTH is forward',
  },
  {
    keys: ['TRUSTED_DOCUMENTS_MODE'],
    hasEffect: ({ isSet }) => isSet('TRUSTED_DOCUMENTS'),
    otherwise: 'without TRUSTED_DOCUMENTS',
  },
  {
    keys: ['CORS_HEADERS'],
    hasEffect: ({ env, isSet }) => env.NODE_ENV !== 'production' || isSet('CORS_ORIGINS'),
    otherwise: 'without CORS_ORIGINS',
  },
  {
    keys: ['EXECUTION_PLANS'],
    // Traces need the execution of graphql-js.
    hasEffect: ({ env }) => env.FEDERATION_TRACING !== 'on',
    otherwise: 'when FEDERATION_TRACING is on',
  },
  {
    keys: ['METRICS_HOST', 'METRICS_OPERATION_NAMES'],
    hasEffect: ({ isSet }) => isSet('METRICS_PORT'),
    otherwise: 'without METRICS_PORT',
  },
  {
    // The other keys of traces may be set for all programs of a platform.
    keys: ['TRACE_MAX_PER_SECOND'],
    hasEffect: ({ isSet }) => isSet('OTEL_EXPORTER_OTLP_ENDPOINT') || isSet('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'),
    otherwise: 'without OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  {
    keys: ['RATE_LIMIT_WINDOW_MS'],
    // With 0 an operator turns the limit off, perhaps for an hour.
    hasEffect: ({ isSet }) => isSet('RATE_LIMIT_MAX'),
    otherwise: 'without RATE_LIMIT_MAX',
  },
  {
    keys: ['REDIS_MODE', 'REDIS_CA_PATH', 'REDIS_TIMEOUT_MS'],
    hasEffect: ({ isSet }) => isSet('REDIS_URL') || isSet('REDIS_URL_FILE'),
    otherwise: 'without REDIS_URL',
  },
  {
    keys: ['REDIS_SENTINEL_NAME', 'REDIS_SENTINEL_PASSWORD', 'REDIS_SENTINEL_PASSWORD_FILE'],
    hasEffect: ({ env }) => env.REDIS_MODE === undefined || env.REDIS_MODE === 'sentinel',
    otherwise: 'when REDIS_MODE is not sentinel',
  },
  {
    keys: ['REDIS_NAT_MAP'],
    // One server announces nothing.
    hasEffect: ({ env }) => env.REDIS_MODE !== 'single',
    otherwise: 'when REDIS_MODE is single',
  },
  {
    keys: ['IDEMPOTENCY_TTL_MS'],
    hasEffect: hasKeyStore,
    otherwise: 'without a store for idempotency keys',
  },
];

function hasKeyStore({ env, isSet }: Values): boolean {
  if (env.IDEMPOTENCY_STORE !== undefined) return env.IDEMPOTENCY_STORE !== 'off';
  return env.NODE_ENV !== 'production' || isSet('REDIS_URL') || isSet('REDIS_URL_FILE');
}

export function conflictsOf(values: Values): readonly string[] {
  const { env, isSet } = values;
  // A key with a problem of its own has no value.
  const isGiven = (key: keyof Environment): boolean => isSet(key) && env[key] !== undefined;
  const problems = dependencies
    .filter(({ hasEffect }) => !hasEffect(values))
    .flatMap(({ keys, otherwise }) =>
      keys.filter(isGiven).map((key) => `${key} must be absent ${otherwise}, where it has no effect`),
    );
  const { GRAPH_PACE_REQUESTS: requests = 0, GRAPH_PACE_WRITES: writes = 0 } = env;
  if (requests > 0 && writes > requests) {
    problems.push('GRAPH_PACE_WRITES must be at most GRAPH_PACE_REQUESTS, which counts writes as well');
  }
  if (env.IDEMPOTENCY_STORE === 'redis' && !isSet('REDIS_URL') && !isSet('REDIS_URL_FILE')) {
    problems.push('IDEMPOTENCY_STORE must not be redis without REDIS_URL');
  }
  // With a key or without, each of those creations would be refused.
  if (env.IDEMPOTENCY_REQUIRE !== undefined && env.IDEMPOTENCY_REQUIRE !== 'off' && !hasKeyStore(values)) {
    problems.push('IDEMPOTENCY_REQUIRE must be off without a store for idempotency keys');
  }
  problems.push(...hostProblems(env), ...metricsProblems(values));
  return problems;
}

/** Clients reach `PORT`, and metrics are not for them. */
function metricsProblems({ env, isSet }: Values): readonly string[] {
  const problems: string[] = [];
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT !== 0 && env.METRICS_PORT === env.PORT) {
    problems.push('METRICS_PORT must be another port than PORT');
  }
  if (env.METRICS_OPERATION_NAMES === 'trusted' && !isSet('TRUSTED_DOCUMENTS')) {
    problems.push(
      'METRICS_OPERATION_NAMES must be off without TRUSTED_DOCUMENTS: names of any other document have no limit',
    );
  }
  return problems;
}

/** Callers' tokens go to this host. */
function hostProblems({ GRAPH_BASE_URL: graph, GRAPH_ALLOW_HOST: named }: Partial<Environment>): readonly string[] {
  if (graph === undefined) return [];
  // In the spelling of URLs: in small letters, and an IPv6 address in brackets.
  if (named !== undefined && URL.parse(`https://${hostInUrl(named)}`)?.hostname !== graph.hostname) {
    return ['GRAPH_ALLOW_HOST must be the host of GRAPH_BASE_URL'];
  }
  if (named !== undefined || isLoopback(graph) || cloudOfGraph(graph.hostname) !== undefined) return [];
  const hosts = clouds.flatMap(({ graphs }) => graphs).join(', ');
  return [`GRAPH_BASE_URL must be on one of ${hosts}; any other host must be repeated in GRAPH_ALLOW_HOST`];
}

/** `variables` with those that Node.js itself reads. */
export function nodeProblems(variables: NodeJS.ProcessEnv, { NODE_ENV }: Partial<Environment>): readonly string[] {
  if (NODE_ENV !== 'production' || variables['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  return ['NODE_TLS_REJECT_UNAUTHORIZED must be absent in production: with 0, tokens would go to unverified servers'];
}

export function warningsOf({ env, isSet }: Values): readonly string[] {
  const warnings: string[] = [];
  const credentials = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_SECRET_FILE', 'AZURE_CLIENT_CERTIFICATE_PATH'];
  if (env.GRAPH_AUTH === 'forward') {
    // Other programs in the same environment may need them.
    warnings.push(...credentials.filter(isSet).map((key) => `${key} has no effect when GRAPH_AUTH is forward`));
  }
  const { REQUEST_DEADLINE_MS: deadline = 0, GRAPH_TIMEOUT_MS: timeout = 0, GRAPH_BASE_URL: graph } = env;
  if (deadline < timeout) {
    warnings.push('REQUEST_DEADLINE_MS is below GRAPH_TIMEOUT_MS, so it ends each call to Graph first');
  }
  if (env.IDEMPOTENCY_STORE === 'memory' && env.NODE_ENV === 'production') {
    warnings.push('IDEMPOTENCY_STORE is memory: a key protects only while one gateway runs, and until it stops');
  }
  const version = graph?.pathname.split('/').findLast((part) => part !== '');
  if (version !== 'beta')
    warnings.push(`GRAPH_BASE_URL has the version ${version}; Graph has these reports in beta only`);
  return warnings;
}
