/**
 * `@apollo/gateway` in front of this subgraph: the configuration with which nothing is lost on the way.
 *
 * By default the gateway passes no header on, and turns any response with an HTTP error status into one error without
 * path, extensions and challenge, which shows the subgraph's address instead. With this configuration, a response in
 * the shape of GraphQL counts as one whatever its status, a challenge (HTTP 401 with `WWW-Authenticate`) reaches the
 * client unchanged, and requests without a waiting client are cancelled.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ApolloServerPlugin } from '@apollo/server';
import { relayedHeaders } from './relayed-headers.js';

export interface RelayContext {
  /** The headers of the client's request that go to every subgraph. */
  readonly headers: Readonly<Record<string, string>>;
  /** Filled while the operation runs. */
  readonly challenges: string[];
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
}

/** Calls of the gateway itself, at its start for instance, have no context. */
type MaybeContext = Partial<RelayContext>;

/** For `context` of Apollo Server. */
export function relayContext({ req, res }: { req: IncomingMessage; res: ServerResponse }): RelayContext {
  const headers = relayedHeaders.flatMap((name) => {
    const value = req.headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const callerLeft = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) callerLeft.abort();
  });
  return { headers: Object.fromEntries(headers), challenges: [], signal: callerLeft.signal };
}

/** The gateway passes its context to a data source, but not to the `fetcher` of one. */
const calling = new AsyncLocalStorage<MaybeContext>();

/** For `buildService` of ApolloGateway. */
export class RelayingDataSource extends RemoteGraphQLDataSource<MaybeContext> {
  override process(options: GraphQLDataSourceProcessOptions<MaybeContext>) {
    return calling.run(options.context, () => super.process(options));
  }

  override fetcher: RemoteGraphQLDataSource['fetcher'] = async (url, init) => {
    const signal = calling.getStore()?.signal;
    const response = await fetch(url, { ...(init as RequestInit), ...(signal ? { signal } : {}) });
    const isGraphQL = /^application\/(graphql-response\+)?json/.test(response.headers.get('content-type') ?? '');
    // By default the gateway reads only the body of a 200.
    return response.ok || !isGraphQL ? response : new Response(response.body, { headers: response.headers });
  };

  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<MaybeContext>): void {
    const { headers = {} } = context as MaybeContext;
    for (const [name, value] of Object.entries(headers)) request.http?.headers.set(name, value);
  }

  override didReceiveResponse({
    response,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<MaybeContext>['didReceiveResponse']>>[0]) {
    const challenge = response.http?.headers.get('www-authenticate');
    if (challenge) context.challenges?.push(challenge);
    return response;
  }
}

/** For `plugins` of Apollo Server. */
export const relayChallenge: ApolloServerPlugin<RelayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response, contextValue: { challenges } }) {
        // One is enough; clients can act on claims.
        const challenge = challenges.find((each) => /\bclaims=/.test(each)) ?? challenges[0];
        if (challenge !== undefined) {
          response.http.status = 401;
          response.http.headers.set('www-authenticate', challenge);
        }
        return Promise.resolve();
      },
    }),
};
