/** Fastify: `/graphql`, `/live`, `/ready`, and `/explorer` outside production. It logs one line per request, and drains before it stops. */
import { randomUUID } from 'node:crypto';
import { fastify, LogController, type FastifyInstance, type onRequestAsyncHookHandler } from 'fastify';
import type { ApolloServer } from '@apollo/server';
import type { RequestContext } from '../graphql/request-context.js';
import type { Logger } from '../telemetry/logger.js';
import { admitOperation, type AdmissionOptions } from './admit-operation.js';
import { connectionLimits, limitConnections, type ConnectionLimits } from './connection-limits.js';
import { addCors, type CorsOptions } from './cors.js';
import { addTrustedDocuments, type TrustedDocuments } from './trusted-documents.js';
import { addErrorResponses } from './error-responses.js';
import type { ExplorerOptions } from './explorer/explorer-page.js';
import { graphqlHandler } from './graphql-handler.js';
import { addHealth, type Health } from './health.js';
import { addLoadShedding } from './load-shedding.js';
import { addRequestLog } from './request-log.js';
import { requestLoggers, type BeginTrace } from './request-logger.js';
import type { RateLimit } from './rate-limit.js';
import { addSecurityHeaders } from './security-headers.js';
import { readJsonBodies } from './json-body.js';
import type { Compression } from './compression.js';
import { identifyErrors } from './identify-errors.js';
import { rejectUnacceptable } from './reject-unacceptable.js';

export interface HttpServerOptions extends AdmissionOptions, CorsOptions, Health {
  readonly logger: Logger;
  readonly maxEventLoopDelayMs: number;
  readonly trustedDocuments?: TrustedDocuments | undefined;
  readonly rateLimit?: RateLimit | undefined;
  readonly compression: boolean;
  /** Outside production. */
  readonly explorer?: ExplorerOptions | undefined;
  /** Undefined while traces are off. */
  readonly beginTrace?: BeginTrace | undefined;
  /** The default values, unless a test shortens them. */
  readonly limits?: ConnectionLimits;
  /** Adds the pages of the demo. */
  readonly pages?: (server: FastifyInstance) => void;
}

const wellFormedRequestId = /^[\w.-]{1,100}$/;

export async function createHttpServer(
  apollo: ApolloServer<RequestContext>,
  options: HttpServerOptions,
): Promise<FastifyInstance> {
  const connections = limitConnections(options.limits ?? connectionLimits, options);
  const server = fastify({
    ...connections.options,
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: requestLoggers(options.beginTrace),
    forceCloseConnections: 'idle',
    // health.ts writes the rejection in the shape of a GraphQL response.
    return503OnClosing: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && wellFormedRequestId.test(given) ? given : randomUUID();
    },
  }) as unknown as FastifyInstance;

  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  addRequestLog(server);
  addErrorResponses(server);
  addSecurityHeaders(server, options.production);
  readJsonBodies(server);
  await addCors(server, options);
  await addLoadShedding(server, options.maxEventLoopDelayMs);
  // After CORS, so that a web page can read the reason of a rejection.
  connections.addHooks(server);
  rejectUnacceptable(server, { landingPage: !options.production });
  // Before all other hooks that read documents.
  if (options.trustedDocuments) addTrustedDocuments(server, options.trustedDocuments);
  addHealth(server, options);
  if (options.explorer && !options.production) await explorer(server, options.explorer);
  options.pages?.(server);
  const compression = options.compression ? await compressed(server) : undefined;
  server.route({
    ...(compression ? { compress: compression.compress } : {}),
    method: ['GET', 'POST'],
    url: '/graphql',
    // Errors get their ids first, because that makes a response longer.
    onSend: compression ? [identifyErrors, compression.onSend] : identifyErrors,
    onRequest: options.rateLimit ? [await rateLimitHook(server, options.rateLimit, options.logger)] : [],
    handler: graphqlHandler(apollo, admitOperation(options)),
  });
  return server;
}

/** Loaded only when needed. */
async function compressed(server: FastifyInstance): Promise<Compression> {
  const { addCompression } = await import('./compression.js');
  return addCompression(server);
}

/** Loaded only outside production. */
async function explorer(server: FastifyInstance, options: ExplorerOptions): Promise<void> {
  const { addExplorer } = await import('./explorer/explorer.js');
  addExplorer(server, options);
}

/** Loaded only when needed: it is off by default. */
async function rateLimitHook(
  server: FastifyInstance,
  rateLimit: RateLimit,
  logger: Logger,
): Promise<onRequestAsyncHookHandler> {
  const { createRateLimit } = await import('./rate-limit.js');
  return createRateLimit(server, rateLimit, logger);
}
