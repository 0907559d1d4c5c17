/**
 * The number of the gateway's calls to Graph, compared with one call for each object: three jobs, in one run, with 50
 * ms of upstream latency. `npm run bench:upstream-calls` builds first. It fails if a response is wrong.
 */
import assert from 'node:assert/strict';
import 'reflect-metadata';
import { pino } from 'pino';
import { readConfig } from '../dist/config/config.js';
import { startEmulator } from '../dist/emulator/graph/index.js';
import { startGateway } from '../dist/gateway.js';

const latencyMs = 50;
const macs = 60;
const naiveConcurrency = 16;

const graph = await startEmulator({ macs, quirks: { latencyMs } });
const logger = pino({ level: 'silent' });
const start = (environment) =>
  startGateway(readConfig({ PORT: '0', GRAPH_BASE_URL: graph.url, ...environment }), logger);
const gateway = await start({});
const expanding = await start({ GRAPH_EXPAND: 'nested' });

async function send(url, query, variables = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench-token' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data.r;
}

async function rest(path, init = {}) {
  const headers = { authorization: 'Bearer bench-token', 'content-type': 'application/json' };
  const response = await fetch(`${graph.url}/${path}`, { ...init, headers });
  assert.ok(response.ok);
  return response.json();
}

async function atOnce(items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: naiveConcurrency }, worker));
  return results;
}

async function measure(work) {
  const before = graph.requests.length;
  const startedAt = performance.now();
  const result = await work();
  return { calls: graph.requests.length - before, ms: Math.round(performance.now() - startedAt), result };
}

const root = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
const ids = graph.accountSummaries().map(({ id }) => id);
const input = {
  displayName: 'a',
  deviceId: 'a',
  userId: 'a',
  deviceName: 'a',
  userPrincipalName: 'a',
  osVersion: '26.1',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 6,
  lastUpdatedDateTime: '2026-11-23T08:00:00.0000000Z',
};

const references = ids.slice(0, 45);
const entities = await measure(() =>
  send(
    gateway.url,
    'query ($r: [_Any!]!) { r: _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary { id osVersion } } }',
    { r: references.map((id) => ({ __typename: 'MacOSSoftwareUpdateAccountSummary', id })) },
  ),
);
const entitiesNaive = await measure(() => atOnce(references, (id) => rest(`${root}/${id}?$select=id,osVersion`)));
assert.deepEqual(
  entities.result.map(({ id }) => id),
  entitiesNaive.result.map(({ id }) => id),
);

const nested =
  '{ r: macOSSoftwareUpdateAccountSummaries(first: 50) { nodes { id categorySummaries { id updateStateSummaries { id state } } } } }';
const tree = await measure(() => send(gateway.url, nested));
const treeExpanded = await measure(() => send(expanding.url, nested));
const treeNaive = await measure(async () => {
  const accounts = (await rest(`${root}?$top=50&$select=id`)).value;
  const categories = await atOnce(accounts, async ({ id }) => ({
    id,
    categorySummaries: (await rest(`${root}/${id}/categorySummaries?$select=id`)).value,
  }));
  const all = categories.flatMap((account) =>
    account.categorySummaries.map((category) => ({
      path: `${root}/${account.id}/categorySummaries/${category.id}`,
      category,
    })),
  );
  await atOnce(all, async ({ path, category }) => {
    category.updateStateSummaries = (await rest(`${path}/updateStateSummaries?$select=id,state`)).value;
  });
  return { accounts: categories, categories: all.length };
});
const shape = (accounts) =>
  accounts.map(({ id, categorySummaries }) => [
    id,
    categorySummaries.map((category) => [category.id, category.updateStateSummaries.map((state) => state.id)]),
  ]);
assert.deepEqual(shape(tree.result.nodes), shape(treeNaive.result.accounts));
assert.deepEqual(treeExpanded.result, tree.result);
assert.equal(tree.calls, 1 + 3 + Math.ceil(treeNaive.result.categories / 20));

const inputs = Array.from({ length: 1000 }, (_, index) => ({ ...input, deviceId: `mac-${index}` }));
const bulk = await measure(() =>
  send(
    gateway.url,
    'mutation ($inputs: [CreateSummaryInput!]!) { r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { id } error { code } } }',
    { inputs },
  ),
);
const bulkNaive = await measure(() =>
  atOnce(inputs, (body) => rest(root, { method: 'POST', body: JSON.stringify(body) })),
);
assert.ok(bulk.result.every(({ summary }) => summary !== null));
assert.equal(graph.accountSummaries().length, macs + 2000);

const row = (job, mine, naive) =>
  `| ${job} | ${mine.calls} | ${naive.calls} | ${mine.ms} ms | ${naive.ms} ms | ${(naive.ms / mine.ms).toFixed(1)}× |`;
console.log(`| job (${latencyMs} ms of upstream latency) | calls | naive calls | time | naive time (${naiveConcurrency} at once) | ratio |
| --- | --- | --- | --- | --- | --- |
${row('1,000 creations', bulk, bulkNaive)}
${row(`50 accounts, ${treeNaive.result.categories} categories, their states`, tree, treeNaive)}
${row('the same with GRAPH_EXPAND=nested', treeExpanded, treeNaive)}
${row('45 entity references', entities, entitiesNaive)}`);

await gateway.stop();
await expanding.stop();
await graph.stop();
