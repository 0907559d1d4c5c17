/** GraphQL Yoga on `node:http`, which calls Graph with Node's own `fetch`. */
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { resolversOver, typeDefs } from './schema.js';

async function call(path, authorization, init) {
  const response = await fetch(`${process.env.GRAPH_BASE_URL}/${path}`, {
    ...init,
    headers: { authorization, 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`Graph answered ${response.status}`);
  return response.json();
}

const resolvers = resolversOver(({ request }) => {
  const authorization = request.headers.get('authorization');
  return {
    get: (path) => call(path, authorization, { method: 'GET' }),
    post: (path, body) => call(path, authorization, { method: 'POST', body: JSON.stringify(body) }),
  };
});
const yoga = createYoga({
  schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]),
  graphiql: false,
});

createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1');
