/**
 * What compression costs and saves: one creation and lists of several lengths, by the encoding that the client asks for.
 *
 *   npm run bench:compression                # builds first
 *
 * The gateway, Graph and the client are processes of their own. The encodings take turns, because the machine is never quiet for
 * long. It fails if a response is wrong or in another encoding; it sets no limit, because the machine decides about milliseconds.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { portOf, tellParent } from './measure/process.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const fields =
  'id displayName deviceId deviceName userId userPrincipalName osVersion successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime';
const encodings = [undefined, 'br', 'gzip'];
const decoders = { br: brotliDecompressSync, gzip: gunzipSync };
const turns = 12;

if (process.argv[2] === '--graph') serveGraph();
else if (process.argv[2] === '--gateway') await serveGateway();
else await measure();

/** As different as real rows are: ids repeat nothing, names a little. */
function row(index) {
  const idOf = (kind) => {
    const hex = createHash('sha256').update(`${kind}${index}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  };
  return {
    id: idOf('report'),
    displayName: `MacBook Pro ${index}`,
    deviceId: idOf('device'),
    deviceName: `Mac-${(index * 7919) % 100_000}`,
    userId: idOf('user'),
    userPrincipalName: `user${index}@contoso.com`,
    osVersion: `15.${index % 7}`,
    successfulUpdateCount: index % 13,
    failedUpdateCount: index % 5,
    totalUpdateCount: index % 17,
    lastUpdatedDateTime: new Date(1.7e12 + index * 7_777_777).toISOString(),
  };
}

function serveGraph() {
  const all = Array.from({ length: 1000 }, (_, index) => row(index));
  const created = JSON.stringify(all[0]);
  const pages = new Map();
  const page = (top) => {
    if (!pages.has(top)) pages.set(top, JSON.stringify({ value: all.slice(0, top) }));
    return pages.get(top);
  };
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => {
      if (incoming.method === 'POST') return response.writeHead(201).end(created);
      return response.end(page(Number(new URL(incoming.url ?? '', 'http://graph').searchParams.get('$top'))));
    });
  });
  server.listen(0, '127.0.0.1', () => tellParent(`http://127.0.0.1:${portOf(server)}/beta`));
}

async function serveGateway() {
  await import('reflect-metadata');
  const { pino } = await import('pino');
  const { readConfig } = await import('../dist/config/config.js');
  const { startGateway } = await import('../dist/gateway.js');
  const { COMPRESSION, GRAPH } = process.env;
  const environment = {
    PORT: '0',
    NODE_ENV: 'production',
    GRAPH_BASE_URL: GRAPH,
    COMPRESSION,
    MAX_EVENT_LOOP_DELAY_MS: '0',
  };
  const gateway = await startGateway(readConfig(environment), pino({ level: 'silent' }));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tellParent({ cpuUs: user + system, longestMs: delay.max / 1e6 });
    delay.reset();
  });
  tellParent(gateway.url);
}

/** @returns {[name: string, requests: number, operation: object][]} */
function jobs() {
  const input = { ...row(0), id: undefined };
  const create = `mutation ($input: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $input) { ${fields} } }`;
  const lists = (first, count) => {
    const aliases = Array.from(
      { length: count },
      (_, index) => `r${index}: ${list}(first: ${first}) { nodes { ${fields} } }`,
    );
    return { query: `{ ${aliases.join(' ')} }` };
  };
  return [
    ['one creation', 200, { query: create, variables: { input } }],
    ['a list of 50', 100, lists(50, 1)],
    ['a list of 1,000', 10, lists(1000, 1)],
    ['19 lists of 1,000, the limit of a response', 1, lists(1000, 19)],
  ];
}

async function measure() {
  const graph = await start('--graph', {});
  const on = await start('--gateway', { GRAPH: graph.url, COMPRESSION: 'on' });
  const off = await start('--gateway', { GRAPH: graph.url, COMPRESSION: 'off' });
  console.log('| response | COMPRESSION | asked for | bytes | CPU of one, ms | longest delay of the event loop, ms |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [name, requests, operation] of jobs()) {
    const cases = [
      { gateway: off, key: 'off', encoding: undefined },
      ...encodings.map((encoding) => ({ gateway: on, key: 'on', encoding })),
    ];
    const results = cases.map(() => ({
      bytes: 0,
      cpu: /** @type {number[]} */ ([]),
      longest: /** @type {number[]} */ ([]),
    }));
    const right = await send(off.url, operation, undefined);
    assert.equal(JSON.parse(right.text).errors, undefined, right.text.slice(0, 300));
    for (let turn = -1; turn < turns; turn += 1) {
      for (const [index, { gateway, encoding }] of cases.entries()) {
        const before = await usage(gateway);
        for (let count = 0; count < requests; count += 1) {
          const received = await send(gateway.url, operation, encoding);
          assert.equal(received.text, right.text, name);
          results[index].bytes = received.bytes;
        }
        const after = await usage(gateway);
        // The first turn warms up.
        if (turn < 0) continue;
        results[index].cpu.push((after.cpuUs - before.cpuUs) / requests / 1000);
        results[index].longest.push(after.longestMs);
      }
    }
    for (const [index, { key, encoding }] of cases.entries()) {
      const { bytes, cpu, longest } = results[index];
      const cells = [
        name,
        key,
        encoding ?? 'nothing',
        bytes.toLocaleString('en'),
        median(cpu).toFixed(2),
        median(longest).toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  }
  for (const { child } of [graph, on, off]) child.kill();
}

function start(role, environment) {
  return new Promise((done) => {
    const child = fork(fileURLToPath(import.meta.url), [role], { env: { ...process.env, ...environment } });
    process.once('exit', () => child.kill());
    child.once('message', (url) => done({ child, url }));
  });
}

function usage({ child }) {
  return new Promise((done) => {
    child.once('message', done);
    child.send('usage');
  });
}

/** @returns {Promise<{ text: string, bytes: number }>} */
function send(url, operation, encoding) {
  const headers = {
    'content-type': 'application/json',
    authorization: 'Bearer bench-token',
    ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
  };
  return new Promise((done, fail) => {
    request(url, { method: 'POST', headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('end', () => {
        const body = Buffer.concat(chunks);
        const got = response.headers['content-encoding'];
        assert.equal(got, got === undefined && body.length < 1024 ? undefined : encoding);
        done({ text: (got === undefined ? body : decoders[got](body)).toString(), bytes: body.length });
      });
    })
      .once('error', fail)
      .end(JSON.stringify(operation));
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
