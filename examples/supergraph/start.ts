/**
 * `npm run supergraph`: an emulated Graph, three subgraphs over it, and a gateway that serves them as one.
 *
 * Everything listens on the loopback and nothing needs a network. With `GRAPH_BASE_URL` in the environment the subgraphs read
 * that Graph, and there is no emulator.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import closeWithGrace from 'close-with-grace';
import type * as Emulator from '../../src/emulator/index.js';
import { compose, type SubgraphUrls } from './compose.ts';
import { gatewayConfig } from './gateway.config.ts';
import { portsFrom, type Ports } from './ports.ts';
import { startReports } from './reports.ts';
import { serveSubgraph } from './subgraphs/serve.ts';

const macs = 25;
/** One of the emulated devices, where one of its updates failed. */
const walk =
  '{ managedDevice(id: "d0000003-7d05-6468-057d-0003d0000003") { serialNumber model user { displayName mail macOSSoftwareUpdateAccountSummaries(first: 5) { nodes { displayName failedUpdateCount } } } } }';

/** What runs, to be stopped in reverse order. */
const running: { stop(): Promise<unknown> }[] = [];

async function main(): Promise<void> {
  const ports = portsFrom(process.env);
  const graphBaseUrl = process.env['GRAPH_BASE_URL'] ?? (await startEmulator(ports.graph));
  const reports = stopLater(await startReports({ port: ports.reports, graphBaseUrl }));
  const devices = stopLater(await serveSubgraph('devices', { port: ports.devices, graphBaseUrl }));
  const users = stopLater(await serveSubgraph('users', { port: ports.users, graphBaseUrl }));
  const subgraphs = { reports: reports.url, devices: devices.url, users: users.url };
  const gateway = await startGateway(compose(subgraphs), ports);
  const { close } = closeWithGrace({ logger: false }, async ({ err }) => {
    if (err) tell(err);
    await stopAll();
  });
  // A supergraph without its reports is none.
  void reports.ended.then(close);
  process.stdout.write(welcome(gateway, subgraphs, graphBaseUrl));
}

/** Of the build, since the product's TypeScript needs one. */
async function startEmulator(port: number): Promise<string> {
  const { href } = new URL('../../dist/emulator/index.js', import.meta.url);
  const { startEmulator: start } = (await import(href)) as typeof Emulator;
  return stopLater(await start({ port, macs })).url;
}

async function startGateway(supergraph: string, { gateway: port }: Ports): Promise<string> {
  const runtime = createGatewayRuntime({ ...gatewayConfig, supergraph, logging: 'error' });
  const server = createServer((request, response) => void runtime.handle(request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, gatewayConfig.host, resolve));
  stopLater({
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
      await runtime[Symbol.asyncDispose]();
    },
  });
  return `http://${gatewayConfig.host}:${(server.address() as AddressInfo).port}/graphql`;
}

function stopLater<T extends { stop(): Promise<unknown> }>(part: T): T {
  running.push(part);
  return part;
}

async function stopAll(): Promise<void> {
  for (const part of running.toReversed()) await part.stop();
}

function welcome(gateway: string, { reports, devices, users }: SubgraphUrls, graph: string): string {
  return `
The supergraph listens at  ${gateway}   (open it in a browser for GraphiQL)
Its subgraphs: reports     ${reports}
               devices     ${devices}
               users       ${users}
They read from Graph at    ${graph}

From a device to its user to that user's update reports:

curl ${gateway} -H 'content-type: application/json' -H 'authorization: Bearer any-token' -d '${JSON.stringify({ query: walk })}'

`;
}

function tell(error: unknown): void {
  process.stderr.write(`npm run supergraph failed: ${error instanceof Error ? error.message : String(error)}\n`);
}

try {
  await main();
} catch (error) {
  tell(error);
  process.exitCode = 1;
  // What runs already would keep the process alive.
  await stopAll();
}
