/** One request and its response, parsed: the same code for GraphQL and for the bare proxy. */
import { Pool } from 'undici';
import { idOf } from '../contestants/manifest.js';

/** The request of a job to a contestant: { url, method, body }. */
export function requestOf(job, contestant, origin) {
  if (contestant.speaks === 'rest') {
    const { method, path, body } = job.rest;
    return { url: `${origin}${path}`, method, body: body && JSON.stringify(body) };
  }
  const { query, ...rest } = job.graphql;
  const document =
    contestant.speaks === 'ids'
      ? { extensions: { persistedQuery: { version: 1, sha256Hash: idOf(query) } } }
      : { query };
  return { url: `${origin}/graphql`, method: 'POST', body: JSON.stringify({ ...document, ...rest }) };
}

const pools = new Map();

/** { status, text, json } */
export async function ask({ url, method, body }, token = 'bench-token-1') {
  const { origin, pathname, search } = new URL(url);
  if (!pools.has(origin)) pools.set(origin, new Pool(origin, { connections: 64 }));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await pools.get(origin).request({ path: `${pathname}${search}`, method, headers, body });
  const text = await answer.body.text();
  return { status: answer.statusCode, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

export const closeConnections = () => Promise.all([...pools.values()].map((pool) => pool.destroy()));
