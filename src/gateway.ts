/** Builds every part from Config and joins them. Read this file first. */
import type { AddressInfo } from 'node:net';
import { PassThrough } from './auth/pass-through.js';
import type { Config } from './config.js';
import { GraphClient } from './graph/graph-client.js';
import { GraphCollection } from './graph/graph-collection.js';
import { GraphReads } from './graph/graph-reads.js';
import { GraphTransport } from './graph/graph-transport.js';
import { createApolloServer } from './server/apollo-server.js';
import { buildSchema } from './server/build-schema.js';
import { createHttpServer } from './server/http-server.js';
import { accountSummaryResource } from './summaries/account/account-summary.resource.js';
import { categorySummaryResource } from './summaries/category/category-summary.resource.js';
import { stateSummaryResource } from './summaries/state/state-summary.resource.js';
import type { Logger } from './telemetry/logger.js';

export interface Gateway {
  /** Where clients send operations, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Says no at `/ready` at once, lets running operations end, then closes every connection. */
  stop(): Promise<void>;
}

/** How many connections to Graph there may be at once; further calls wait for a free one. */
const connections = 128;

export async function startGateway(config: Config, logger: Logger): Promise<Gateway> {
  const { graphBaseUrl, graphTimeoutMs, requestDeadlineMs, production } = config;
  const tokens = new PassThrough();
  const transport = new GraphTransport(graphBaseUrl.origin, { connectTimeoutMs: graphTimeoutMs, connections });
  const basePath = graphBaseUrl.pathname.replace(/\/+$/, '');
  const origin = graphBaseUrl.origin;
  const client = new GraphClient(transport, tokens, { origin, basePath, tryTimeoutMs: graphTimeoutMs });
  const reads = new GraphReads(client, config.graphBatchConcurrency);
  const collection = (path: string): GraphCollection => new GraphCollection(client, reads, path);

  const { schema } = buildSchema({
    accountSummaries: accountSummaryResource(collection),
    categorySummaries: categorySummaryResource(collection),
    stateSummaries: stateSummaryResource(collection),
    tokens,
  });

  let draining = false;
  const apollo = createApolloServer(schema, { production, maxCost: config.queryMaxCost, logger });
  await apollo.start();
  const server = await createHttpServer(apollo, {
    production,
    corsOrigins: config.corsOrigins,
    requestDeadlineMs,
    nestedExpand: config.graphExpand === 'nested',
    logger,
    isReady: () => !draining,
  });
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (error) {
    await Promise.all([server.close(), apollo.stop(), transport.destroy()]);
    throw error;
  }

  return {
    url: `http://${printable(config.host)}:${(server.server.address() as AddressInfo).port}/graphql`,
    async stop() {
      draining = true;
      await server.close();
      await apollo.stop();
      await transport.destroy();
    },
  };
}

function printable(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
