/**
 * `GET /explorer`: GraphiQL from this process, without a request to any other host. Outside production only, and only where
 * development dependencies are installed; otherwise its addresses do not exist.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadFiles, type ExplorerFile } from './explorer-files.js';
import { explorerPage, explorerPolicy, startScript, type ExplorerOptions } from './explorer-page.js';

export function addExplorer(server: FastifyInstance, options: ExplorerOptions): void {
  // Loaded at the first request: it takes 150 ms and 50 MB of memory, which a gateway without a browser never needs.
  let loading: ReturnType<typeof loadFiles> | undefined;
  const filesFor = (): ReturnType<typeof loadFiles> => (loading ??= loadFiles());

  server.get('/explorer', async (_request, reply) => {
    if ((await filesFor()) === undefined) return notFound(reply);
    return reply.type('text/html; charset=utf-8').header('content-security-policy', explorerPolicy).send(explorerPage);
  });
  server.get('/explorer/start.js', async (_request, reply) => {
    if ((await filesFor()) === undefined) return notFound(reply);
    return reply.type('text/javascript; charset=utf-8').send(startScript(options));
  });
  server.get<{ Params: { name: string } }>('/explorer/:name', async (request, reply) => {
    const file = (await filesFor())?.get(request.params.name);
    return file === undefined ? notFound(reply) : sendFile(file, request, reply);
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** Browsers keep the files, and ask each time whether they are still the same. */
function sendFile(
  { type, etag, text, gzip }: ExplorerFile,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // Added by CORS.
  const others = reply.getHeader('vary');
  const vary = others === undefined ? 'accept-encoding' : `${String(others)}, accept-encoding`;
  void reply.headers({ 'cache-control': 'no-cache', vary, etag });
  if (headers['if-none-match']?.includes(etag) === true) return reply.code(304).send();
  void reply.type(type);
  return acceptsGzip(headers['accept-encoding'])
    ? reply.header('content-encoding', 'gzip').send(gzip)
    : reply.send(text);
}

function acceptsGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))/i.test(String(accepted ?? ''));
}
