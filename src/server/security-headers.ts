/**
 * What browsers are told to keep shut. An answer here is data: nothing may load, run or frame it.
 *
 * Outside production one answer is a page, Apollo Sandbox. Its own policy, with a nonce, is in its head; the header
 * allows what that page loads and nothing else.
 */
import helmet from '@fastify/helmet';
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

export async function addSecurityHeaders(server: FastifyInstance, production: boolean): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // No `includeSubDomains`: the other hosts of the domain are not ours. Browsers ignore it without TLS.
    strictTransportSecurity: production ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // They speak of windows, prefetching and the downloads and plug-ins of old browsers.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  server.addHook('onRequest', (_request, reply, done) => {
    // Answers hold personal data, and differ from caller to caller.
    void reply.header('cache-control', 'no-store');
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
