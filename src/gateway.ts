/** Starts every part with its group of `Config`, and connects them. Read this file first. */
import type { AddressInfo } from 'node:net';
import { startTokenSource } from './auth/start.js';
import { Audit } from './core/audit.js';
import type { Config } from './config/config.js';
import { hostInUrl, withoutIpv6 } from './config/listen.js';
import { GraphClient } from './graph/graph-client.js';
import { GraphCollection } from './graph/graph-collection.js';
import { GraphReads } from './graph/graph-reads.js';
import { graphPermissions } from './core/permissions.js';
import { GraphPolicies } from './graph/policies/graph-policies.js';
import type { SharedPolicies } from './graph/policies/send-times.js';
import { GraphTransport } from './graph/graph-transport.js';
import { exampleOperations } from './graphql/example-operations.js';
import { createApolloServer } from './graphql/apollo-server.js';
import { buildSchema } from './graphql/schema/build-schema.js';
import type { ConnectionLimits } from './http/connection-limits.js';
import type { MetricsServer } from './http/metrics-server.js';
import type { Scopes } from './graphql/schema/federation-sdl.js';
import { TrustedDocuments } from './http/trusted-documents.js';
import { createHttpServer, type HttpServerOptions } from './http/http-server.js';
import { Shutdown } from './http/shutdown.js';
import type { Resource } from './summaries/resource/resource.js';
import { StartedParts } from './started-parts.js';
import type { SharedRedis } from './redis/connect.js';
import { startIdempotency } from './idempotency/start.js';
import { withMetrics, type Logger } from './telemetry/logger.js';
import type { Readings } from './telemetry/metrics/readings.js';
import { partFailedToStop } from './telemetry/events.js';
import type { Tracing } from './telemetry/tracing/tracing.js';

/**
 * Connections that may wait to be accepted; the system may allow fewer. With Node's default of 511, a burst of 600
 * makes some clients wait a second or more for their next attempt.
 */
const backlog = 4096;

export interface Gateway {
  /** Where clients send operations, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Where operators read metrics, as in `http://127.0.0.1:9464/metrics`. Undefined while they are off. */
  readonly metricsUrl: string | undefined;
  /** `/ready` answers 503 immediately. After the delay, running operations end and every connection is closed, within the deadline. */
  stop(options?: { readonly atOnce: boolean }): Promise<void>;
  /** Logs what would make each operation fail. Never fails. */
  check(): Promise<void>;
}

/** Adds routes next to `/graphql`. */
export type Pages = NonNullable<HttpServerOptions['pages']>;

interface Options {
  readonly limits?: ConnectionLimits;
  /** What the explorer and Apollo Sandbox send, for the demo alone: pages outside production show it. */
  readonly demoToken?: string | undefined;
  /** The resources of the schema: the product's own, unless a test adds one. */
  readonly resources?: readonly Resource[];
  /** Absent in production: those of the demo. */
  readonly pages?: Pages;
}

export async function startGateway(config: Config, logger: Logger, options: Options = {}): Promise<Gateway> {
  const parts = new StartedParts();
  const shutdown = new Shutdown(config.http);
  try {
    const { check, ...urls } = await startParts(parts, shutdown, config, logger, options);
    return {
      ...urls,
      check: () => check(logger),
      stop: ({ atOnce } = { atOnce: false }) => {
        if (atOnce) shutdown.skipDelay();
        return parts.stop();
      },
    };
  } catch (error) {
    await parts.stop().catch((err: unknown) => partFailedToStop(logger, { err }));
    throw error;
  }
}

interface Started extends Pick<Gateway, 'url' | 'metricsUrl'> {
  readonly check: (logger: Logger) => Promise<void>;
}

/** Starts each part after the parts that it uses. */
async function startParts(
  parts: StartedParts,
  shutdown: Shutdown,
  config: Config,
  processLogger: Logger,
  options: Options,
): Promise<Started> {
  const { logger, metricsServer } = await startMetrics(parts, config, processLogger, {
    graph: () => policies.load,
    isDraining: shutdown.isStopping,
    isRedisUp: config.redis.url === undefined ? undefined : () => redis?.state.isUp === true,
  });
  // The last traces are sent after the parts that make them have stopped.
  const tracing = await startTraces(parts, config, logger);
  // Calls to the authority have the same timeout and the same reset time of their breaker as calls to Graph.
  const network = { ...config.graph, proxies: config.proxies, logger };
  const { tokens, identify, check } = parts.add(await startTokenSource(config.auth, network), ({ stop }) => stop());
  const transport = parts.add(new GraphTransport(network), (graph) => graph.destroy());
  const redis = await startRedis(parts, config, logger);
  const keys = { ...config.idempotency, tryMs: config.graph.timeoutMs };
  const { idempotency, undelivered, receive } = await startIdempotency(keys, redis, tokens);
  parts.add(undelivered, (answers) => answers.stop());
  const shared = await startShared(parts, config, redis, logger, receive);
  const policies = new GraphPolicies(config.graph, tokens, logger, shared);
  const client = parts.add(new GraphClient(transport, tokens, policies, config.graph, logger), ({ log }) => log.stop());
  const reads = new GraphReads(client, config.graph.batchConcurrency);
  const audit = config.telemetry.audit ? new Audit(tokens) : undefined;
  const collection = (path: string): GraphCollection => new GraphCollection(client, reads, path, audit);

  const subgraph = buildSchema({
    ...(options.resources === undefined ? {} : { resources: options.resources }),
    collection,
    tokens,
    audit,
    scopes: config.graphql.federationAuthorization ? scopesOf(config.auth) : undefined,
  });
  const explorer = config.http.production ? undefined : { operations: exampleOperations(), token: options.demoToken };
  const apollo = await createApolloServer(subgraph, { ...config.graphql, sandbox: explorer, logger });
  await apollo.start();
  parts.add(apollo, () => apollo.stop());

  const { host, port, rateLimit, trustedDocuments } = config.http;
  const http = await createHttpServer(apollo, {
    ...config.http,
    tokens,
    maxCost: config.graphql.maxCost,
    nestedExpand: config.graph.nestedExpand,
    idempotency,
    undelivered,
    logger,
    explorer,
    isStopping: shutdown.isStopping,
    isDraining: shutdown.isDraining,
    running: shutdown.running,
    isOverloaded: () => policies.overloaded,
    trustedDocuments: trustedDocuments && new TrustedDocuments(trustedDocuments.bodiesById, trustedDocuments.mode),
    rateLimit: rateLimit && { ...rateLimit, redis, identify },
    beginTrace: tracing && ((request) => tracing.begin(request)),
    ...options,
  });
  parts.add(http, () => shutdown.stop(http));
  const { metrics } = config.telemetry;
  const metricsUrl =
    metricsServer &&
    metrics &&
    (await listen((at) => metricsServer.listen(at, metrics.port), metrics.host, '/metrics'));
  const url = await listen(
    async (host) => {
      await http.listen({ host, port, backlog });
      return (http.server.address() as AddressInfo).port;
    },
    host,
    '/graphql',
  );
  return { url, metricsUrl, check };
}

