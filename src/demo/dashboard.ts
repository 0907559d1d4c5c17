/**
 * The built dashboard of `examples/web`, served next to `/graphql`, so that one origin has both: `npm run web`. In
 * production a web server does this; examples/web/nginx.conf has the same headers.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where `npm run web` builds it. */
const directory = 'examples/web/dist';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** `connectTo` is the origin of an authority. */
const policyWith = (connectTo: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${connectTo}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(';');

/** The page on which a sign-in ends. It may have another opener than the dashboard: the authority's page. */
const redirectPage = '/redirect.html';

/** What `/config.json` has besides the address of the gateway. */
export type DashboardConfiguration = { readonly demo: { readonly token: string } } | SignInConfiguration;

export interface SignInConfiguration {
  readonly clientId: string;
  readonly authority: string;
  readonly authorityMetadata?: object;
  readonly scopes: readonly string[];
  readonly writePermissions: readonly string[];
  /** The origin of the endpoints; for the policy, not for the file. */
  readonly connectTo: string;
}

interface File {
  readonly type: string;
  readonly gzipped: Buffer;
  readonly cacheControl: string;
}

/** Adds the pages and their configuration. */
export function addDashboard(server: FastifyInstance, configuration: DashboardConfiguration): void {
  const { connectTo, ...published } = { connectTo: '', ...configuration };
  const policy = policyWith(connectTo === '' ? '' : ` ${connectTo}`);
  const send = (reply: FastifyReply, path: string, { type, gzipped, cacheControl }: File): FastifyReply =>
    reply
      .headers({
        'content-type': type,
        'content-encoding': 'gzip',
        'cache-control': cacheControl,
        'content-security-policy': policy,
        ...(path === redirectPage ? {} : { 'cross-origin-opener-policy': 'same-origin-allow-popups' }),
      })
      .send(gzipped);
  const files = readFiles();
  const page = files.get('/index.html');
  if (page === undefined) throw new Error(`--web serves ${directory}, which npm run web builds.`);
  server.get('/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ gateway: '/graphql', ...published }),
  );
  for (const [path, file] of files) server.get(path, (_request, reply) => send(reply, path, file));
  // Every other address is one of the page's own, if a browser opens it.
  server.get('/*', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return reply.callNotFound();
    return send(reply, request.url, page);
  });
}

function readFiles(): ReadonlyMap<string, File> {
  const names = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];
  return new Map(
    names.flatMap((name) => {
      const type = types[extname(name)];
      if (type === undefined) return [];
      const path = `/${name.split(sep).join('/')}`;
      // The names of assets contain a digest of them.
      const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return [[path, { type, gzipped: gzipSync(readFileSync(join(directory, name))), cacheControl }] as const];
    }),
  );
}
