/** Builds every part from Config and joins them. Read this file first. */
import type { AddressInfo } from 'node:net';
import { startTokenSource } from './auth/start.js';
import { ConfigError, type Config } from './config/config.js';
import { GraphClient } from './graph/graph-client.js';
import { GraphCollection } from './graph/graph-collection.js';
import { GraphReads } from './graph/graph-reads.js';
import { graphPermissions } from './core/permissions.js';
import { GraphPolicies } from './graph/policies/graph-policies.js';
import type { TokenSource } from './core/token-source.js';
import { GraphTransport } from './graph/graph-transport.js';
import { createApolloServer } from './graphql/apollo-server.js';
import { buildSchema } from './graphql/schema/build-schema.js';
import type { ConnectionLimits } from './http/connection-limits.js';
import type { Scopes } from './graphql/schema/federation-sdl.js';
import { ManifestFault, readManifest, TrustedDocuments } from './http/trusted-documents.js';
import { createHttpServer } from './http/http-server.js';
import { accountSummaryResource } from './summaries/account/account-summary.resource.js';
import { categorySummaryResource } from './summaries/category/category-summary.resource.js';
import { stateSummaryResource } from './summaries/state/state-summary.resource.js';
import type { Logger } from './telemetry/logger.js';

/** For an answer to be written after the last deadline. */
const cutOffMarginMs = 500;

export interface Gateway {
  /** Where clients send operations, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Says no at `/ready` at once, lets running operations end, then closes every connection; the deadline bounds it. */
  stop(): Promise<void>;
}

export async function startGateway(
  config: Config,
  logger: Logger,
  { limits: connectionLimits }: { limits?: ConnectionLimits } = {},
): Promise<Gateway> {
  const { graphBaseUrl, graphTimeoutMs, requestDeadlineMs, production } = config;
  const trustedDocuments = readTrustedDocuments(config);
  const limits = { timeoutMs: graphTimeoutMs, breakerResetMs: config.graphBreakerResetMs };
  const { tokens, identify, stop: stopTokens } = await startTokenSource(config.auth, limits);
  const transport = new GraphTransport(graphBaseUrl.origin, {
    connectTimeoutMs: graphTimeoutMs,
    connections: config.graphConcurrency,
  });
  const policies = graphPolicies(config, tokens);
  const basePath = graphBaseUrl.pathname.replace(/\/+$/, '');
  const origin = graphBaseUrl.origin;
  const client = new GraphClient(transport, tokens, policies, { origin, basePath, tryTimeoutMs: graphTimeoutMs });
  const reads = new GraphReads(client, config.graphBatchConcurrency);
  const collection = (path: string): GraphCollection => new GraphCollection(client, reads, path);

  const { schema, sdl } = buildSchema({
    accountSummaries: accountSummaryResource(collection),
    categorySummaries: categorySummaryResource(collection),
    stateSummaries: stateSummaryResource(collection),
    tokens,
    scopes: config.federationAuthorization ? scopesOf(config.auth) : undefined,
  });

  let drainEnds = Infinity;
  const { queryMaxCost: maxCost, federationTracing } = config;
  const apollo = await createApolloServer(schema, { sdl, production, maxCost, federationTracing, logger });
  await apollo.start();
  const { rateLimitMax: max, rateLimitWindowMs: windowMs, redisUrl } = config;
  const counts = max > 0 && redisUrl !== undefined;
  const redis = counts ? await (await import('./redis/connect.js')).connectRedis(redisUrl, logger) : undefined;
  const server = await createHttpServer(apollo, {
    production,
    tokens,
    corsOrigins: config.corsOrigins,
    requestDeadlineMs,
    maxCost,
    nestedExpand: config.graphExpand === 'nested',
    logger,
    maxEventLoopDelayMs: config.maxEventLoopDelayMs,
    isDraining: () => drainEnds < Infinity,
    latestDeadline: () => drainEnds,
    isOverloaded: () => policies.overloaded,
    trustedDocuments,
    rateLimit: max > 0 ? { max, windowMs, redis, identify } : undefined,
    ...(connectionLimits ? { limits: connectionLimits } : {}),
  });
  try {
    await server.listen({ host: addressOf(config.host), port: config.port });
  } catch (error) {
    redis?.client.disconnect();
    await Promise.all([server.close(), apollo.stop(), transport.destroy(), stopTokens()]);
    throw error;
  }

  return {
    url: `http://${printable(config.host)}:${(server.server.address() as AddressInfo).port}/graphql`,
    async stop() {
      drainEnds = performance.now() + requestDeadlineMs;
      // Every operation has ended by then; what is left are clients that neither send nor read.
      const cutOff = setTimeout(() => server.server.closeAllConnections(), requestDeadlineMs + cutOffMarginMs);
      await server.close();
      clearTimeout(cutOff);
      redis?.client.disconnect();
      await apollo.stop();
      await Promise.all([transport.destroy(), stopTokens()]);
    },
  };
}

function graphPolicies(config: Config, tokens: TokenSource): GraphPolicies {
  const options = {
    concurrency: config.graphConcurrency,
    queue: config.graphQueue,
    breakerResetMs: config.graphBreakerResetMs,
    pace: { requests: config.graphPaceRequests, writes: config.graphPaceWrites },
  };
  return new GraphPolicies(options, tokens);
}

/** What callers' tokens hold: permissions of Graph where they are forwarded, or else permissions for the gateway. */
function scopesOf(auth: Config['auth']): Scopes {
  return auth.mode === 'forward' ? graphPermissions : auth.permissions;
}

function readTrustedDocuments(config: Config): TrustedDocuments | undefined {
  if (config.trustedDocuments === undefined) return undefined;
  try {
    return new TrustedDocuments(readManifest(config.trustedDocuments), config.trustedDocumentsMode);
  } catch (error) {
    if (error instanceof ManifestFault) throw new ConfigError([`TRUSTED_DOCUMENTS ${error.message}`]);
    throw error;
  }
}

/** The name stands for two addresses; which of them comes first depends on the machine. */
function addressOf(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}

function printable(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
