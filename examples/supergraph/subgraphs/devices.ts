/** The `devices` subgraph: Intune's managed devices, and their users. */
import { GraphQLError } from 'graphql';
import type { Caller, Row } from './graph.ts';

/** Graph: `managedDevice`, with only the properties that the schema needs. */
const source = {
  path: '/deviceManagement/managedDevices',
  select: ['id', 'deviceName', 'serialNumber', 'model', 'manufacturer', 'osVersion', 'complianceState', 'userId'],
};

export const resolvers = {
  Query: {
    managedDevice: (_: unknown, { id }: { id: string }, { graph }: Caller) => graph.one(source, id),
    managedDevices: (_: unknown, { first }: { first: number }, { graph }: Caller) => {
      if (first >= 1 && first <= 100) return graph.first(source, first);
      throw new GraphQLError('first must be from 1 to 100.', { extensions: { code: 'BAD_USER_INPUT' } });
    },
  },
  ManagedDevice: {
    // Null for an unknown key: a report may outlive its Mac.
    __resolveReference: ({ id }: { id: string }, { graph }: Caller) => graph.one(source, id),
    // This subgraph has only the key of a user; the gateway asks `users` for the rest.
    user: ({ userId }: Row) => (typeof userId === 'string' && userId !== '' ? { id: userId } : null),
  },
};
