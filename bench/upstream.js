/**
 * The Graph of the benchmark: it responds like Graph and costs next to nothing, so that it does not affect the
 * measurement.
 *
 * A creation is echoed as bytes; a read is built once for each address. It counts its calls and their waves: a call
 * belongs to the wave after the latest one that had been answered when it arrived. With one operation at a time, that
 * is the number of round trips of an operation. It is also the collector of traces, which it does not count. `run.js` starts it and communicates by IPC.
 */
import { createServer } from 'node:http';
import { account, accountId, categoriesOf, createdId, root, statesOf } from './data.js';
import { portOf, tellParent } from './measure/process.js';

const prefix = `/beta/${root}`;
const jsonType = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const context = '"@odata.context":"https://graph.microsoft.com/beta/$metadata#deviceManagement"';
const typeOf = (kind) => `#microsoft.graph.macOSSoftwareUpdate${kind}Summary`;

let latencyMs = 0;
let calls = 0;
let waves = 0;
let answeredWave = 0;

/** The text of the response to a GET, built once; only the few addresses of the jobs occur. */
const read = new Map();

function textOf(url) {
  let text = read.get(url);
  if (text === undefined) read.set(url, (text = answerTo(url)));
  return text;
}

function answerTo(url) {
  const { pathname, searchParams } = new URL(url, 'http://graph');
  const select = searchParams.get('$select')?.split(',');
  const expand = (searchParams.get('$expand') ?? '') !== '';
  const [id, , category, , state] = pathname.slice(prefix.length).split('/').filter(Boolean);
  const depth = pathname.slice(prefix.length).split('/').filter(Boolean).length;
  const rows = [
    () => Array.from({ length: Number(searchParams.get('$top') ?? 50) }, (_, index) => tree(accountId(index), expand)),
    () => tree(id, expand),
    () => categoriesOf(id).map(typed('Category')),
    () => categoriesOf(id).find((each) => each.id === category),
    () => statesOf(category).map(typed('State')),
    () => statesOf(category).find((each) => each.id === state),
  ][depth]();
  const picked = Array.isArray(rows) ? { value: rows.map((row) => pick(row, select)) } : pick(rows, select);
  return `{${context},${JSON.stringify(picked).slice(1)}`;
}

const typed = (kind) => (row) => ({ '@odata.type': typeOf(kind), ...row });

function tree(id, expand) {
  const own = typed('Account')(account(id));
  if (!expand) return own;
  const categorySummaries = categoriesOf(id).map((category) => ({
    ...category,
    updateStateSummaries: statesOf(category.id),
  }));
  return { ...own, categorySummaries };
}

/** `$select`, applied to properties; children from `$expand` stay. */
function pick(row, select) {
  if (select === undefined) return row;
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => Array.isArray(value) || name[0] === '@' || select.includes(name)),
  );
}

/** As Graph echoes it: its own members first, then the sent ones. */
const echo = (text) => `{${context},"id":"${createdId}",${text.slice(1)}`;

function batch(text) {
  const answers = JSON.parse(text).requests.map(({ id, method, url, body }) => {
    const [status, answer] = method === 'POST' ? [201, echo(JSON.stringify(body))] : [200, textOf(`/beta${url}`)];
    return `{"id":"${id}","status":${status},"headers":{"Content-Type":"application/json"},"body":${answer}}`;
  });
  return `{"responses":[${answers.join(',')}]}`;
}

function respond(request, response, text) {
  if (request.method === 'GET') return send(response, 200, textOf(request.url));
  if (request.url.endsWith('/$batch')) return send(response, 200, batch(text));
  return send(response, 201, echo(text));
}

function send(response, status, text) {
  response.writeHead(status, { 'content-type': jsonType, 'content-length': Buffer.byteLength(text) }).end(text);
}

const server = createServer((request, response) => {
  if (request.url === '/v1/traces') return void request.resume().on('end', () => response.end());
  calls += 1;
  const wave = answeredWave + 1;
  waves = Math.max(waves, wave);
  const answer = (text) => {
    if (latencyMs === 0) return respond(request, response, text);
    setTimeout(() => {
      answeredWave = Math.max(answeredWave, wave);
      respond(request, response, text);
    }, latencyMs);
  };
  if (request.method === 'GET') return answer('');
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => answer(text));
});
server.keepAliveTimeout = 120_000;

server.listen(0, '127.0.0.1', () => tellParent({ port: portOf(server) }));

process.on('message', (/** @type {{ latencyMs?: number, reset?: boolean }} */ message) => {
  if (message.latencyMs !== undefined) latencyMs = message.latencyMs;
  tellParent({ calls, waves });
  if (message.reset) [calls, waves, answeredWave] = [0, 0, 0];
});
process.once('disconnect', () => process.exit());
