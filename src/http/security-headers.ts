/**
 * What browsers must not do with a response. A response here is data: nothing may load, run or frame it.
 *
 * Outside production one answer is a page, Apollo Sandbox. Its own policy, with a nonce, is in its head; the header
 * allows what that page loads and nothing else.
 */
import type { FastifyInstance } from 'fastify';

const cdn = [
  'https://embeddable-sandbox.cdn.apollographql.com',
  'https://apollo-server-landing-page.cdn.apollographql.com',
];
const sandboxPolicy = Object.entries({
  'default-src': ["'none'"],
  // A header cannot know the nonce; the page's own policy asks for it.
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
 * Set by hand: @fastify/helmet computes them for each request, at a third of the price of a whole operation. What
 * it would add speaks of windows, prefetching and the downloads and plug-ins of old browsers.
 */
const headers = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Answers hold personal data, and differ from caller to caller.
  'cache-control': 'no-store',
};

export function addSecurityHeaders(server: FastifyInstance, production: boolean): void {
  // No `includeSubDomains`: the other hosts of the domain are not ours. Browsers ignore it without TLS.
  const sent = production ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers;
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(sent);
    done();
  });
  if (production) return;
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html')) {
      void reply.header('content-security-policy', sandboxPolicy);
    }
    done();
  });
}
