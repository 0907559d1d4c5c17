/** Apollo Server's standalone server with @apollo/datasource-rest, as their documentation recommends it. */
import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { resolversOver, typeDefs } from './schema.js';

class GraphAPI extends RESTDataSource {
  /** @override */
  baseURL = `${process.env.GRAPH_BASE_URL}/`;

  constructor({ token, cache }) {
    super({ cache });
    this.token = token;
  }

  /** @override */
  willSendRequest(_path, request) {
    request.headers.authorization = this.token;
  }

  /** @override */
  get(path) {
    return super.get(path);
  }

  /** @override */
  post(path, body) {
    return super.post(path, { body });
  }
}

const resolvers = resolversOver(({ dataSources }) => dataSources.graph);
const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]) });

await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: ({ req }) => {
    const { cache } = server;
    return Promise.resolve({ dataSources: { graph: new GraphAPI({ token: req.headers.authorization, cache }) } });
  },
});
