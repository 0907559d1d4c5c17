/**
 * The Graph of the soak, in a separate thread: it responds immediately and stores nothing. One call in ten gets a
 * fault, a dozen kinds in turn. `soak.js` starts it.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { parentPort } from 'node:worker_threads';
import { portOf } from './measure/process.js';

const spoiltEvery = 10;
// Faults that cost seconds are rarer: a silent 429 pauses its caller, a hanging call lasts until the gateway's timeout.
const quick = ['429', '502', '503', '503-retry', 'reset', 'truncated', 'html', 'empty', '429', '504', 'no-json', '404'];
const rota = [...quick, ...quick, 'hang', ...quick, ...quick, '429-silent'];
const retryAfter = '0.05';
const page = '<!DOCTYPE html><html><body>Our services are not available right now</body></html>';

let calls = 0;
let spoilt = 0;

const entity = (id) => ({
  '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
  id,
  displayName: 'Ada',
  deviceId: `device of ${id}`,
  userId: 'ada',
  deviceName: 'Mac of Ada',
  userPrincipalName: 'ada@contoso.example',
  osVersion: '26.1',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 6,
  lastUpdatedDateTime: '2026-11-23T08:00:00.0000000Z',
});
const list = JSON.stringify({ value: Array.from({ length: 20 }, (_, index) => entity(`row-${index}`)) });

/** As in Graph, a throttled batch is one whose requests are throttled, here every other one. */
/** @returns {[status: number, text: string]} */
function batch(body, throttled) {
  const responses = JSON.parse(body).requests.map(({ id, body: created }, index) =>
    throttled && index % 2 === 0
      ? { id, status: 429, headers: { 'Retry-After': retryAfter }, body: { error: { code: 'TooManyRequests' } } }
      : { id, status: 201, headers: {}, body: { ...created, id: `created-${calls}-${index}` } },
  );
  return [200, JSON.stringify({ responses })];
}

/** @returns {[status: number, text: string]} */
function rightAnswer(method, path, body) {
  if (path.endsWith('/$batch')) return batch(body, false);
  if (method === 'POST') return [201, JSON.stringify({ ...JSON.parse(body), id: `created-${calls}` })];
  const id = /Summaries\/([^/?]+)/.exec(path)?.[1];
  return [200, id === undefined ? list : JSON.stringify(entity(id))];
}

async function answer(request, response) {
  calls += 1;
  const fault = calls % spoiltEvery === 0 ? rota[spoilt++ % rota.length] : undefined;
  if (fault === 'reset') return request.socket.destroy();
  const body = await text(request);
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'hang':
      return;
    case '429':
      if (request.url.endsWith('/$batch')) return response.writeHead(200, json).end(batch(body, true)[1]);
      return response.writeHead(429, { 'retry-after': retryAfter }).end('{"error":{"code":"TooManyRequests"}}');
    case '429-silent':
      return response.writeHead(429).end();
    case '503-retry':
      return response.writeHead(503, { 'retry-after': retryAfter }).end(page);
    case '404':
      return response.writeHead(404, json).end('{"error":{"code":"ResourceNotFound"}}');
    case '502':
    case '503':
    case '504':
      return response.writeHead(Number(fault)).end(page);
    case 'html':
      return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    case 'no-json':
      return response.writeHead(200, json).end('{"value": [');
    case 'empty':
      return response.writeHead(200).end();
  }
  const [status, right] = rightAnswer(request.method, request.url, body);
  response.writeHead(status, { ...json, 'content-length': Buffer.byteLength(right) });
  if (fault !== 'truncated') return response.end(right);
  response.write(right.slice(0, right.length / 2), () => response.socket?.destroy());
}

if (parentPort === null) throw new Error('soak.js starts this as a worker');
const parent = parentPort;

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.socket?.destroy());
});
server.listen(0, '127.0.0.1', () => parent.postMessage({ port: portOf(server) }));

parent.on('message', (message) => {
  // Between two stages: connections that are open after this are kept by the gateway.
  if (message === 'close idle connections') server.closeIdleConnections();
  if (message === 'report') parent.postMessage({ calls, spoilt });
  if (message !== 'stop') return;
  server.close();
  server.closeAllConnections();
  parent.close();
});
