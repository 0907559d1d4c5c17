/**
 * `/quirks` of the demo: shows and changes the quirks while the emulator runs, so that a front end's tests can walk
 * through every error.
 *
 * GET shows them, POST changes those that it names, DELETE switches all of them off. Graph has no such path.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultQuirks, parseQuirks, type Quirks } from './quirks.js';

/** As a client on this machine writes it. Another name may belong to a page that resolves it to this machine. */
const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

export function addQuirksRoute(server: FastifyInstance, quirks: Quirks): void {
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!loopbackHost.test(request.headers.host ?? '')) {
      return reply.code(403).send({ error: 'Use the address 127.0.0.1 of this machine.' });
    }
    try {
      if (request.method === 'DELETE') Object.assign(quirks, defaultQuirks);
      if (request.method === 'POST') Object.assign(quirks, parseQuirks(request.body));
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
    return reply.send(quirks);
  };
  server.route({ method: ['GET', 'POST', 'DELETE'], url: '/quirks', handler: answer });
}
