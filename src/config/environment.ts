/**
 * The environment: one row per key, with its validator, default and description.
 *
 * The tables of keys in README.md and docs/configuration.md are written from these rows by `npm run configuration`.
 */
import { customCleanEnv, type CleanedEnv } from 'envalid';
import {
  addressMap,
  graphUrl,
  headerNames,
  hostName,
  keyValues,
  milliseconds,
  oneOf,
  onOff,
  origins,
  otlpUrl,
  portNumber,
  proxyUrl,
  ratio,
  redisUrl,
  secret,
  text,
  wholeNumber,
} from './validators.js';

const words = text('values without spaces, separated by commas');

export const environment = {
  // The HTTP server.
  HOST: hostName({ default: '127.0.0.1', desc: 'address to listen on; `::` is every address, also of IPv4' }),
  PORT: portNumber({ default: 4000, desc: 'port to listen on; 0 is any free port' }),
  REQUEST_DEADLINE_MS: milliseconds(
    1,
    600_000,
  )({
    default: 30_000,
    desc: 'time for one GraphQL operation with all its calls to Graph',
  }),
  SHUTDOWN_DELAY_MS: milliseconds(
    0,
    600_000,
  )({
    default: 0,
    desc: 'time after SIGTERM for which everything is still served while `/ready` answers 503',
  }),
  SHUTDOWN_TIMEOUT_MS: milliseconds(
    0,
    600_000,
  )({
    default: 20_000,
    desc: 'time after that for running operations; then their calls to Graph are aborted, and they are answered',
  }),
  MAX_EVENT_LOOP_DELAY_MS: milliseconds(
    0,
    600_000,
  )({
    default: 500,
    desc: 'mean event loop delay above which operations are rejected with HTTP 503; 0 never rejects',
  }),
  CORS_ORIGINS: origins({ default: [], desc: 'origins whose pages may call the gateway' }),
  CORS_HEADERS: headerNames({
    default: [],
    desc: 'request headers that such pages may set, besides those of common clients',
  }),
  COMPRESSION: onOff({
    default: 'on',
    desc: 'whether responses of 1 KiB and more are compressed for clients that ask for it',
  }),
  TRUSTED_DOCUMENTS: text('path of a file')({
    default: undefined,
    desc: 'manifest of trusted documents; if absent, every document runs',
  }),
  TRUSTED_DOCUMENTS_MODE: oneOf(['only', 'optional'])({
    default: undefined,
    desc: 'whether other documents are rejected (`only`, also when this key is absent) or run (`optional`)',
  }),
  RATE_LIMIT_MAX: wholeNumber(
    0,
    1_000_000,
  )({
    default: 0,
    desc: 'requests to `/graphql` of one caller in one window; 0 turns the limit off',
  }),
  RATE_LIMIT_WINDOW_MS: milliseconds(1000, 3_600_000)({ default: 60_000, desc: 'length of that window' }),
  REDIS_URL: redisUrl({
    default: undefined,
    desc: 'Redis for what several gateways share: counts, keys, the pace, pauses; if absent, each has its own',
  }),
  REDIS_URL_FILE: text('path of a file')({
    default: undefined,
    desc: 'the same in a file, such as a mounted secret; read once, at startup',
  }),
  REDIS_MODE: oneOf(['single', 'cluster', 'sentinel'])({
    default: 'single',
    desc: 'what the hosts of that URL are, with commas between several: Redis itself, nodes of a Redis Cluster, or Sentinels',
  }),
  REDIS_SENTINEL_NAME: text('name')({
    default: undefined,
    desc: 'name of the master that the Sentinels watch over',
  }),
  REDIS_SENTINEL_PASSWORD: secret({
    default: undefined,
    desc: 'password of the Sentinels themselves; the URL has that of Redis',
  }),
  REDIS_SENTINEL_PASSWORD_FILE: text('path of a file')({
    default: undefined,
    desc: 'the same in a file; read once, at startup',
  }),
  REDIS_CA_PATH: text('path of a PEM file')({
    default: undefined,
    desc: 'authorities that sign the certificates of Redis, instead of those that Node.js trusts',
  }),
  REDIS_NAT_MAP: addressMap({
    default: undefined,
    desc: 'where the addresses are reached that a Redis Cluster or Sentinels announce',
  }),
  // Less than what a lease of a key has for a slow process, which may wait this long before it sends.
  REDIS_TIMEOUT_MS: milliseconds(
    50,
    1000,
  )({
    default: 250,
    desc: 'how long a request waits for one answer of Redis before it continues without',
  }),
  IDEMPOTENCY_STORE: oneOf(['redis', 'memory', 'off'])({
    default: undefined,
    desc: 'where idempotency keys are kept; if absent, `redis` with `REDIS_URL`, otherwise `off` in production and `memory` outside',
  }),
  IDEMPOTENCY_TTL_MS: milliseconds(
    60_000,
    604_800_000,
  )({
    default: 86_400_000,
    desc: 'how long an idempotency key is kept after its creation',
  }),
  IDEMPOTENCY_REQUIRE: oneOf(['off', 'browsers', 'all'])({
    default: 'off',
    desc: 'whose creations need an idempotency key: those of web pages (`browsers`), or all; one without is refused',
  }),

  // Calls to Microsoft Graph.
  GRAPH_BASE_URL: graphUrl({
    default: new URL('https://graph.microsoft.com/beta'),
    desc: "Microsoft Graph's root, with its version",
  }),
  GRAPH_ALLOW_HOST: hostName({
    default: undefined,
    desc: "host of `GRAPH_BASE_URL`, repeated, if it is not one of Microsoft's; callers' tokens go there",
  }),
  GRAPH_TIMEOUT_MS: milliseconds(1, 600_000)({ default: 10_000, desc: 'time for one call to Graph' }),
  GRAPH_CONCURRENCY: wholeNumber(
    1,
    10_000,
  )({
    default: 128,
    desc: 'concurrent calls to Graph, of all callers together',
  }),
  GRAPH_QUEUE: wholeNumber(
    0,
    100_000,
  )({
    default: 512,
    desc: 'calls that may wait for a slot, and as many for a pause or a retry',
  }),
  GRAPH_BATCH_CONCURRENCY: wholeNumber(1, 64)({ default: 4, desc: 'concurrent `$batch` calls of one operation' }),
  GRAPH_BREAKER_RESET_MS: milliseconds(
    1,
    600_000,
  )({
    default: 2000,
    desc: 'how long the circuit breaker stays open before a probe',
  }),
  GRAPH_PACE_REQUESTS: wholeNumber(
    0,
    1_000_000,
  )({
    default: 0,
    desc: 'requests to Graph in any 20 seconds for one application and tenant, of all replicas with `REDIS_URL`; 0 turns the limit off',
  }),
  GRAPH_PACE_WRITES: wholeNumber(
    0,
    1_000_000,
  )({
    default: 0,
    desc: 'writes among them; 0 turns the limit off',
  }),
  GRAPH_EXPAND: oneOf(['off', 'nested'])({
    default: 'off',
    desc: '`nested` reads children with one nested `$expand`, where Graph supports it',
  }),

  // The way out, to Graph and to the authority.
  HTTPS_PROXY: proxyUrl({ default: undefined, desc: 'proxy for Graph and for the authority; `https_proxy` as well' }),
  HTTP_PROXY: proxyUrl({
    default: undefined,
    desc: 'proxy for servers without TLS, and for all without `HTTPS_PROXY`; `http_proxy` as well',
  }),
  NO_PROXY: text('hosts, `.domains` and `*`, separated by commas')({
    default: undefined,
    desc: 'hosts that are reached without a proxy; `no_proxy` as well',
  }),

  // How callers are verified, and with whose permissions Graph is called.
  GRAPH_AUTH: oneOf(['forward', 'on-behalf-of', 'application'])({
    default: 'forward',
    desc: "whose token Graph receives; `forward` sends the caller's own",
  }),
  AZURE_TENANT_ID: text('GUID')({ default: undefined, desc: "tenant of the gateway's app registration" }),
  AZURE_CLIENT_ID: text('GUID')({ default: undefined, desc: "client id of the gateway's app registration" }),
  AZURE_CLIENT_SECRET: secret({ default: undefined, desc: 'credential: client secret' }),
  AZURE_CLIENT_SECRET_FILE: text('path of a file')({
    default: undefined,
    desc: 'credential: file with the client secret, read for each token',
  }),
  AZURE_CLIENT_CERTIFICATE_PATH: text('path of a PEM file')({
    default: undefined,
    desc: 'credential: certificate and its private key',
  }),
  AZURE_FEDERATED_TOKEN_FILE: text('path of a file')({
    default: undefined,
    desc: 'credential: token of a workload identity, as AKS sets it',
  }),
  AUTH_MANAGED_IDENTITY: text('`system`, or the client id of a user-assigned identity')({
    default: undefined,
    desc: 'credential: managed identity',
  }),
  AZURE_AUTHORITY_HOST: text('https URL with a host only')({
    default: 'https://login.microsoftonline.com',
    desc: 'authority that issues tokens; must belong to the cloud of `GRAPH_BASE_URL`',
  }),
  AUTH_AUDIENCE: words({
    default: undefined,
    desc: "audiences that a caller's token may have; if absent, `AZURE_CLIENT_ID` and `api://AZURE_CLIENT_ID`",
  }),
  AUTH_TENANTS: text('GUIDs, separated by commas')({
    default: undefined,
    desc: 'tenants that callers may come from; if absent, `AZURE_TENANT_ID`',
  }),
  AUTH_READ_PERMISSIONS: words({
    default: 'MacUpdates.Read.All,MacUpdates.ReadWrite.All',
    desc: "permissions to read: a caller's token must have one of them",
  }),
  AUTH_WRITE_PERMISSIONS: words({
    default: 'MacUpdates.ReadWrite.All',
    desc: "permissions to write: a caller's token must have one of them",
  }),
  GRAPH_SCOPE: text('one scope')({
    default: undefined,
    desc: 'scope of the tokens for Graph; if absent, `/.default` at the origin of `GRAPH_BASE_URL`',
  }),

  // The GraphQL server.
  QUERY_MAX_COST: wholeNumber(
    1,
    1_000_000,
  )({
    default: 10_000,
    desc: 'cost limit of one operation, in requests to Graph: estimated before it runs and charged while it runs',
  }),
  EXECUTION_PLANS: onOff({
    default: 'on',
    desc: 'whether operations that run again are executed by plans, which takes less CPU; `off` leaves all to graphql-js',
  }),
  FEDERATION_AUTHORIZATION: onOff({
    default: 'on',
    desc: 'whether the SDL that routers read has `@authenticated` and `@requiresScopes`',
  }),
  FEDERATION_TRACING: onOff({
    default: 'off',
    desc: "whether a router that requests it receives the times of an operation's fields",
  }),

  // What operators see.
  METRICS_PORT: portNumber({
    default: undefined,
    desc: 'port for `GET /metrics` alone, without a token; 0 is any free port; if absent, nothing is measured',
  }),
  METRICS_HOST: hostName({ default: undefined, desc: 'address of that port; if absent, `HOST`' }),
  METRICS_OPERATION_NAMES: oneOf(['off', 'trusted'])({
    default: 'off',
    desc: '`trusted` measures each operation of the manifest of trusted documents by its name',
  }),

  // Traces, with the keys of OpenTelemetry's specification.
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl({
    default: undefined,
    desc: 'collector that gets the traces, below its `/v1/traces`; if absent, nothing is traced',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: otlpUrl({
    default: undefined,
    desc: 'the same with its whole path; counts first',
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(['http/protobuf', 'http/json'])({
    default: 'http/protobuf',
    desc: 'encoding of the traces',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: keyValues({
    default: undefined,
    desc: 'headers for the collector, such as its key; never logged',
  }),
  OTEL_EXPORTER_OTLP_TIMEOUT: milliseconds(1, 600_000)({ default: 10_000, desc: 'time for one export' }),
  OTEL_TRACES_EXPORTER: oneOf(['otlp', 'none'])({ default: 'otlp', desc: '`none` turns traces off' }),
  OTEL_SDK_DISABLED: oneOf(['true', 'false'])({ default: 'false', desc: '`true` turns traces off' }),
  OTEL_TRACES_SAMPLER: oneOf([
    'always_on',
    'always_off',
    'traceidratio',
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
  ])({
    default: 'parentbased_traceidratio',
    desc: 'which traces are recorded; `parentbased_…` does as the caller does, if it sends `traceparent`',
  }),
  OTEL_TRACES_SAMPLER_ARG: ratio({ default: 0.01, desc: 'share of the traces that `…traceidratio` records' }),
  TRACE_MAX_PER_SECOND: wholeNumber(
    1,
    10_000,
  )({
    default: 50,
    desc: 'recorded traces in one second, whatever the sampler and callers ask for',
  }),
  OTEL_PROPAGATORS: oneOf(['tracecontext', 'none'])({
    default: 'tracecontext',
    desc: 'whether `traceparent` is read from callers and sent to Graph',
  }),
  OTEL_SERVICE_NAME: text('text')({
    default: undefined,
    desc: '`service.name` of the traces; if absent, `macos-software-update-gateway`',
  }),
  OTEL_RESOURCE_ATTRIBUTES: keyValues({ default: undefined, desc: 'further attributes of this process in its traces' }),

  // The process.
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])({
    default: 'info',
    desc: 'least severe level that is logged',
  }),
  AUDIT_LOG: onOff({
    default: 'off',
    desc: 'whether each write adds a line with who, what and the outcome to the log, whatever `LOG_LEVEL` is',
  }),
  NODE_ENV: oneOf(['production', 'development', 'test'])({
    default: 'production',
    desc: '`production` turns off introspection, the landing page, suggestions and development origins',
  }),
  GATEWAY_COMMIT: text('text')({
    default: undefined,
    desc: 'commit of the build, for the log; the image has it from the build argument `COMMIT`',
  }),
};

export type Environment = ValuesOf<typeof environment>;

/** The value of each key. A key with a problem has no value, and its problem is added to the list. */
export function readEnvironment(variables: NodeJS.ProcessEnv, problems: string[]): Partial<Environment> {
  return readRows({ ...variables, ...proxyVariables(variables) }, environment, problems);
}

/** These alone are also written in lower case, and curl, Go and Node.js let that spelling count first. */
function proxyVariables(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const keys = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];
  return Object.fromEntries(keys.map((key) => [key, variables[key.toLowerCase()] || variables[key] || '']));
}

/** The same for some of the rows, or for the rows of another program. */
export function readRows<Rows>(variables: NodeJS.ProcessEnv, rows: Rows, problems: string[]): Partial<ValuesOf<Rows>> {
  // An empty variable counts as absent, as in most container platforms.
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  return customCleanEnv(present, rows, (values) => values as Partial<ValuesOf<Rows>>, {
    reporter: ({ errors }) => {
      for (const [key, error] of Object.entries<Error | undefined>(errors)) problems.push(`${key} ${error?.message}`);
    },
  });
}

type ValuesOf<Rows> = Pick<CleanedEnv<Rows>, keyof Rows & keyof CleanedEnv<Rows>>;
