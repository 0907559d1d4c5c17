/** The `devices` subgraph: Intune's managed devices, and whose they are. */
import { GraphQLError } from 'graphql';
import type { Caller, Row } from './graph.ts';

/** Graph: `managedDevice`. What the schema needs of it, and no more. */
const source = {
  path: '/deviceManagement/managedDevices',
  select: ['id', 'deviceName', 'serialNumber', 'model', 'manufacturer', 'osVersion', 'complianceState', 'userId'],
};

export const resolvers = {
  Query: {
    managedDevice: (_: unknown, { id }: { id: string }, { graph }: Caller) => graph.one(source, id),
    managedDevices: (_: unknown, { first }: { first: number }, { graph }: Caller) => {
      if (first >= 1 && first <= 100) return graph.first(source, first);
      throw new GraphQLError('first goes from 1 to 100.', { extensions: { code: 'BAD_USER_INPUT' } });
    },
  },
  ManagedDevice: {
    // Null for a key that leads nowhere: the report that named it may have outlived the Mac.
    __resolveReference: ({ id }: { id: string }, { graph }: Caller) => graph.one(source, id),
    // A key is all that this subgraph has of a user; the gateway asks `users` for the rest.
    user: ({ userId }: Row) => (typeof userId === 'string' && userId !== '' ? { id: userId } : null),
  },
};
