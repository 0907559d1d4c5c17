/** A whole supergraph: a router over this gateway and the subgraphs of other teams, all over HTTP on free loopback ports. */
import type { Emulator, EmulatorOptions } from '../../../src/emulator/graph/index.js';
import { gatewayOver, gatewayOverEmulator, token, type TestGateway } from '../../support/start.js';
import { startDevices, startTickets, startUsers } from './other-teams.js';
import { ask, type Operation, type RouterAnswer, type RouterOptions, type RouterMake } from './router.js';
import type { OtherSubgraph } from './subgraph.js';

export interface SupergraphOptions extends RouterOptions {
  /** The reports that have a ticket, read at each query. */
  readonly ticketsAbout?: () => readonly string[];
  readonly environment?: Record<string, string>;
  /** Where the router looks for this gateway; by default where it is. */
  readonly updatesAt?: string;
}

export interface Supergraph {
  readonly url: string;
  readonly updates: TestGateway;
  readonly devices: OtherSubgraph;
  readonly users: OtherSubgraph;
  readonly tickets: OtherSubgraph;
  /** With a token, unless the headers say otherwise. */
  ask(operation: Operation): Promise<RouterAnswer>;
  stop(): Promise<void>;
}

export const name = 'updates';

async function supergraphOver<Updates extends TestGateway>(
  make: RouterMake,
  updates: Updates,
  { ticketsAbout = () => [], updatesAt = updates.url, ...options }: SupergraphOptions,
): Promise<Supergraph & { updates: Updates }> {
  const [devices, users, tickets] = await Promise.all([startDevices(), startUsers(), startTickets(ticketsAbout)]);
  const router = await make.start([{ name, url: updatesAt, sdlUrl: updates.url }, devices, users, tickets], options);
  return {
    url: router.url,
    updates,
    devices,
    users,
    tickets,
    ask: (operation) => ask(router, { headers: { authorization: `Bearer ${token}` }, ...operation }),
    async stop() {
      await router.stop();
      await Promise.all([updates, devices, users, tickets].map((each) => each.stop()));
    },
  };
}

export async function supergraphOverEmulator(
  make: RouterMake,
  emulator: EmulatorOptions = {},
  options: SupergraphOptions = {},
): Promise<Supergraph & { graph: Emulator }> {
  const updates = await gatewayOverEmulator(emulator, { ...make.environment, ...options.environment });
  return { ...(await supergraphOver(make, updates, options)), graph: updates.graph };
}

/** Over an upstream that the test scripts, and stops. */
export async function supergraphOverGraph(
  make: RouterMake,
  graphUrl: string,
  options: SupergraphOptions = {},
): Promise<Supergraph> {
  return supergraphOver(make, await gatewayOver(graphUrl, { ...make.environment, ...options.environment }), options);
}
