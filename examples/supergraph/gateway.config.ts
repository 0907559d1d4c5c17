/**
 * The gateway: Hive Gateway's configuration, for its command line (`hive-gateway supergraph`) and for `npm run supergraph` alike.
 *
 * It passes on who calls and what joins logs, and a refusal of the token back, with the challenge that belongs to it. Nothing
 * is reported to anybody, no other website may ask, and GraphiQL comes from this machine.
 */
import type { GatewayConfigSupergraph, GatewayContext, GatewayPlugin } from '@graphql-hive/gateway-runtime';

const relayedHeaders = ['authorization', 'x-request-id', 'traceparent', 'tracestate'];

/**
 * A subgraph's 401 is the client's too: Graph may ask for another token (a claims challenge), and only the client can get one.
 * Of several challenges it gets one, with claims where one has them.
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
  /** A client that hangs up takes what the subgraphs do for it along. */
  upstreamCancellation: true,
  /** GraphiQL has the origin of the gateway. By itself the gateway lets every website in. */
  cors: false,
  /** From its package, not from a content delivery network. It is large, so that it is read when a browser asks. */
  renderGraphiQL: async (options) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL(options);
  },
  graphiql: { title: 'Example supergraph' },
  landingPage: false,
} satisfies GatewayConfigSupergraph & { host: string; port: number };
