/**
 * `npm run supergraph`: an emulated Graph, three subgraphs over it, and a gateway that serves them as one.
 *
 * Everything listens on loopback and needs no network. With `GRAPH_BASE_URL` in the environment the subgraphs read that
 * Graph instead of the emulator.
 */
import closeWithGrace from 'close-with-grace';
import type * as WithNpm from '../../src/demo/with-npm.js';
import type * as Emulator from '../../src/emulator/graph/index.js';
import { compose, type SubgraphUrls } from './compose.ts';
import { listening, portsFrom } from './ports.ts';
import { spawnReports } from './reports.ts';
import { serveGateway } from './serve-gateway.ts';
import { serveSubgraph } from './subgraphs/serve.ts';

const macs = 25;
/** One of the emulated devices, with a failed update. */
const walk =
  '{ managedDevice(id: "d0000003-7d05-6468-057d-0003d0000003") { serialNumber model user { displayName mail macOSSoftwareUpdateAccountSummaries(first: 5) { nodes { displayName failedUpdateCount } } } } }';

/** The running parts, to be stopped. */
const running: { stop(): Promise<unknown> }[] = [];
let stopping = false;
let failed = false;

// Before anything starts, so that a signal finds all parts that run by then.
const { close } = closeWithGrace({ logger: false }, async ({ err }) => {
  stopping = true;
  if (err) report(err);
  // All together: a part that hangs does not keep others from stopping.
  await Promise.allSettled(running.map((part) => part.stop()));
  // An error thrown here becomes exit code 1.
  if (failed) throw new Error('reported already');
});

async function main(): Promise<void> {
  const { whenNpmEnds } = await built<typeof WithNpm>('demo/with-npm.js');
  whenNpmEnds(close);
  const ports = portsFrom(process.env);
  const given = (process.env['GRAPH_BASE_URL'] ?? '').replace(/\/+$/, '');
  const graphBaseUrl = given === '' ? await startEmulator(ports.graph) : given;
  if (stopping) return;
  const reports = stopLater(spawnReports({ port: ports.reports, graphBaseUrl }));
  reports.running.catch(fail);
  const subgraphs: SubgraphUrls = {
    reports: await listening('reports', reports.listening),
    devices: await startSubgraph('devices', ports.devices, graphBaseUrl),
    users: await startSubgraph('users', ports.users, graphBaseUrl),
  };
  const gateway = stopLater(await listening('gateway', serveGateway(compose(subgraphs), ports.gateway)));
  process.stdout.write(welcome(gateway.url, subgraphs, graphBaseUrl));
}

async function startSubgraph(name: 'devices' | 'users', port: number, graphBaseUrl: string): Promise<string> {
  return stopLater(await listening(name, serveSubgraph(name, { port, graphBaseUrl }))).url;
}

async function startEmulator(port: number): Promise<string> {
  const { startEmulator: start } = await built<typeof Emulator>('emulator/graph/index.js');
  return stopLater(await listening('graph', start({ port, macs }))).url;
}

/** From the build, since the product's TypeScript must be compiled. */
async function built<T>(path: string): Promise<T> {
  return (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as T;
}

function stopLater<T extends { stop(): Promise<unknown> }>(part: T): T {
  running.push(part);
  return part;
}

/** A supergraph needs all of its parts. */
function fail(error: unknown): void {
  // Requests that end because everything stops are not failures.
  if (stopping) return;
  failed = true;
  report(error);
  close();
}

function report(error: unknown): void {
  process.stderr.write(`npm run supergraph failed: ${error instanceof Error ? error.message : String(error)}\n`);
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

await main().catch(fail);
