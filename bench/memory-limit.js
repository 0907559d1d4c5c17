/**
 * `npm run bench:memory-limit -- MIB …`: whether a gateway lives within a memory limit, as that of a container. It needs Linux and
 * root, because it makes a control group for each limit.
 *
 * Each limit gets a new process. Four loads follow each other: creations, pages of 1,000 rows, bulk creations of 1,000, and
 * all three at once, with clients that do not read their responses and clients that do not finish their bodies.
 */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { Agent, request } from 'undici';
import { newReport } from './data.js';
import { memoryGroup } from './measure/memory-group.js';

const secondsEach = 8;
const graph = new Worker(new URL('memory-limit-graph.js', import.meta.url));
const [graphUrl] = await once(graph, 'message');

const list = 'macOSSoftwareUpdateAccountSummaries';
const operations = {
  creations: {
    query:
      'mutation ($input: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $input) { id displayName } }',
    variables: { input: newReport() },
  },
  'pages of 1,000': {
    query: `{ ${list}(first: 1000) { nodes { id displayName deviceId userId userPrincipalName osVersion } } }`,
  },
  'bulk creations of 1,000': {
    query:
      'mutation ($inputs: [CreateSummaryInput!]!) { createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } } }',
    variables: { inputs: Array.from({ length: 1000 }, (_, index) => newReport(index)) },
  },
};

const headersOf = (caller) => ({ 'content-type': 'application/json', authorization: `Bearer caller-${caller}` });

/** How many operations were answered with HTTP 200. */
async function load(url, body, connections, untilMs, dispatcher) {
  let answered = 0;
  const text = JSON.stringify(body);
  const client = async (_, caller) => {
    while (performance.now() < untilMs) {
      try {
        const response = await request(url, { method: 'POST', headers: headersOf(caller), body: text, dispatcher });
        await response.body.dump({ limit: Infinity });
        if (response.statusCode === 200) answered += 1;
        else await pause(100);
      } catch {
        await pause(100);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return answered;
}

/** Clients that send an operation and do not read, and clients that send most of a body and wait. */
function idleClients(url) {
  const { hostname, port, pathname } = new URL(url);
  const head = (length, caller) =>
    `POST ${pathname} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer idle-${caller}\r\ncontent-length: ${length}\r\n\r\n`;
  const page = JSON.stringify(operations['pages of 1,000']);
  return Array.from({ length: 400 }, (_, caller) => {
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    if (caller % 2 === 0) socket.pause().write(head(page.length, caller) + page);
    else socket.write(head(1_000_000, caller) + '{"query":"'.padEnd(900_000, 'a'));
    return socket;
  });
}

async function isReady(url) {
  try {
    const { statusCode, body } = await request(new URL('/ready', url));
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

async function measure(mebibytes) {
  const group = memoryGroup(mebibytes);
  const port = 20_000 + (process.pid % 20_000);
  const [command, ...parameters] = group.within([process.execPath, 'dist/main.js']);
  const gateway = spawn(command, parameters, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), GRAPH_BASE_URL: graphUrl },
  });
  let ended;
  gateway.once('exit', (code, signal) => (ended = signal ?? `exit code ${code}`));
  const url = `http://127.0.0.1:${port}/graphql`;
  const agent = new Agent({ connections: 100 });
  const results = { MiB: mebibytes };
  const run = async (name, loads) => {
    if (ended !== undefined) return;
    const end = performance.now() + secondsEach * 1000;
    const counts = await Promise.all(loads.map(([body, connections]) => load(url, body, connections, end, agent)));
    results[name] = ended ?? counts.map((count) => Math.round(count / secondsEach)).join(' + ');
  };
  while (ended === undefined && !(await isReady(url))) await pause(50);
  const all = Object.entries(operations).map(([name, body], index) => [name, body, [50, 8, 4][index]]);
  for (const [name, body, connections] of all) await run(name, [[body, connections]]);
  const idle = ended === undefined ? idleClients(url) : [];
  await run(
    'all, and idle clients',
    all.map(([, body, connections]) => [body, connections]),
  );
  for (const socket of idle) socket.destroy();
  results.peak = `${group.peakMiB()} MiB`;
  if (ended === undefined) {
    gateway.kill('SIGTERM');
    await once(gateway, 'exit');
  }
  results.end = ended;
  await agent.destroy();
  group.remove();
  return results;
}

const limits = process.argv.slice(2).map(Number);
const rows = [];
for (const limit of limits.length > 0 ? limits : [128, 192, 256, 384, 512]) rows.push(await measure(limit));
console.table(rows);
await graph.terminate();
