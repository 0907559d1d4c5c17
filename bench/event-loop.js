/**
 * How long the dearest lists hold the event loop: filters of 50 conditions and orders of six criteria over 10,000 rows, made
 * by the gateway itself because Graph ignores both. The longest delay is what all others wait meanwhile.
 *
 *   npm run bench:event-loop                          # builds first
 *   npm run bench:event-loop -- ../other-checkout     # beside another build
 *
 * Gateway, Graph and client are processes of their own. It fails when an answer of this build is wrong; it sets no limit, because the
 * machine decides about milliseconds.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { portOf, tellParent } from './measure/process.js';

const rows = 10_000;
const rounds = 5;
const list = 'macOSSoftwareUpdateAccountSummaries';
const prefix = 'An organisation whose names all begin with the same words, and differ in their last characters only: ';

const [role, argument] = process.argv.slice(2);
if (role === '--graph') serveGraph();
else if (role === '--gateway') await serveGateway(resolve(argument));
else await measure(process.argv.slice(2));

/** Graph in the worst case: the same rows for every request, 1,000 a page at most. */
function serveGraph() {
  const all = Array.from({ length: rows }, (_, index) =>
    JSON.stringify({
      id: `r-${String((index * 7919 + 1) % rows).padStart(5, '0')}`,
      deviceId: `${prefix}d`,
      userId: `${prefix}u`,
      deviceName: `${prefix}n`,
      displayName: `${prefix}t`,
      lastUpdatedDateTime: '2026-11-23T08:00:00.1234567+01:00',
      failedUpdateCount: 1,
    }),
  );
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const page = (url) => {
        const { searchParams, pathname } = new URL(url, `http://${request.headers.host}`);
        const start = Number(searchParams.get('$skiptoken') ?? 0);
        const end = Math.min(start + Number(searchParams.get('$top') ?? 1000), start + 1000, rows);
        searchParams.set('$skiptoken', String(end));
        const next = `,"@odata.nextLink":"http://${request.headers.host}${pathname}?${searchParams.toString()}"`;
        return `{"value":[${all.slice(start, end).join(',')}]${end < rows ? next : ''}}`;
      };
      if (request.method === 'GET') return response.end(page(request.url));
      const { requests } = JSON.parse(Buffer.concat(chunks).toString());
      const answers = requests.map(({ id, url }) => `{"id":"${id}","status":200,"body":${page(`/beta${url}`)}}`);
      return response.end(`{"responses":[${answers.join(',')}]}`);
    });
  });
  server.listen(0, '127.0.0.1', () => tellParent(`http://127.0.0.1:${portOf(server)}/beta`));
}

async function serveGateway(checkout) {
  const load = (file) => import(pathToFileURL(resolve(checkout, 'dist', file)).href);
  await import('reflect-metadata');
  const { pino } = await import('pino');
  const { readConfig } = await load('config/config.js');
  const { startGateway } = await load('gateway.js');
  const environment = { PORT: '0', GRAPH_BASE_URL: process.env.GRAPH, MAX_EVENT_LOOP_DELAY_MS: '0' };
  const gateway = await startGateway(readConfig(environment), pino({ level: 'silent' }));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('message', () => {
    tellParent({ longestMs: delay.max / 1e6, cpuMs: process.cpuUsage().user / 1000 });
    delay.reset();
  });
  tellParent(gateway.url);
}

/**
 * The operations, and whether the response is right.
 * @returns {[name: string, query: string, variables: object, isRight: (answer: any) => boolean][]}
 */
