/**
 * The gateway: Hive Gateway's configuration, for its command line (`hive-gateway supergraph`) and for `npm run supergraph` alike.
 *
 * It passes the caller's `Authorization` on, and a refusal of the token back, with the challenge that belongs to it. Nothing
 * is reported to anybody, and GraphiQL comes from this machine.
 */
import type { GatewayConfigSupergraph, GatewayPlugin } from '@graphql-hive/gateway-runtime';

/** A subgraph's 401 is the client's too: Graph may ask for another token (a claims challenge), and only the client can get one. */
const refusedTokens: GatewayPlugin = {
  onSubgraphExecute:
    () =>
    ({ result }) => {
      if (!('errors' in result)) return;
      for (const { extensions } of result.errors ?? []) {
        if (extensions?.['code'] === 'UNAUTHENTICATED') extensions['http'] = { status: 401, spec: false };
      }
    },
};

export const gatewayConfig = {
  host: '127.0.0.1',
  port: 4400,
  supergraph: './supergraph.graphql',
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => pick(request.headers, 'authorization'),
    fromSubgraphsToClient: ({ response }) => pick(response.headers, 'www-authenticate'),
  },
  plugins: () => [refusedTokens],
  /** From its package, not from a content delivery network. It is large, so that it is read when a browser asks. */
  renderGraphiQL: async (options) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL(options);
  },
  graphiql: { title: 'Example supergraph' },
  landingPage: false,
} satisfies GatewayConfigSupergraph & { host: string; port: number };

function pick(headers: Headers, name: string): Record<string, string> {
  const value = headers.get(name);
  return value === null ? {} : { [name]: value };
}
