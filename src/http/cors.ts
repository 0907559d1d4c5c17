/** Which browsers' pages may call: an allow-list; outside production also Apollo's hosted Sandbox and this machine. */
import type { FastifyCorsOptions } from '@fastify/cors';

const sandboxes = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const localhost = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

export function corsOptions(origins: readonly string[], production: boolean): FastifyCorsOptions {
  return {
    origin: production ? [...origins] : [...origins, ...sandboxes, localhost],
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'x-request-id', 'apollo-require-preflight', 'traceparent'],
    exposedHeaders: [
      'www-authenticate',
      'x-request-id',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    // Tokens travel in a header that scripts set; cookies have no meaning here.
    credentials: false,
    maxAge: 600,
    strictPreflight: false,
  };
}
