/**
 * Microsoft Graph in miniature: the macOS update reports in memory, with the read-only devices and users that they are
 * about; over real HTTP, with Graph's responses and error bodies.
 *
 * It is for people (`npm start`) and tests, and shares no code with the gateway, so that neither hides the other's
 * mistakes. It accepts any bearer token unless `acceptToken` is set. Where tenants differ from the reference, `Quirks`
 * has a switch.
 */
import type { AddressInfo } from 'node:net';
import type { AcceptToken } from './bearer.js';
import type { EntityType, Outermost } from './entity-type.js';
import { accountSummary, categorySummary, managedDevice, outermost, stateSummary, user } from './entity-types.js';
import type { Row } from './entity.js';
import { createServer, type RecordedRequest } from './http-server.js';
import { LateCommits } from './lost-answers.js';
import { defaultQuirks, type Quirks } from './quirks.js';
import { seedReports } from './seed.js';
import { seedDevices, seedUsers } from './seed-tenant.js';
import { Store, type TreeNode } from './store.js';

export { challengedClaims, type AcceptToken, type GraphIdentity } from './bearer.js';
export { defaultQuirks, parseQuirk, quirkDescriptions, type Quirks } from './quirks.js';
export { intune } from './services.js';
export type { EntityType, RecordedRequest, Row, TreeNode };
export type StoredAccountSummary = Row;

export interface Emulator {
  /** Graph's root with its version, as in `http://127.0.0.1:4001/beta`. */
  readonly url: string;
  /** One for each HTTP call; a batch is one, with its envelope as body. */
  readonly requests: readonly RecordedRequest[];
  /** May be changed at any time, with effect from the next request on. */
  readonly quirks: Quirks;
  accountSummaries(): readonly Row[];
  /** Empty for an account that does not exist. */
  categorySummaries(accountId: string): readonly Row[];
  stateSummaries(accountId: string, categoryId: string): readonly Row[];
  managedDevices(): readonly Row[];
  users(): readonly Row[];
  /** How often a report with these properties was created, deleted ones included. */
  timesCreated(properties: Readonly<Record<string, unknown>>): number;
  /** Carries out the late commits now. */
  commitLate(): void;
  /** All reports, parents with their children. */
  tree(): readonly TreeNode[];
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly host?: string;
  /** 0 is any free port. */
  readonly port?: number;
  /** The number of reports at the start, with their devices and users. */
  readonly macs?: number;
  /** The moment before which the seeded Macs have reported; the same for all tests if absent. */
  readonly now?: Date;
  /**
   * If absent, any token is accepted; `authority.graphIdentityOf` accepts those that a local authority issued for
   * Graph.
   */
  readonly acceptToken?: AcceptToken;
  /** Further collections below `deviceManagement`, empty at the start. */
  readonly deviceManagement?: readonly EntityType[];
  /** Quirks that are not named stay off. */
  readonly quirks?: Readonly<Partial<Quirks>>;
  /** Serves `/quirks`, next to the versions of Graph. */
  readonly setsQuirks?: boolean;
}

export const typeName = accountSummary.name;

export async function startEmulator({
  host = '127.0.0.1',
  port = 0,
  macs = 0,
  now = new Date('2026-11-27T08:00:00Z'),
  acceptToken,
  deviceManagement = [],
  quirks: given = {},
  setsQuirks = false,
}: EmulatorOptions = {}): Promise<Emulator> {
  const served: Outermost = { ...outermost, deviceManagement: [...outermost.deviceManagement, ...deviceManagement] };
  const seeds = new Map<EntityType, readonly TreeNode[]>([
    [accountSummary, seedReports(macs, now)],
    [managedDevice, seedDevices(macs, now)],
    [user, seedUsers(macs, now)],
  ]);
  const types = Object.values(served).flat() as readonly EntityType[];
  const store = new Store(types.map((type) => [type, seeds.get(type) ?? []]));
  const quirks: Quirks = { ...defaultQuirks, ...given };
  const requests: RecordedRequest[] = [];
  const lateCommits = new LateCommits();
  let url = '';
  const server = createServer({ outermost: served, store, quirks, root: () => url }, requests, {
    acceptToken,
    setsQuirks,
    lateCommits,
  });
  await server.listen({ host, port });
  // An address of every interface is not one to call.
  url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(server.server.address() as AddressInfo).port}/beta`;
  return {
    url,
    requests,
    quirks,
    accountSummaries: () => store.rows(accountSummary),
    categorySummaries: (accountId) => store.rows(accountSummary, { id: accountId, child: categorySummary }),
    stateSummaries: (accountId, categoryId) =>
      store.rows(accountSummary, { id: accountId, child: categorySummary }, { id: categoryId, child: stateSummary }),
    managedDevices: () => store.rows(managedDevice),
    users: () => store.rows(user),
    timesCreated: (properties) => store.created.filter((row) => hasAll(row, properties)).length,
    commitLate: () => lateCommits.carryOut(),
    tree: () => store.tree(accountSummary),
    stop: () => {
      lateCommits.forget();
      return server.close();
    },
  };
}

function hasAll(row: Row, properties: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(properties).every(([name, value]) => row[name] === value);
}
