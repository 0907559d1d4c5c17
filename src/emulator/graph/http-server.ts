/** The emulator's HTTP server: ids and headers of each call, its record, latency, throttling and the bearer token. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { badRequest, GraphRefusalError, refusalAnswer, throttled, type Answer, type Trace } from './answers.js';
import { answerBatch } from './batch.js';
import { checkBearer, type AcceptToken, type Bearer, type GraphIdentity } from './bearer.js';
import { lostWrite, type LateCommits } from './lost-answers.js';
import { addQuirksRoute } from './quirks-route.js';
import { answerCall, answering, type Graph } from './routes.js';

export interface RecordedRequest {
  readonly method: string;
  /** Below the version root, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** The identity behind the token, if the emulator checks tokens. */
  readonly identity?: GraphIdentity;
  /** The response; absent before it is sent. */
  readonly status?: number;
}

const version = '/beta';

export function createServer(
  graph: Graph,
  requests: RecordedRequest[],
  {
    acceptToken,
    setsQuirks,
    lateCommits,
  }: { acceptToken: AcceptToken | undefined; setsQuirks: boolean; lateCommits: LateCommits },
): FastifyInstance {
  const server = fastify({ bodyLimit: 4 * 1024 * 1024, exposeHeadRoutes: false, forceCloseConnections: true });

  server.addHook('onRequest', (request, reply, done) => {
    const clientRequestId = request.headers['client-request-id'];
    void reply.headers({
      'request-id': randomUUID(),
      'client-request-id': typeof clientRequestId === 'string' ? clientRequestId : randomUUID(),
      date: new Date().toUTCString(),
      'odata-version': '4.0',
      'x-ms-ags-diagnostic': JSON.stringify({
        ServerInfo: { DataCenter: 'Loopback', Ring: '0', RoleInstance: 'emulator' },
      }),
    });
    done();
  });
  // Clients send `Content-Type` with a DELETE too: an empty body counts as absent, not as broken JSON.
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text.toString()));
    } catch {
      done(Object.assign(new Error('no JSON'), { statusCode: 400 }));
    }
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    send(reply, refusalAnswer(refusalOf(error), traceOf(reply))),
  );
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { method, url, headers, body } = request;
    const { authorization } = headers;
    const identity = acceptToken === undefined ? undefined : await acceptToken(authorization ?? '');
    const path = url.startsWith(version) ? url.slice(version.length) : url;
    const recorded: { status?: number } & RecordedRequest = {
      method,
      path,
      headers,
      body,
      ...(identity ? { identity } : {}),
    };
    requests.push(recorded);
    if (graph.quirks.latencyMs > 0) await delay(graph.quirks.latencyMs);
    const trace = traceOf(reply);
    const lost = lostWrite(request, path, graph.quirks);
    const bearer = { authorization, anybody: acceptToken === undefined, identity };
    const carryOut = (): Answer => answering(trace, () => answerHttp(graph, request, bearer, trace));
    if (lost !== undefined) {
      if (lost === 'answer') carryOut();
      else lateCommits.add(carryOut, graph.quirks.lateCommitMs);
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    const answer = carryOut();
    recorded.status = answer.status;
    return send(reply, answer);
  };
  if (setsQuirks) addQuirksRoute(server, graph.quirks);
  server.all('/*', handler);
  server.setNotFoundHandler(handler);
  return server;
}

function answerHttp(
  graph: Graph,
  { method, url, headers, body }: FastifyRequest,
  bearer: Bearer,
  trace: Trace,
): Answer {
  if (graph.quirks.throttleCalls > 0) {
    graph.quirks.throttleCalls -= 1;
    throw throttled(graph.quirks.retryAfterSeconds);
  }
  if (graph.quirks.unavailableCalls > 0) {
    graph.quirks.unavailableCalls -= 1;
    throw new GraphRefusalError(503, 'ServiceNotAvailable', 'The service is unavailable.');
  }
  checkBearer(bearer, graph.quirks);
  if (!url.startsWith(`${version}/`)) throw badRequest(`Invalid version: ${url.split(/[/?]/)[1] ?? ''}`);
  const path = url.slice(version.length);
  if (method === 'POST' && path === '/$batch') return answerBatch(graph, body, trace);
  const eventual = headers['consistencylevel'] === 'eventual';
  return answerCall(graph, { method, path, body, eventual, trace });
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

function traceOf(reply: FastifyReply): Trace {
  return {
    requestId: String(reply.getHeader('request-id')),
    clientRequestId: String(reply.getHeader('client-request-id')),
  };
}

function refusalOf({ statusCode = 500 }: { statusCode?: number }): GraphRefusalError {
  return statusCode === 415
    ? new GraphRefusalError(415, 'UnsupportedMediaType', 'The content type of the body is not supported.')
    : new GraphRefusalError(statusCode, 'BadRequest', 'Unable to read JSON request payload.');
}
