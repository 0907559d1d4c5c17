/** The authority's endpoints: discovery, keys, the token endpoint of each tenant, and what people open. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Certificate } from './certificate.js';
import { grantToken } from './grants.js';
import { discoveryDocument, isShared, issuerOf, type TokenVersion } from './issuers.js';
import { invalidRequest, OAuthError, refusalBody } from './oauth-refusal.js';
import { grantToPublicClient, isPublicGrant } from './sign-in/public-client-grants.js';
import { addSignIn } from './sign-in/routes.js';
import type { AuthorityState } from './state.js';

const temporarilyUnavailable = 90033;

export function createServer(state: AuthorityState, { key, cert }: Certificate) {
  const server = fastify({ https: { key, cert }, forceCloseConnections: true });
  addRoutes(server, state);
  return server;
}

/**
 * Without TLS, for the browser of a person: it would warn of a certificate that is created at each start. It is as safe,
 * because both listen on the loopback.
 */
export function createPlainServer(state: AuthorityState): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  addRoutes(server, state);
  return server;
}

function addRoutes(server: FastifyInstance, state: AuthorityState): void {
  addSignIn(server, state);
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(text.toString())));
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (!(error instanceof OAuthError)) return reply.code(error.statusCode ?? 500).send({ error: 'server_error' });
    return reply.code(error.status).send(refusalBody(error, correlationIdOf(request)));
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const { clockAheadSeconds } = state.quirks;
    if (clockAheadSeconds !== 0)
      void reply.header('date', new Date(Date.now() + clockAheadSeconds * 1000).toUTCString());
    done();
  });
  for (const version of ['1.0', '2.0'] as const) {
    const segment = version === '2.0' ? '/v2.0' : '';
    document(server, `/:tenant${segment}/.well-known/openid-configuration`, state, (tenant) =>
      discoveryDocument(state.root(), tenant, version),
    );
    document(server, `/:tenant/discovery${segment}/keys`, state, (tenant) => keySet(state, tenant, version));
  }
  server.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', (request, reply) =>
    answerTokenRequest(state, request, reply),
  );
}

function document(
  server: FastifyInstance,
  path: string,
  state: AuthorityState,
  content: (tenant: string) => object,
): void {
  server.get<{ Params: { tenant: string } }>(path, (request, reply) => {
    state.reads.push(request.url);
    const { tenant } = request.params;
    if (state.quirks.keysDown) return reply.code(503).send({ error: 'temporarily_unavailable' });
    if (!isShared(tenant) && !state.tenants.includes(tenant)) {
      throw new OAuthError('invalid_tenant', 90002, `Tenant '${tenant}' not found.`);
    }
    return reply.send(content(tenant));
  });
}

/** Each key names the issuer that it is valid for; the shared set leaves the tenant open. */
function keySet({ root, keys }: AuthorityState, tenant: string, version: TokenVersion): object {
  const issuer = issuerOf(root(), isShared(tenant) ? '{tenantid}' : tenant, version);
  return { keys: keys.published.map(({ jwk }) => ({ ...jwk, issuer })) };
}

async function answerTokenRequest(
  state: AuthorityState,
  request: FastifyRequest<{ Params: { tenant: string } }>,
  reply: FastifyReply,
): Promise<unknown> {
  const { quirks, requests } = state;
  const form = (request.body ?? {}) as Record<string, string>;
  requests.push({ path: request.url, form, time: Date.now() });
  if (quirks.hang) return reply.hijack();
  if (quirks.latencyMs > 0) await delay(quirks.latencyMs);
  if (quirks.html) {
    return reply
      .code(quirks.status || 200)
      .type('text/html')
      .send('<!doctype html><title>Service unavailable</title><h1>We are working on it</h1>');
  }
  if (quirks.status > 0) {
    if (quirks.retryAfterSeconds !== null) void reply.header('retry-after', quirks.retryAfterSeconds);
    const refusal = new OAuthError(
      'temporarily_unavailable',
      temporarilyUnavailable,
      'A transient error has occurred. Please try again.',
    );
    return reply.code(quirks.status).send(refusalBody(refusal, correlationIdOf(request)));
  }
  if (Object.keys(form).length === 0) {
    throw invalidRequest(900144, "The request body must contain the following parameter: 'grant_type'.");
  }
  const { tenant } = request.params;
  const granted = isPublicGrant(form)
    ? await grantToPublicClient(state, tenant, form, request.headers.origin)
    : await grantToken(state, tenant, form);
  return reply.header('cache-control', 'no-store').send(granted);
}

function correlationIdOf({ headers }: FastifyRequest): string {
  const given = headers['client-request-id'];
  return typeof given === 'string' ? given : randomUUID();
}
