/** The addresses that browsers open, and those of them that pages of other origins may read. */
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AuthorityState } from '../state.js';
import { authorize, isEachOnce, isLoopback, type AuthorizeAnswer, type Query } from './authorize.js';
import { errorPage, signedOutPage, style, stylePath } from './pages.js';

type Server = Pick<FastifyInstance, 'get' | 'register'>;

/** No script, nothing from elsewhere, and no frame around it. */
const policy =
  "default-src 'none';style-src 'self';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'none'";

export function addSignIn(server: Server, state: AuthorityState): void {
  // Of applications on this computer; discovery, keys and the token endpoint are all that a page reads.
  void server.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && isLoopback(origin)),
    methods: ['GET', 'POST'],
  });
  server.get(stylePath, (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  server.get<{ Params: { tenant: string }; Querystring: Record<string, unknown> }>(
    '/:tenant/oauth2/v2.0/authorize',
    ({ params: { tenant }, query, url }, reply) => {
      if (!isEachOnce(query))
        return send(reply, errorPage('AADSTS9000411: A parameter of the request is given twice.'));
      if (!state.tenants.includes(tenant)) return send(reply, errorPage(`AADSTS90002: Tenant '${tenant}' not found.`));
      return send(reply, authorize(state, tenant, url.split('?')[0] ?? '', query));
    },
  );
  server.get<{ Querystring: Query }>('/:tenant/oauth2/v2.0/logout', ({ query }, reply) => {
    const { post_logout_redirect_uri: back = '', state: given } = query;
    if (!isLoopback(back)) return send(reply, signedOutPage());
    const location = new URL(back);
    if (given !== undefined) location.searchParams.set('state', given);
    return send(reply, { status: 302, location: location.href });
  });
}

function send(reply: FastifyReply, answer: AuthorizeAnswer): FastifyReply {
  void reply.code(answer.status).headers({
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  return 'html' in answer ? reply.type('text/html; charset=utf-8').send(answer.html) : reply.redirect(answer.location);
}
