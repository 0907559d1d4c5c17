/**
 * Hive Gateway in front of this subgraph: the configuration with which nothing is lost on the way.
 *
 * By default it passes no header on, keeps the errors of a subgraph but not its HTTP status and challenge, and cancels
 * nothing. All three exports are needed.
 */
import type { GatewayContext, GatewayPlugin, PropagateHeadersOpts } from '@graphql-hive/gateway-runtime';
import { relayedHeaders } from './relayed-headers.js';

/** For `upstreamCancellation`: requests without a waiting client are cancelled. */
export const relayCancellation = true;

/** For `propagateHeaders`. */
export const relayHeaders: PropagateHeadersOpts<GatewayContext> = {
  fromClientToSubgraphs: ({ request }) =>
    Object.fromEntries(relayedHeaders.map((name) => [name, request.headers.get(name)])),
};

/**
 * For `plugins`. A challenge of a subgraph (HTTP 401 with `WWW-Authenticate`) reaches the client unchanged; of several,
 * one with claims.
 */
export function relayChallenge(): GatewayPlugin {
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
