/**
 * Security headers for browsers. A response is data, so nothing in it may load, run or be framed.
 *
 * Outside production two responses are pages. Apollo Sandbox, at `/graphql`, contains its own policy with a nonce; the header
 * allows only what that page loads. The other one is explorer/, which sets its policy itself.
 */
import type { FastifyInstance } from 'fastify';

const cdn = [
  'https://embeddable-sandbox.cdn.apollographql.com',
  'https://apollo-server-landing-page.cdn.apollographql.com',
];
const sandboxPolicy = Object.entries({
  'default-src': ["'none'"],
  // A header cannot know the nonce; the page's own policy requires it.
  'script-src': ["'unsafe-inline'", ...cdn],
  'style-src': ["'unsafe-inline'", ...cdn, 'https://fonts.googleapis.com'],
  'font-src': ['https://fonts.gstatic.com'],
  'img-src': cdn,
  'manifest-src': cdn,
  'frame-src': ['https://sandbox.embed.apollographql.com'],
  // The page sends the operations itself, for its frame.
  'connect-src': ["'self'", ...cdn],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
})
  .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
  .join(';');

/**
 * Set by hand: @fastify/helmet computes them again for each request, at a third of the cost of a whole operation. Its
 * further headers concern windows, prefetching, and the downloads and plug-ins of old browsers.
 */
const headers = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Responses contain personal data and differ between callers.
  'cache-control': 'no-store',
};

export function addSecurityHeaders(server: FastifyInstance, production: boolean): void {
  // Without `includeSubDomains`: the other hosts of the domain are not part of the gateway. Browsers ignore the header
  // without TLS.
  const sent = production ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers;
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(sent);
    done();
  });
  if (production) return;
  server.addHook('onSend', ({ routeOptions }, reply, _payload, done) => {
    if (routeOptions.url === '/graphql' && String(reply.getHeader('content-type')).startsWith('text/html')) {
      void reply.header('content-security-policy', sandboxPolicy);
    }
    done();
  });
}
