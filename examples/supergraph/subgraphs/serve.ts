/** Serves one of the small subgraphs: its SDL and resolvers, over HTTP on the loopback. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { parse } from 'graphql';
import { resolvers as devices } from './devices.ts';
import { GraphReader, type Caller } from './graph.ts';
import { resolvers as users } from './users.ts';

const resolversOf = { devices, users };

export interface Subgraph {
  readonly url: string;
  stop(): Promise<void>;
}

export async function serveSubgraph(
  name: keyof typeof resolversOf,
  { port, graphBaseUrl }: { readonly port: number; readonly graphBaseUrl: string },
): Promise<Subgraph> {
  const sdl = readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8');
  const server = fastify({ forceCloseConnections: true });
  const apollo = new ApolloServer<Caller>({
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolversOf[name] }]),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    plugins: [
      fastifyApolloDrainPlugin<Caller>(server),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // Even if the environment has a key.
      ApolloServerPluginUsageReportingDisabled(),
    ],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: ({ headers: { authorization } }) =>
        Promise.resolve({ graph: new GraphReader(graphBaseUrl, authorization) }),
    }),
  });
  await server.listen({ host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`,
    stop: () => apollo.stop(),
  };
}
