/**
 * Statistics of 3,000 Macs, with 50 ms of upstream latency, next to a client that pages through the same reports and adds
 * them up itself: requests, calls to Graph, bytes and time. `npm run bench:statistics` builds first. It fails if the two
 * differ.
 */
import assert from 'node:assert/strict';
import 'reflect-metadata';
import { pino } from 'pino';
import { readConfig } from '../dist/config/config.js';
import { startEmulator } from '../dist/emulator/graph/index.js';
import { startGateway } from '../dist/gateway.js';

const latencyMs = 50;
const macs = 3000;
const rounds = 5;

const graph = await startEmulator({ macs, quirks: { latencyMs } });
const gateway = await startGateway(readConfig({ PORT: '0', GRAPH_BASE_URL: graph.url }), pino({ level: 'silent' }));

/** Adds to `sent`, which counts the client's requests and the bytes that it gets. */
async function send(sent, query, variables = {}) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench-token' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  sent.requests += 1;
  sent.bytes += Buffer.byteLength(text);
  const { data, errors } = JSON.parse(text);
  assert.equal(errors, undefined);
  return data.r;
}

const list = 'r: macOSSoftwareUpdateAccountSummaries';
const statistics = async (sent) =>
  (
    await send(
      sent,
      `{ ${list} { statistics {
        reports withFailures successfulUpdates failedUpdates totalUpdates earliestUpdate latestUpdate
        byOsVersion { osVersion reports withFailures } byAge { fromDays toDays reports }
      } } }`,
    )
  ).statistics;

const page = `query ($after: String, $first: Int) { ${list}(first: $first, after: $after) {
  nodes { osVersion successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime }
  pageInfo { hasNextPage endCursor }
} }`;
const paged = (first) => async (sent) => {
  const rows = [];
  for (let after = null, more = true; more;) {
    const { nodes, pageInfo } = await send(sent, page, { after, first });
    rows.push(...nodes);
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  return {
    reports: rows.length,
    withFailures: rows.filter(({ failedUpdateCount }) => failedUpdateCount > 0).length,
    successfulUpdates: sum('successfulUpdateCount'),
    failedUpdates: sum('failedUpdateCount'),
    totalUpdates: sum('totalUpdateCount'),
  };
};

async function measure(work) {
  await work({ requests: 0, bytes: 0 });
  const times = [];
  let result = { requests: 0, bytes: 0, value: {}, calls: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const sent = { requests: 0, bytes: 0 };
    const before = graph.requests.length;
    const startedAt = performance.now();
    const value = await work(sent);
    times.push(performance.now() - startedAt);
    result = { ...sent, value, calls: graph.requests.length - before };
  }
  const ms = Math.round(times.sort((a, b) => a - b)[Math.floor(rounds / 2)]);
  return { ...result, ms };
}

const asked = await measure(statistics);
const rows = [{ job: 'statistics, one operation', ...asked }];
for (const first of [1000, 100]) {
  const own = await measure(paged(first));
  assert.deepEqual(own.value, Object.fromEntries(Object.keys(own.value).map((name) => [name, asked.value[name]])));
  rows.push({ job: `pages of ${first.toLocaleString('en')} rows, added up by the client`, ...own });
}
console.log(`| ${macs.toLocaleString('en')} Macs, ${latencyMs} ms of upstream latency | requests | calls to Graph | bytes to the client | time |
| --- | --- | --- | --- | --- |
${rows
  .map(
    ({ job, requests, calls, bytes, ms }) =>
      `| ${job} | ${requests} | ${calls} | ${bytes.toLocaleString('en')} | ${ms} ms |`,
  )
  .join('\n')}`);

await gateway.stop();
await graph.stop();
