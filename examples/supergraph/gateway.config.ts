/**
 * The gateway: Hive Gateway's configuration, for its command line (`hive-gateway supergraph`) and for `npm run
 * supergraph`.
 *
 * It forwards the token, the idempotency key and the correlation headers, and relays rejections of a token with their challenge. It reports
 * nothing to others, allows no other website, and serves GraphiQL from this machine.
 */
import type { GatewayConfigSupergraph, GatewayContext, GatewayPlugin } from '@graphql-hive/gateway-runtime';

const relayedHeaders = ['authorization', 'x-request-id', 'idempotency-key', 'traceparent', 'tracestate'];

/**
 * A subgraph's 401 is meant for the client: Graph may require another token (a claims challenge), and only the client
 * can get one. Of several challenges the client gets one, preferably one with claims.
 */
function relayChallenge(): GatewayPlugin {
  const challenges = new WeakMap<object, string>();
  return {
    onFetch({ executionRequest }) {
      const { request } = (executionRequest?.context ?? {}) as Partial<GatewayContext>;
      return ({ response }) => {
        const challenge = response.headers.get('www-authenticate');
        if (!request || response.status !== 401 || challenge === null) return;
        if (!challenges.has(request) || /\bclaims=/.test(challenge)) challenges.set(request, challenge);
      };
    },
    onResponse(exchange) {
      const { request, response, fetchAPI } = exchange;
      const challenge = challenges.get(request);
      if (challenge === undefined) return;
      const headers = new fetchAPI.Headers(response.headers);
      headers.set('www-authenticate', challenge);
      exchange.setResponse(new fetchAPI.Response(response.body, { status: 401, headers }));
    },
  };
}

export const gatewayConfig = {
  host: '127.0.0.1',
  port: 4400,
  supergraph: './supergraph.graphql',
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) =>
      Object.fromEntries(relayedHeaders.map((name) => [name, request.headers.get(name)])),
  },
  plugins: () => [relayChallenge()],
  /** If a client disconnects, the work of the subgraphs for it is cancelled. */
  upstreamCancellation: true,
  /** GraphiQL has the origin of the gateway. By default the gateway allows every website. */
  cors: false,
  /**
   * From its package, not from a content delivery network. It is large, so it is read only when a browser requests it.
   */
  renderGraphiQL: async (options) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL(options);
  },
  graphiql: { title: 'Example supergraph' },
  landingPage: false,
} satisfies GatewayConfigSupergraph & { host: string; port: number };
