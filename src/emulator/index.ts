/**
 * Microsoft Graph in miniature: the account summaries in memory, over real HTTP, with Graph's answers and error bodies.
 *
 * It serves people (`npm start`) and tests alike and shares no code with the gateway, so that neither hides the other's
 * mistakes. Any bearer token is good enough for it.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { complete, faultOf, typeName, type StoredAccountSummary } from './entity.js';
import { seedReports } from './seed.js';

export interface RecordedRequest {
  readonly method: string;
  /** Below the version root, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface Emulator {
  /** Graph's root with its version, as in `http://127.0.0.1:4001/beta`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  accountSummaries(): readonly StoredAccountSummary[];
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly host?: string;
  /** 0 is any free port. */
  readonly port?: number;
  /** How many reports there are at the start. */
  readonly macs?: number;
}

const collection = '/beta/deviceManagement/macOSSoftwareUpdateAccountSummaries';

export async function startEmulator({
  host = '127.0.0.1',
  port = 0,
  macs = 0,
}: EmulatorOptions = {}): Promise<Emulator> {
  const rows = new Map(seedReports(macs).map((row) => [row.id, row]));
  const requests: RecordedRequest[] = [];
  const server = fastify({ bodyLimit: 4 * 1024 * 1024, exposeHeadRoutes: false, forceCloseConnections: true });
  let origin = '';

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
  server.addHook('preHandler', async (request, reply) => {
    requests.push({
      method: request.method,
      path: request.url.replace(/^\/beta/, ''),
      headers: request.headers,
      body: request.body,
    });
    if (/^bearer +\S/i.test(request.headers.authorization ?? '')) return;
    void reply.header(
      'www-authenticate',
      'Bearer realm="", authorization_uri="https://login.example/oauth2/authorize"',
    );
    await fail(reply, 401, 'InvalidAuthenticationToken', 'Access token is empty.');
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    error.statusCode === 415
      ? fail(reply, 415, 'UnsupportedMediaType', 'The content type of the body is not supported.')
      : fail(reply, error.statusCode ?? 500, 'BadRequest', 'Unable to read JSON request payload.'),
  );
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (path === collection || path.startsWith(`${collection}/`)) {
      return fail(reply, 405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    }
    return fail(reply, 400, 'BadRequest', `Resource not found for the segment '${path.split('/').at(2) ?? ''}'.`);
  });

  const context = (suffix: string): object => ({
    '@odata.context': `${origin}/beta/$metadata#deviceManagement/macOSSoftwareUpdateAccountSummaries${suffix}`,
  });
  const entity = (row: StoredAccountSummary): object => ({ ...context('/$entity'), ...row });

  server.get(collection, () => ({ ...context(''), value: [...rows.values()] }));
  server.post(collection, (request, reply) => {
    const body = bodyOf(request);
    const fault = body === undefined ? 'The body needs to be an object.' : faultOf(body, true);
    if (body === undefined || fault !== undefined) return fail(reply, 400, 'BadRequest', fault ?? '');
    const id = typeof body['id'] === 'string' ? body['id'] : randomUUID();
    if (rows.has(id)) return fail(reply, 409, 'Conflict', 'An object with this id exists already.');
    const row = complete(body, id);
    rows.set(id, row);
    return reply.code(201).send(entity(row));
  });
  server.get(`${collection}/:id`, (request, reply) => {
    const row = rows.get(idOf(request));
    return row ? entity(row) : notFound(reply);
  });
  server.patch(`${collection}/:id`, (request, reply) => {
    const row = rows.get(idOf(request));
    if (row === undefined) return notFound(reply);
    const body = bodyOf(request);
    const fault = body === undefined ? 'The body needs to be an object.' : faultOf(body, false);
    if (fault !== undefined) return fail(reply, 400, 'BadRequest', fault);
    const changed = complete({ ...row, ...body }, row.id);
    rows.set(row.id, changed);
    return entity(changed);
  });
  server.delete(`${collection}/:id`, (request, reply) =>
    rows.delete(idOf(request)) ? reply.code(204).send() : notFound(reply),
  );

  await server.listen({ host, port });
  origin = `http://${host}:${(server.server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/beta`,
    requests,
    accountSummaries: () => [...rows.values()],
    stop: () => server.close(),
  };
}

export { typeName };

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

function bodyOf(request: FastifyRequest): Record<string, unknown> | undefined {
  const { body } = request;
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}

/** Intune's way: JSON inside `error.message`, with an internal address in it. */
function notFound(reply: FastifyReply): FastifyReply {
  const activity = String(reply.getHeader('request-id'));
  const message = JSON.stringify({
    _version: 3,
    Message: `The object was not found. - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${activity} - Url: https://fef.example.manage.microsoft.com/DeviceFE`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  });
  return fail(reply, 404, 'ResourceNotFound', message);
}

function fail(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': reply.getHeader('request-id'),
    'client-request-id': reply.getHeader('client-request-id'),
  };
  return reply.code(status).send({ error: { code, message, innerError } });
}