/** Metrics are read until the end, so their server stops last. It listens once everything that they read has started. */
async function startMetrics(
  parts: StartedParts,
  config: Config,
  logger: Logger,
  readings: Readings,
): Promise<{ logger: Logger; metricsServer?: MetricsServer }> {
  const { auth, graph, http, idempotency, telemetry } = config;
  if (telemetry.metrics === undefined) return { logger };
  const [{ createMetrics }, { MetricsServer }] = await Promise.all([
    import('./telemetry/metrics/create.js'),
    import('./http/metrics-server.js'),
  ]);
  const { metrics, expositions } = createMetrics(
    {
      authMode: auth.mode,
      hasAuthority: auth.mode !== 'forward',
      hasIdempotencyKeys: idempotency.store !== 'off',
      hasRateLimit: http.rateLimit !== undefined,
      hasTraces: telemetry.tracing !== undefined,
      places: graph.concurrency,
      queue: graph.queue,
      pace: graph.pace,
      operationNames: telemetry.metrics.operationNames,
    },
    readings,
  );
  const server = new MetricsServer((accept) => expositions.for(accept), logger);
  return { logger: withMetrics(logger, metrics), metricsServer: parts.add(server, () => server.stop()) };
}

/** The URL of `path` where `start` listens: the image has `HOST=::`, and not every machine has IPv6. */
async function listen(start: (host: string) => Promise<number>, host: string, path: string): Promise<string> {
  try {
    return `http://${hostInUrl(host)}:${await start(host)}${path}`;
  } catch (error) {
    const other = withoutIpv6(host);
    if (other === undefined || (error as NodeJS.ErrnoException).code !== 'EAFNOSUPPORT') throw error;
    return `http://${hostInUrl(other)}:${await start(other)}${path}`;
  }
}

/** Loaded only when traces are on. */
async function startTraces(parts: StartedParts, { telemetry }: Config, logger: Logger): Promise<Tracing | undefined> {
  if (telemetry.tracing === undefined) return undefined;
  const { startTracing } = await import('./telemetry/tracing/tracing.js');
  return parts.add(await startTracing(telemetry.tracing, logger), (tracing) => tracing.stop());
}

/** For everything that several gateways share. */
async function startRedis(parts: StartedParts, config: Config, logger: Logger): Promise<SharedRedis | undefined> {
  const { redis } = config;
  if (redis.url === undefined) return undefined;
  const { connectRedis } = await import('./redis/connect.js');
  const shared = parts.add(await connectRedis(redis, logger), ({ client }) => client.disconnect());
  const { RedisCounts } = await import('./http/redis-counts.js');
  const counts = new RedisCounts(shared.client, shared.state, logger);
  shared.state.check = () => counts.check();
  return shared;
}

/** Graph throttles applications apart, so gateways of other applications may use the same Redis. */
async function startShared(
  parts: StartedParts,
  { auth, graph }: Config,
  redis: SharedRedis | undefined,
  logger: Logger,
  onOtherMessage: (message: string) => void,
): Promise<SharedPolicies | undefined> {
  if (redis === undefined) return undefined;
  const application = auth.mode === 'forward' ? [] : [auth.tenantId, auth.clientId];
  const fleet = JSON.stringify([graph.origin, auth.mode, ...application]);
  const { startShared: start } = await import('./graph/shared/start.js');
  return parts.add(await start(redis, { fleet, pace: graph.pace, logger, onOtherMessage }), (shared) => shared.stop());
}

/** The permissions in callers' tokens: Graph's in forward mode, the gateway's otherwise. */
function scopesOf(auth: Config['auth']): Scopes {
  return auth.mode === 'forward' ? graphPermissions : auth.permissions;
}
