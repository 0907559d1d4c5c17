/** The `users` subgraph: the directory's users. */
import type { Caller } from './graph.ts';

/** Graph: `user`. What the schema needs of it, and no more. */
const source = {
  path: '/users',
  select: ['id', 'displayName', 'mail', 'userPrincipalName', 'jobTitle', 'officeLocation'],
};

export const resolvers = {
  Query: {
    user: (_: unknown, { id }: { id: string }, { graph }: Caller) => graph.one(source, id),
  },
  User: {
    // Null for a key that leads nowhere: people leave.
    __resolveReference: ({ id }: { id: string }, { graph }: Caller) => graph.one(source, id),
  },
};
