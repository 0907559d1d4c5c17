/** The `users` subgraph: the directory's users. */
import type { Caller } from './graph.ts';

/** Graph: `user`, with only the properties that the schema needs. */
const source = {
  path: '/users',
  select: ['id', 'displayName', 'mail', 'userPrincipalName', 'jobTitle', 'officeLocation'],
};

export const resolvers = {
  Query: {
    user: (_: unknown, { id }: { id: string }, { graph }: Caller) => graph.one(source, id),
  },
  User: {
    // Null for an unknown key: users leave.
    __resolveReference: ({ id }: { id: string }, { graph }: Caller) => graph.one(source, id),
  },
};
