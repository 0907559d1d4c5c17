/**
 * Connects Fastify with Apollo Server. `@as-integrations/fastify` makes a URL of each request, for a query string that
 * only GET has, and that is 2 to 3 % of a creation: ADR 0030.
 */
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../graphql/request-context.js';

type ContextFunction = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>;
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<string>;

export function graphqlHandler(apollo: ApolloServer<RequestContext>, context: ContextFunction): Handler {
  return async (request, reply) => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: requestOf(request),
      context: () => context(request, reply),
    });
    for (const [name, value] of headers) void reply.header(name, value);
    void reply.code(status ?? 200);
    // A schema without @defer and @stream has no responses in parts.
    if (body.kind === 'chunked') throw new TypeError('A response in parts');
    return body.string;
  };
}

function requestOf({ method, url, headers, body, hostname }: FastifyRequest): HTTPGraphQLRequest {
  checkHost(hostname);
  const search = method === 'POST' ? '' : new URL(url, 'http://gateway').search;
  return { method, headers: headersOf(headers), search, body };
}

let goodHostname = '';

/** Throws what `new URL` throws, a 400: a `Host` that no URL can have comes from an attacker or a broken proxy. */
function checkHost(hostname: string): void {
  if (hostname === goodHostname) return;
  new URL(`http://${hostname}/`);
  goodHostname = hostname;
}

/** Node.js has made the names lower case. An empty value is none. */
function headersOf(given: FastifyRequest['headers']): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(given)) {
    if (value) headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return headers;
}
