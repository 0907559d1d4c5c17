/** The subgraphs of other teams: fields of Macs and users, and tickets that refer to reports by their keys. */
import { startSubgraph, type OtherSubgraph } from './subgraph.js';

export const startDevices = (): Promise<OtherSubgraph> =>
  startSubgraph(
    'devices',
    `type Query { managedDevice(id: ID!): ManagedDevice }
     type ManagedDevice @key(fields: "id") {
       id: ID! deviceName: String serialNumber: String model: String osVersion: String user: User
     }
     type User @key(fields: "id", resolvable: false) { id: ID! }`,
    {
      Query: { managedDevice: (_source: unknown, { id }: { id: string }) => mac(id) },
      ManagedDevice: { __resolveReference: ({ id }: { id: string }) => mac(id) },
    },
  );

const mac = (id: string) => ({ id, deviceName: `Mac ${id}`, serialNumber: `C02${id}`, user: { id: `user of ${id}` } });

export const startUsers = (): Promise<OtherSubgraph> =>
  startSubgraph(
    'users',
    `type Query { me: User }
     type User @key(fields: "id") { id: ID! displayName: String mail: String }`,
    {
      Query: { me: () => user('me') },
      User: { __resolveReference: ({ id }: { id: string }) => user(id) },
    },
  );

const user = (id: string) => ({ id, displayName: `Name of ${id}`, mail: null });

/** Tickets about the reports with these ids. */
export const startTickets = (reportIds: () => readonly string[]): Promise<OtherSubgraph> =>
  startSubgraph(
    'tickets',
    `type Query { tickets: [Ticket!]! }
     type Ticket { id: ID! report: MacOSSoftwareUpdateAccountSummary }
     type MacOSSoftwareUpdateAccountSummary @key(fields: "id", resolvable: false) { id: ID! }`,
    { Query: { tickets: () => reportIds().map((id, index) => ({ id: `ticket ${index}`, report: { id } })) } },
  );
