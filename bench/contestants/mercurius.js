/** Fastify with Mercurius, which compiles an operation at its second run (`jit: 1`), and an `undici` Pool. */
import { mercuriusFederationPlugin } from '@mercuriusjs/federation';
import { fastify } from 'fastify';
import { Pool } from 'undici';
import { resolversOver, typeDefs } from './schema.js';

const base = new URL(process.env.GRAPH_BASE_URL ?? '');
const pool = new Pool(base.origin, { connections: 128 });

async function call(method, path, authorization, body) {
  const answer = await pool.request({
    method,
    path: `${base.pathname}/${path}`,
    headers: { authorization, 'content-type': 'application/json' },
    body,
  });
  if (answer.statusCode >= 300) throw new Error(`Graph answered ${answer.statusCode}`);
  return answer.body.json();
}

const server = fastify();
server.register(mercuriusFederationPlugin, {
  schema: typeDefs,
  resolvers: resolversOver(({ authorization }) => ({
    get: (path) => call('GET', path, authorization),
    post: (path, body) => call('POST', path, authorization, JSON.stringify(body)),
  })),
  context: (request) => ({ authorization: request.headers.authorization }),
  jit: 1,
});

await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
