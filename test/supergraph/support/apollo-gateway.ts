/** `@apollo/gateway` on Apollo Server, on a free port. */
import { ApolloGateway, RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { relayChallenge, relayContext, RelayingDataSource, type RelayContext } from './apollo-relay.js';
import type { RouterMake } from './router.js';
import { supergraphSdl } from './supergraph-sdl.js';

/** As shipped, except for the documented way to pass on `Authorization`. */
class ForwardingDataSource extends RemoteGraphQLDataSource<Partial<RelayContext>> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Partial<RelayContext>>): void {
    const authorization = (context as Partial<RelayContext>).headers?.['authorization'];
    if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export const apolloGateway: RouterMake = {
  name: '@apollo/gateway',
  // It rejects a supergraph with @authenticated and @requiresScopes.
  environment: { FEDERATION_AUTHORIZATION: 'off' },
  async start(subgraphs, { relay = true } = {}) {
    const gateway = new ApolloGateway({
      supergraphSdl: await supergraphSdl('apollo', subgraphs),
      buildService: ({ url = '' }) => new (relay ? RelayingDataSource : ForwardingDataSource)({ url }),
      logger: silent,
    });
    const server = new ApolloServer<RelayContext>({
      gateway,
      introspection: true,
      includeStacktraceInErrorResponses: false,
      logger: silent,
      plugins: [
        ...(relay ? [relayChallenge] : []),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
    });
    const { url } = await startStandaloneServer(server, {
      listen: { host: '127.0.0.1', port: 0 },
      context: (request) => Promise.resolve(relayContext(request)),
    });
    return { url, stop: () => server.stop() };
  },
};
