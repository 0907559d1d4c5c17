/**
 * The memory of callers' tokens in on-behalf-of mode: the heap after 0, 12,000 and 24,000 distinct users, while 10,000
 * are kept at most. The authority and Graph run in a separate process, so that the heap is the gateway's. `npm run
 * bench:token-cache` builds first. It fails if a call fails, or if the second half of users makes the heap grow.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { pino } from 'pino';
import { readConfig } from '../dist/config/config.js';
import { startAuthority, trustInThisProcess } from '../dist/emulator/entra/index.js';
import { startGateway } from '../dist/gateway.js';
import { collectGarbage, portOf, tellParent } from './measure/process.js';

const half = 12_000;
const atOnce = 16;

if (process.send === undefined) await measure();
else await serve();

/** The other process: an authority that counts token requests without storing them, and a Graph without reports. */
async function serve() {
  const authority = await startAuthority();
  const graph = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end('{"value":[]}');
  });
  await new Promise((resolve) => graph.listen(0, '127.0.0.1', () => resolve(undefined)));
  let exchanges = 0;
  process.on('message', async ({ user }) => {
    exchanges += authority.requests.length;
    /** @type {unknown[]} */ (authority.requests).length = 0;
    tellParent({ user, exchanges, token: await authority.issueUserToken({ user, scopes: ['MacUpdates.Read.All'] }) });
  });
  const { url, caCertificate, tenantId, registration } = authority;
  tellParent({ url, caCertificate, tenantId, registration, graph: `http://127.0.0.1:${portOf(graph)}/beta` });
}

async function measure() {
  const child = fork(fileURLToPath(import.meta.url));
  const { url, caCertificate, tenantId, registration, graph } = await new Promise((resolve) =>
    child.once('message', resolve),
  );
  trustInThisProcess({ caCertificate });
  const config = readConfig({
    PORT: '0',
    GRAPH_BASE_URL: graph,
    GRAPH_AUTH: 'on-behalf-of',
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: registration.clientId,
    AZURE_CLIENT_SECRET: registration.secret,
    AZURE_AUTHORITY_HOST: url,
  });
  const gateway = await startGateway(config, pino({ level: 'silent' }));
  const waiting = new Map();
  let exchanges = 0;
  child.on('message', (/** @type {any} */ message) => {
    exchanges = message.exchanges;
    waiting.get(message.user)?.(message.token);
    waiting.delete(message.user);
  });
  const tokenOf = (user) =>
    new Promise((resolve) => {
      waiting.set(user, resolve);
      child.send({ user });
    });
  const body = JSON.stringify({ query: '{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }' });
  let tokenLength = 0;
  const call = async (user) => {
    const token = await tokenOf(user);
    tokenLength = token.length;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(gateway.url, { method: 'POST', headers, body });
    const { errors } = await response.json();
    assert.equal(errors, undefined);
  };
  const users = async (from, to) => {
    let next = from;
    const worker = async () => {
      while (next < to) await call(`user-${next++}`);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  const heapMiB = () => {
    collectGarbage();
    return Math.round((process.memoryUsage().heapUsed / 1024 / 1024) * 10) / 10;
  };

  await users(0, 200);
  const rows = [[200, heapMiB()]];
  await users(200, half);
  rows.push([half, heapMiB()]);
  await users(half, 2 * half);
  rows.push([2 * half, heapMiB()]);
  await tokenOf('no user');
  assert.ok(exchanges >= 2 * half);
  console.log(`| distinct users (tokens of ${tokenLength} characters) | heap after collection |
| --- | --- |
${rows.map(([count, heap]) => `| ${count} | ${heap} MiB |`).join('\n')}`);
  await gateway.stop();
  child.kill();
  assert.ok(rows[2][1] < rows[1][1] * 1.1, 'the heap grows with users beyond the bound');
}
