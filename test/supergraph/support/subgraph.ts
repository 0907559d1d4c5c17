/** A small subgraph of another team: the test defines its responses, and it records the headers of each operation. */
import type { IncomingHttpHeaders } from 'node:http';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph';
import { parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  /** Where its SDL is read, if the router does not reach it at `url`. */
  readonly sdlUrl?: string;
}

export interface OtherSubgraph extends Subgraph {
  /** One for each operation that a router sent. */
  readonly requests: readonly IncomingHttpHeaders[];
  stop(): Promise<void>;
}

type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>;

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

export async function startSubgraph(name: string, sdl: string, resolvers: Resolvers): Promise<OtherSubgraph> {
  const requests: IncomingHttpHeaders[] = [];
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(`${link}\n${sdl}`), resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: ({ req: { headers } }) => {
      requests.push(headers);
      return Promise.resolve({});
    },
  });
  return { name, url, requests, stop: () => server.stop() };
}
