/** Which web pages may call the gateway: an allow-list; outside production also Apollo's hosted Sandbox and this machine. */
import cors from '@fastify/cors';
import type { FastifyInstance, onSendHookHandler } from 'fastify';
import { preflightHeaders } from '../graphql/preflight-headers.js';
import { logRefusedPreflight } from './refused-preflights.js';

export interface CorsOptions {
  readonly corsOrigins: readonly string[];
  /** Request headers that pages may set, besides the usual ones. */
  readonly corsHeaders: readonly string[];
  readonly production: boolean;
}

const sandboxes = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const localhost = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/** What Apollo Client, urql, graphql-request, OpenTelemetry and Sentry set in a page. A header that is not here fails the whole request. */
export const usualHeaders = [
  'content-type',
  ...preflightHeaders,
  'x-request-id',
  'apollographql-client-name',
  'apollographql-client-version',
  'idempotency-key',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
];

export async function addCors(server: FastifyInstance, options: CorsOptions): Promise<void> {
  const { corsOrigins, corsHeaders, production } = options;
  const methods = ['GET', 'POST'];
  const allowedHeaders = [...usualHeaders, ...corsHeaders];
  // The plugin's one route is that of preflights, so no other request pays for this.
  server.addHook('onRoute', (route) => {
    if (route.method === 'OPTIONS') route.onSend = [allowPrivateNetwork, logRefusedPreflight(methods, allowedHeaders)];
  });
  await server.register(cors, {
    origin: production ? [...corsOrigins] : [...corsOrigins, ...sandboxes, localhost],
    methods,
    allowedHeaders,
    exposedHeaders: [
      'www-authenticate',
      'x-request-id',
      'retry-after',
      'idempotent-replayed',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    // Scripts send the token in a header; cookies are not used.
    credentials: false,
    maxAge: 600,
    strictPreflight: false,
  });
}

/** Chromium asks once more when a public page calls a gateway in a private network, or on the machine; under either name. */
const allowPrivateNetwork: onSendHookHandler = (request, reply, _payload, done) => {
  if (reply.hasHeader('access-control-allow-origin')) {
    for (const network of ['private-network', 'local-network']) {
      const asks = request.headers[`access-control-request-${network}`] === 'true';
      if (asks) void reply.header(`access-control-allow-${network}`, 'true');
    }
  }
  done();
};
