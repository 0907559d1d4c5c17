/**
 * The floor: the cost of HTTP in and HTTP out alone. `node:http` receives a request, an `undici` Pool forwards it, and
 * back.
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const { origin } = new URL(process.env.GRAPH_BASE_URL ?? '');
const pool = new Pool(origin, { connections: 128 });

/** @param {any} request Node's type, in which method and address may be missing; a received request has both. */
async function pass({ method, url, headers }, body, response) {
  const sent = { authorization: headers.authorization, accept: 'application/json' };
  if (body !== null) sent['content-type'] = 'application/json';
  const answer = await pool.request({ method, path: url, headers: sent, body });
  const bytes = await answer.body.bytes();
  response
    .writeHead(answer.statusCode, { 'content-type': answer.headers['content-type'], 'content-length': bytes.length })
    .end(bytes);
}

createServer((request, response) => {
  const failed = () => response.writeHead(502).end();
  if (request.method === 'GET') return void pass(request, null, response).catch(failed);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    pass(request, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), response).catch(failed);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
