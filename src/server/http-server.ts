/** Fastify: `/graphql`, `/live`, `/ready`. It logs one line a request, and drains before it stops. */
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import type { ApolloServer } from '@apollo/server';
import type { RequestContext } from '../summaries/shared/request-context.js';
import type { Logger } from '../telemetry/logger.js';
import { buildContext, type ContextOptions } from './build-context.js';
import {
  addConnectionLimits,
  connectionLimits,
  connectionOptions,
  type ConnectionLimits,
} from './connection-limits.js';
import { corsOptions } from './cors.js';
import { addTrustedDocuments, type TrustedDocuments } from './documents/trusted-documents.js';
import { addErrorAnswers, answerBadUrl } from './error-answers.js';
import { createRateLimit, type RateLimit } from './rate-limit.js';
import { addSecurityHeaders } from './security-headers.js';

export interface HttpServerOptions extends ContextOptions {
  readonly production: boolean;
  readonly corsOrigins: readonly string[];
  readonly logger: Logger;
  /** False while the gateway drains. */
  readonly isReady: () => boolean;
  readonly trustedDocuments?: TrustedDocuments | undefined;
  readonly rateLimit?: RateLimit | undefined;
  /** The usual ones, unless a test is in a hurry. */
  readonly limits?: ConnectionLimits;
}

const wellFormedRequestId = /^[\w.-]{1,100}$/;

export async function createHttpServer(
  apollo: ApolloServer<RequestContext>,
  options: HttpServerOptions,
): Promise<FastifyInstance> {
  const limits = options.limits ?? connectionLimits;
  const server = fastify({
    ...connectionOptions(limits),
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerBadUrl,
    forceCloseConnections: 'idle',
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && wellFormedRequestId.test(given) ? given : randomUUID();
    },
  }) as unknown as FastifyInstance;

  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  // While the gateway drains, an answered client's kept-alive connection would hold the listener open.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (!options.isReady()) void reply.header('connection', 'close');
    done();
  });
  // The path without its query: a GET carries the caller's variables there.
  server.addHook('onResponse', (request, reply, done) => {
    const path = request.routeOptions.url ?? 'unknown';
    const durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
    request.log.info({ method: request.method, path, status: reply.statusCode, durationMs }, 'answered');
    done();
  });
  server.addHook('onRequestAbort', (request, done) => {
    request.log.info({ method: request.method, path: request.routeOptions.url }, 'the caller left');
    done();
  });

  addErrorAnswers(server);
  addSecurityHeaders(server, options.production);
  await server.register(cors, corsOptions(options.corsOrigins, options.production));
  // After CORS, so that a page can read why it was refused.
  addConnectionLimits(server, limits);
  // First of all that look at documents.
  if (options.trustedDocuments) addTrustedDocuments(server, options.trustedDocuments);
  server.get('/live', () => ({ status: 'live' }));
  server.get('/ready', (_request, reply) =>
    options.isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'draining' }),
  );
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: options.rateLimit ? [await createRateLimit(server, options.rateLimit)] : [],
    handler: fastifyApolloHandler(apollo, {
      context: (request, reply) => Promise.resolve(buildContext(request, reply, options)),
    }),
  });
  return server;
}