function casesOf() {
  const filterOf = (condition) => ({ or: Array.from({ length: 49 }, condition) });
  const text = (_, index) => ({ deviceName: { startsWith: `${prefix}${index}` } });
  const date = (_, index) => ({ lastUpdatedDateTime: { gt: `2026-11-23T08:00:${10 + index}.1234567+01:00` } });
  const orderBy = ['deviceId', 'userId', 'deviceName', 'displayName', 'lastUpdatedDateTime'].map((field) => ({
    field,
  }));
  const one = `query ($f: MacOSSoftwareUpdateAccountSummaryFilter, $o: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
    r: ${list}(first: 2, filter: $f, orderBy: $o) { nodes { id } }
  }`;
  const lists = (count) =>
    `query ($f: MacOSSoftwareUpdateAccountSummaryFilter, $o: [MacOSSoftwareUpdateAccountSummaryOrder!]) {
      ${Array.from({ length: count }, (_, index) => `r${index}: ${list}(first: 2, filter: $f, orderBy: $o) { nodes { id } }`).join('\n')}
    }`;
  const refused = ({ errors }) => errors?.[0]?.extensions.code === 'BAD_USER_INPUT';
  const empty = ({ data }) => Object.values(data ?? { r: null }).every((r) => r?.nodes.length === 0);
  const first = ({ data }) => Object.values(data ?? { r: null }).every((r) => r?.nodes[0].id === 'r-00000');
  const longText = (_, index) => ({ deviceName: { eq: String(index).padEnd(1000, 'x') } });
  const references = `query ($f: MacOSSoftwareUpdateAccountSummaryFilter, $r: [_Any!]!) {
    _entities(representations: $r) { ... on ManagedDevice { r: ${list}(filter: $f) { nodes { id } } } }
  }`;
  const macs = Array.from({ length: 600 }, (_, index) => ({ __typename: 'ManagedDevice', id: `m${index}` }));
  const none = ({ data }) => data?._entities.every(({ r }) => r?.nodes.length === 0);
  // The other build accepts conditions without a comparison, and finds every row.
  const some = (answer) => refused(answer) || answer.errors !== undefined || answer.data !== undefined;
  const nothing = { and: Array.from({ length: 1000 }, () => ({ and: Array.from({ length: 40 }, () => ({})) })) };
  return [
    ['a plain list of 50, for the noise of the machine', `{ r: ${list}(first: 50) { nodes { id } } }`, {}, some],
    ['1,000 rows', `{ r: ${list}(first: 1000) { nodes { id } } }`, {}, some],
    ['50 texts', one, { f: filterOf(text) }, empty],
    ['50 dates', one, { f: filterOf(date) }, empty],
    ['order by 6 criteria', one, { o: orderBy }, first],
    ['both', one, { f: { not: filterOf(date) }, o: orderBy }, first],
    ['both, 10 lists at once', lists(10), { f: { not: filterOf(date) }, o: orderBy }, first],
    [
      '600 Macs with a filter of 50 kB each',
      references,
      { r: macs, f: { or: Array.from({ length: 49 }, longText) } },
      none,
    ],
    ['41,000 conditions that compare nothing', one, { f: nothing }, some],
  ];
}

async function measure(others) {
  const file = fileURLToPath(import.meta.url);
  const start = (args, env = {}) =>
    new Promise((done) => {
      const child = fork(file, args, { env: { ...process.env, ...env } });
      process.once('exit', () => child.kill());
      child.once('message', (url) => done({ child, url }));
    });
  const graph = await start(['--graph']);
  const checkouts = ['.', ...others];
  console.log(`| build | list | longest delay of a round, ms (median) | the longest of ${rounds} rounds | CPU of one, ms |
| --- | --- | --- | --- | --- |`);
  for (const checkout of checkouts) {
    const gateway = await start(['--gateway', checkout], { GRAPH: graph.url });
    const usage = () =>
      new Promise((done) => {
        gateway.child.once('message', done);
        gateway.child.send('usage');
      });
    const send = async (query, variables) => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer bench-token' };
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    };
    for (const [name, query, variables, isRight] of casesOf()) {
      const answer = await send(query, variables);
      assert.ok(checkout !== '.' || isRight(answer), `${name}: ${JSON.stringify(answer).slice(0, 500)}`);
      const longest = [];
      const { cpuMs: before } = await usage();
      for (let round = 0; round < rounds; round += 1) {
        await send(query, variables);
        longest.push((await usage()).longestMs);
      }
      const { cpuMs: after } = await usage();
      const median = longest.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
      const cells = [
        checkout,
        name,
        median.toFixed(0),
        Math.max(...longest).toFixed(0),
        ((after - before) / rounds).toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
    gateway.child.kill();
  }
  graph.child.kill();
}
